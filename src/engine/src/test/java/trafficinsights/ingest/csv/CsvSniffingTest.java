package trafficinsights.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.log.CsvTable;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;

/// What is found in the first lines of tables of many writers.
class CsvSniffingTest {
    private static @Nullable CsvInspection look(String text) throws Exception {
        return look(text, StandardCharsets.UTF_8);
    }

    private static @Nullable CsvInspection look(String text, Charset charset) throws Exception {
        return CsvInspection.of(
                CsvTable.block(text.getBytes(charset)), Encoding.UTF_8, CsvOptions.NONE);
    }

    private static CsvInspection found(String... lines) throws Exception {
        return Objects.requireNonNull(look(String.join("\n", lines) + "\n"));
    }

    /// `role=column(form)`, in the order of the roles' names.
    private static String roles(CsvInspection found) {
        TreeMap<String, String> roles = new TreeMap<>();
        CsvMapping mapping = found.mapping();
        if (mapping != null) {
            mapping.columns()
                    .forEach(a ->
                            roles.put(
                                    a.role().label(),
                                    a.column() + (a.form().isEmpty() ? "" : "(" + a.form() + ")")));
        }
        return roles.toString();
    }

    // --- dialects ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "ts,ms,code~2026-11-22T20:19:28Z,12,200~2026-11-22T20:19:29Z,13,404 ! , ! \" ! .",
                "ts;ms;code~2026-11-22T20:19:28Z;1,2;200~2026-11-22T20:19:29Z;1,3;404 ! ; ! \" ! ,",
                "ts;ms;code~2026-11-22T20:19:28Z;1.2;200~2026-11-22T20:19:29Z;1.3;404 ! ; ! \" ! .",
                "ts|ms|code~2026-11-22T20:19:28Z|12|200~2026-11-22T20:19:29Z|13|404 ! | ! \" ! .",
                "ts;url~2026-11-22T20:19:28Z;\"/a;b;c\"~2026-11-22T20:19:29Z;\"/a;b;c\" ! ; ! \" ! .",
                "ts,url~2026-11-22T20:19:28Z,'/a,b,c'~2026-11-22T20:19:29Z,'/a,b' ! , ! ' ! .",
                "ts,ms~2026-11-22T20:19:28Z,\"1,25\"~2026-11-22T20:19:29Z,\"1,3\" ! , ! \" ! ,",
                "sep=;~ts;ms~2026-11-22T20:19:28Z;1~2026-11-22T20:19:29Z;1 ! ; ! \" ! ."
            })
    void theDialectIsFound(String lines, char delimiter, char quote, char decimal)
            throws Exception {
        CsvDialect dialect = found(lines.split("~")).dialect();
        assertThat(dialect)
                .isEqualTo(new CsvDialect(delimiter, quote, decimal, Encoding.UTF_8, true, false));
    }

    @Test
    void tabsAndCommentsAreFound() throws Exception {
        CsvDialect dialect =
                found(
                                "# made by a tool, on Sunday",
                                "time\tstatus\tpath",
                                "2026-11-22 20:19:28\t200\t/a, b",
                                "2026-11-22 20:19:29\t200\t/a, b")
                        .dialect();
        assertThat(dialect.delimiter()).isEqualTo('\t');
        assertThat(dialect.hasComments()).isTrue();
        assertThat(dialect.hasHeader()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, utf-8", "windows-1252, windows-1252", "ISO-8859-1, windows-1252"})
    void theEncodingIsFound(String charset, String label) throws Exception {
        CsvInspection found =
                Objects.requireNonNull(
                        look(
                                """
                                Zeit;Größe;Straße
                                2026-11-22 20:19:28;1;Köln
                                2026-11-22 20:19:29;1;Köln
                                """,
                                Charset.forName(charset)));
        assertThat(found.dialect().encoding().label()).isEqualTo(label);
        assertThat(found.sample().names()).containsExactly("Zeit", "Größe", "Straße");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Once upon a time\nthere was a log.\n",
                "Once upon a time, there was\na log, a line, and so on\nthe end\n",
                "one\ntwo\nthree\n",
                "a,b,c\n",
                "\n\n\n"
            })
    void whatIsNotATableIsNotTakenForOne(String text) throws Exception {
        assertThat(look(text)).isNull();
    }

    @Test
    void aTableWithoutAHeaderHasPlacesForNames() throws Exception {
        CsvInspection found =
                found(
                        "2026-11-22T20:19:28Z,GET,/a,200",
                        "2026-11-22T20:19:29Z,GET,/b,404",
                        "2026-11-22T20:19:30Z,POST,/b,200");
        assertThat(found.dialect().hasHeader()).isFalse();
        assertThat(roles(found)).isEqualTo("{method=2, status=4, target=3, time=1(iso)}");
        assertThat(found.doubt()).as("values alone are not enough").isNotNull();
    }

    // --- columns ---

    /// Header, one row, and what they are taken for; the row is repeated.
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "Zeitstempel;Dauer (ms);Statuscode;Pfad;Server | 22.11.2026 20:19:28;12;200;/a;eu-1 ! {latency=Dauer (ms)(ms), server=Server, status=Statuscode, target=Pfad, time=Zeitstempel(day-first)}",
                "ts,latency_s,sc-status,upstream | 2026-11-22T20:19:28.123Z,0.118,200,10.0.0.1:80 ! {latency=latency_s(s), server=upstream, status=sc-status, time=ts(iso)}",
                "timestamp,duration_ms,code,url | 1795378768,118,200,/a?x=1 ! {latency=duration_ms(ms), status=code, target=url, time=timestamp(epoch-s)}",
                "timestamp_ms,elapsedMicros,statusCode,requestPath | 1795378768123,118,200,/a ! {latency=elapsedMicros(us), status=statusCode, target=requestPath, time=timestamp_ms(epoch-ms)}",
                "epoch_us,durationNs,status,route | 1795378768123456,118000,200,checkout ! {latency=durationNs(ns), status=status, target=route, time=epoch_us(epoch-us)}",
                "Date,Time,client_ip,method,uri,status,time-taken | 2026-11-22,20:19:28,10.0.0.1,GET,/a,200,17 ! {client=client_ip, date=Date(iso), latency=time-taken(ms), method=method, status=status, target=uri, time_of_day=Time}",
                "date_time;client;request;status;bytes_sent;latency [s] | 2026-11-22 20:19:28,5;10.0.0.1;GET /a HTTP/1.1;200;17;0,5 ! {bytes=bytes_sent, client=client, latency=latency [s](s), request=request, status=status, time=date_time(iso)}",
                "time,latency,status,host | 10/Oct/2000:13:55:36 -0700,118ms,200,www.example.com ! {host=host, latency=latency(text), status=status, time=time(clf)}",
                "Horodatage;Durée (ms);Code HTTP;Chemin;Serveur | 22/11/2026 20:19:28;12;200;/a;s1 ! {latency=Durée (ms)(ms), server=Serveur, status=Code HTTP, target=Chemin, time=Horodatage(day-first)}",
                "Fecha y hora;Duración en ms;Código de estado;Ruta;Servidor | 22/11/2026 20:19:28;12;200;/a;s1 ! {latency=Duración en ms(ms), server=Servidor, status=Código de estado, target=Ruta, time=Fecha y hora(day-first)}",
                "start_time,end_time,response time ms,http_status,target | 2026-11-22T20:19:28Z,2026-11-22T20:19:29Z,118,200,/x ! {latency=response time ms(ms), status=http_status, target=target, time=start_time(iso)}",
                "time,remote_addr,request_time,status,body_bytes_sent,upstream_addr,x_forwarded_for | 2026-11-22T20:19:28+01:00,10.0.0.1,0.118,200,17,10.1.0.1:80,9.9.9.9 ! {bytes=body_bytes_sent, client=remote_addr, forwarded_for=x_forwarded_for, latency=request_time(s), server=upstream_addr, status=status, time=time(iso)}",
                "at,region,az,attempt,status,latency_ms,bytes_received | 2026-11-22T20:19:28Z,eu,eu-1a,1,200,5,17 ! {attempt=attempt, latency=latency_ms(ms), region=region, status=status, time=at(iso)}"
            })
    void columnsAreKnownByNamesAndValues(String headerAndRow, String expected) throws Exception {
        String[] lines = headerAndRow.split(" \\| ");
        CsvInspection found = found(lines[0], lines[1], lines[1], lines[1]);
        assertThat(roles(found)).isEqualTo(expected);
    }

    @Test
    void aSureProposalIsUsedAndSaysWhy() throws Exception {
        CsvInspection found =
                found(
                        "ts,latency_ms,status",
                        "2026-11-22T20:19:28Z,5,200",
                        "2026-11-22T20:19:28Z,5,200");
        assertThat(found.doubt()).isNull();
        assertThat(found.reason())
                .contains("time = ts (iso)", "latency = latency_ms (ms)", "comma between fields");
        CsvColumn latency = found.columns().get(1);
        assertThat(latency.confidence()).isGreaterThanOrEqualTo(CsvColumn.SURE);
        assertThat(latency.reason()).contains("its name", "2 of its values");
        assertThat(latency.evidence()).contains("2 values", "from 5 to 5");
        assertThat(latency.samples()).containsExactly("5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "ts,latency,status | 2026-11-22T20:19:28Z,5,200 ! unit is guessed",
                "ts,latency_ms,status | 03/04/2026 20:19:28,5,200 ! day or month",
                "timestamp,value | 2014-04-10 00:04:00,91.958 ! fewer than two other request columns",
                "timestamp,cpu,latency_ms | 2014-04-10 00:04:00,91.958,5 ! fewer than two other",
                "name,status,path | a,200,/x ! no column has times",
                "timestamp_ms,latency_ms,status | 1795378768,5,200 ! its values look like"
            })
    void whatIsNotCertainIsSaid(String headerAndRow, String doubt) throws Exception {
        String[] lines = headerAndRow.split(" \\| ");
        assertThat(found(lines[0], lines[1], lines[1]).doubt()).contains(doubt);
    }

    @ParameterizedTest
    @CsvSource({
        "13/04/2026 20:19:28, day-first, 0.95",
        "04/13/2026 20:19:28, month-first, 0.95",
        "04/13/2026 08:19:28 PM, month-first, 0.95",
        "03/04/2026 08:19:28 PM, month-first, 0.4",
        "03/04/2026 20:19:28, day-first, 0.4",
        "03.04.2026 20:19:28, day-first, 0.85"
    })
    void dayAndMonthAreDistinguishedByNumbersAboveTwelve(
            String time, String form, double confidence) throws Exception {
        CsvInspection found =
                found("ts;latency_ms;status", time + ";5;200", "03/03/2026 01:00:00 AM;5;200");
        if (!time.contains("/")) {
            found = found("ts;latency_ms;status", time + ";5;200", time + ";5;200");
        } else if (!time.contains("PM")) {
            found = found("ts;latency_ms;status", time + ";5;200", "03/03/2026 01:00:00;5;200");
        }
        CsvColumn column = found.columns().getFirst();
        assertThat(column.form()).isEqualTo(form);
        assertThat(column.confidence()).isEqualTo(confidence);
    }

    @Test
    void badValuesLowerTheConfidenceAndAColumnIsNotLeftOutSilently() throws Exception {
        CsvInspection found =
                found(
                        "ts,latency_ms,status",
                        "2026-11-22T20:19:28Z,x,200",
                        "2026-11-22T20:19:28Z,y,200",
                        "2026-11-22T20:19:28Z,3,200",
                        "2026-11-22T20:19:28Z,4,200");
        CsvColumn latency = found.columns().get(1);
        assertThat(latency.role()).isNotNull();
        assertThat(latency.confidence()).isLessThan(CsvColumn.SURE);
        assertThat(found.doubt()).contains("2 of 4");
    }

    @Test
    void columnsOfTheSameNameAreCalledByTheirPlaces() throws Exception {
        CsvInspection found =
                found(
                        "time,status,time",
                        "2026-11-22T20:19:28Z,200,a",
                        "2026-11-22T20:19:28Z,200,b");
        assertThat(roles(found)).contains("time=1(iso)");
    }

    @Test
    void everyProposalHasAReasonAndEveryRoleOneColumn() throws Exception {
        CsvInspection found =
                found(
                        "time,timestamp,status,http_status,url,path",
                        "2026-11-22T20:19:28Z,2026-11-22T20:19:28Z,200,200,/a,/b",
                        "2026-11-22T20:19:28Z,2026-11-22T20:19:28Z,200,200,/a,/b");
        List<CsvColumn> used = found.columns().stream().filter(c -> c.role() != null).toList();
        assertThat(used).extracting(CsvColumn::role).doesNotHaveDuplicates();
        assertThat(used).extracting(CsvColumn::place).containsExactly(1, 3, 5);
        assertThat(found.columns()).allSatisfy(c -> assertThat(c.reason()).isNotEmpty());
    }
}
