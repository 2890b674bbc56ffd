package trafficinsights.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.log.CsvTable;
import trafficinsights.ingest.log.CsvTable.Result;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RequestBatch;

/// Tables as people and programs of many countries write them: read as an import reads them, or
/// refused in words that help. Longer than 400 lines: a table for each kind.
class TableKindsTest {
    @TempDir private Path folder;

    private Result read(String text) throws Exception {
        return read(text, StandardCharsets.UTF_8);
    }

    private Result read(String text, Charset charset) throws Exception {
        Path file = Files.write(folder.resolve("t.csv"), text.getBytes(charset));
        return CsvTable.read(file, LogOptions.of("auto"), 1);
    }

    private String refusal(String text) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(text));
        assertThat(refused).as("refused").isNotNull();
        return refused.problem().userMessage();
    }

    /// A table with a latency in ms, between commas or what is given.
    private static String withLatencies(char between, String... latencies) {
        StringBuilder text =
                new StringBuilder("time;path;status;latency_ms\n".replace(';', between));
        for (int i = 0; i < latencies.length; i++) {
            text.append("2026-11-22T20:19:%02dZ%c/a%c200%c".formatted(i, between, between, between))
                    .append(latencies[i])
                    .append('\n');
        }
        return text.toString();
    }

    private static List<Long> latencies(Result result) {
        return result.rows().stream().map(Row::latencyMicros).toList();
    }

    // --- marks between thousands ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "; ! 1.234,5 ! 1.000.000 ! 12,25 ! 1234500 ! 1000000000 ! 12250",
                "; ! 1.234 ! 12 ! 987 ! 1234000 ! 12000 ! 987000",
                "; ! 1 234,5 ! 12,25 ! 1 ! 1234500 ! 12250 ! 1000",
                "; ! 1\u00A0234,5 ! 12,25 ! 1 ! 1234500 ! 12250 ! 1000",
                "; ! 1\u202F234 ! 12 ! 1 ! 1234000 ! 12000 ! 1000",
                "; ! 1\u2009234 ! 12 ! 1 ! 1234000 ! 12000 ! 1000",
                "; ! 1'234.5 ! 12.25 ! 1 ! 1234500 ! 12250 ! 1000",
                "; ! 1\u2019234 ! 12\u2019345.5 ! 1 ! 1234000 ! 12345500 ! 1000",
                ", ! \"1,234\" ! \"2,345\" ! 12 ! 1234000 ! 2345000 ! 12000",
                ", ! \"1,234.5\" ! \"1,234,567\" ! 12 ! 1234500 ! 1234567000 ! 12000",
                ", ! \"1,234\" ! \"2,345\" ! \"3,456\" ! 1234000 ! 2345000 ! 3456000",
                ", ! \"12,34,567.5\" ! 12 ! 1 ! 1234567500 ! 12000 ! 1000",
                "| ! 1,234 ! 12 ! 1 ! 1234000 ! 12000 ! 1000",
                ", ! 1.234 ! 2.345 ! 12.5 ! 1234 ! 2345 ! 12500",
                ", ! 1.234 ! 2.345 ! 3.456 ! 1234 ! 2345 ! 3456",
                "; ! 1,234 ! 2,345 ! 0,5 ! 1234 ! 2345 ! 500"
            })
    void numbersWithMarksAreReadWhereTheyAreCertain(
            char between, String a, String b, String c, long first, long second, long third)
            throws Exception {
        Result result = read(withLatencies(between, a, b, c));
        assertThat(latencies(result)).containsExactly(first, second, third);
        assertThat(result.rejects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "; ! 1.234 ! 2.345 ! 3.456",
                "; ! 1,234 ! 2,345 ! 3,456",
                "; ! 1,234 ! 12 ! 987",
                ", ! 1.234 ! 12 ! 987",
                "; ! 1.234,5 ! 12.5 ! 3,25",
                "; ! 1.234 ! 12,5 ! 3.4"
            })
    void numbersWhoseMarksAreNotCertainAreRefusedWithTheirColumn(
            char between, String a, String b, String c) {
        assertThat(refusal(withLatencies(between, a, b, c)))
                .contains("column 4 (latency_ms)")
                .containsAnyOf("thousands", "decimal");
    }

    @Test
    void marksOfWindows1252AreReadToo() throws Exception {
        Result result =
                read(
                        """
                        Zeit;Pfad;Straße;Status;Dauer (ms);Bytes
                        22.11.2026 20:19:28;/a;Größe;200;1_234,5;1_000
                        22.11.2026 20:19:29;/a;Größe;200;12,5;10
                        """
                                .replace('_', '\u00A0'),
                        Charset.forName("windows-1252"));
        assertThat(latencies(result)).containsExactly(1_234_500L, 12_500L);
        assertThat(result.rows()).extracting(Row::bytes).containsExactly(1000L, 10L);
    }

    @Test
    void bytesAreWholeSoThatTheirMarksAreCertain() throws Exception {
        Result result =
                read(
                        """
                        time;path;status;latency_ms;bytes
                        2026-11-22T20:19:28Z;/a;200;12;2.926
                        2026-11-22T20:19:29Z;/a;200;13;1.221
                        """);
        assertThat(result.rows()).extracting(Row::bytes).containsExactly(2926L, 1221L);
    }

    @Test
    void aVersionIsNotADecimalThatProvesAnything() throws Exception {
        Result result =
                read(
                        """
                        time;path;status;latency_ms;tls
                        2026-11-22T20:19:28Z;/a;200;1.234;1.3
                        2026-11-22T20:19:29Z;/a;200;13,5;1.2
                        """);
        assertThat(latencies(result)).containsExactly(1_234_000L, 13_500L);
    }

    @Test
    void aNumberThatIsNotGroupedAsItMustBeIsARejectAndNoOtherNumber() throws Exception {
        StringBuilder text = new StringBuilder("time;path;status;latency_ms\n");
        for (int i = 0; i < 1500; i++) {
            String latency = i == 1400 ? "12.34" : i == 1401 ? "0.123" : i % 2 == 0 ? "1.234" : "7";
            text.append("2026-11-22T20:19:28Z;/a;200;").append(latency).append('\n');
        }
        Result result = read(text.toString());
        assertThat(result.requests()).isEqualTo(1498);
        assertThat(result.rejects()).hasSize(2).first().asString().contains("latency_ms");
    }

    @Test
    void aMarkThatNoSampledNumberHasIsARejectAndNotAGuess() throws Exception {
        StringBuilder text = new StringBuilder("time;path;status;latency_ms\n");
        for (int i = 0; i < 1500; i++) {
            text.append("2026-11-22T20:19:28Z;/a;200;")
                    .append(i == 1400 ? "1.234" : i == 1401 ? "12.5" : "12")
                    .append('\n');
        }
        Result result = read(text.toString());
        assertThat(result.rejects()).singleElement().asString().startsWith("1402: latency");
        assertThat(latencies(result)).contains(12_500L).doesNotContain(1234L);
    }

    // --- one column of several ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "duration_ns ! 1200000000 ! 1200000",
                "elapsed_us ! 1795378768000000 ! -1",
                "latency_ms ! 3.25 ! 3250",
                "response_time_s ! 2 ! 2000000"
            })
    void aUnitInANameGoesBeforeWhatValuesLookLike(String name, String value, long micros)
            throws Exception {
        String text = "ts,path,status,%s\n".formatted(name);
        String row = "1795378768,/a,200,%s\n".formatted(value);
        if (micros < 0) {
            assertThat(read(text + row + row).rejects()).hasSize(2);
        } else {
            assertThat(latencies(read(text + row + row))).containsExactly(micros, micros);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "server_time_ms,total_time_ms ! 5,9 ! 9000",
                "response_time_ms,server_response_time_ms ! 9,5 ! 9000",
                "latency_ms,total_duration_s ! 9,0.010 ! 10000",
                "backend_latency_ms,latency_ms ! 5,9 ! 9000",
                "ttfb_latency_ms,request_duration_ms ! 5,9 ! 9000"
            })
    void ofSeveralLatenciesTheWholeIsTaken(String names, String values, long micros)
            throws Exception {
        String row = "2026-11-22T20:19:28Z,/a,200,%s\n".formatted(values);
        assertThat(latencies(read("ts,path,status,%s\n%s%s".formatted(names, row, row))))
                .containsExactly(micros, micros);
    }

    @Test
    void latenciesOfWhichNoneIsTheWholeAreNamed() {
        assertThat(
                        refusal(
                                """
                                ts,path,status,response_time_ms,duration_ms
                                2026-11-22T20:19:28Z,/a,200,5,9
                                2026-11-22T20:19:29Z,/a,200,9,5
                                """))
                .contains("column 4 (response_time_ms)", "column 5 (duration_ms)");
    }

    @Test
    void aColumnThatIsNotUsedAlthoughItsNameFitsIsNamed() {
        String text =
                """
                ts,path,status,latency_ms,upstream_latency_ms
                2026-11-22T20:19:28Z,/a,200,9,5
                2026-11-22T20:19:29Z,/a,200,9,5
                """;
        CsvInspection found =
                Objects.requireNonNull(
                        CsvInspection.of(
                                CsvTable.block(text.getBytes(StandardCharsets.UTF_8)),
                                CsvDialect.Encoding.UTF_8,
                                CsvOptions.NONE));
        assertThat(found.reason()).contains("column 5 (upstream_latency_ms) is not used");
    }

    // --- statuses that are texts ---

    @Test
    void aStatusThatIsATextIsARequestWithoutAnAnswer() throws Exception {
        Result result =
                read(
                        """
                        time,path,status,latency_ms
                        2026-11-22T20:19:28Z,/a,200,9
                        2026-11-22T20:19:29Z,/a,Connection refused,5
                        2026-11-22T20:19:30Z,/a,000,5
                        2026-11-22T20:19:31Z,/a,0,5
                        2026-11-22T20:19:32Z,/a,,5
                        2026-11-22T20:19:33Z,/a,ETIMEDOUT,30000
                        2026-11-22T20:19:34Z,/a,503 Service Unavailable,7
                        """);
        assertThat(result.rejects()).isEmpty();
        short none = RequestBatch.NO_STATUS;
        assertThat(result.rows())
                .extracting(Row::status)
                .containsExactly(
                        200, (int) none, (int) none, (int) none, (int) none, (int) none, 503);
        assertThat(latencies(result)).contains(30_000_000L);
    }

    @Test
    void aColumnOfNearlyOnlyTextsIsNotTheStatusAndTheStatusIsNotKnown() throws Exception {
        Result result =
                read(
                        """
                        time,path,method,status,latency_ms
                        2026-11-22T20:19:28Z,/a,GET,passed,9
                        2026-11-22T20:19:29Z,/a,GET,failed,5
                        """);
        assertThat(result.rows())
                .extracting(Row::status)
                .containsOnly((int) RequestBatch.UNKNOWN_STATUS);
    }

    /// As the export of a log without statuses is: empty is no failure there.
    @Test
    void aStatusColumnWithoutAnyValueIsNotRead() throws Exception {
        Result result =
                read(
                        """
                        time,path,method,status,latency_ms
                        2026-11-22T20:19:28Z,/a,GET,,9
                        2026-11-22T20:19:29Z,/a,GET,,5
                        """);
        assertThat(result.rows())
                .extracting(Row::status)
                .containsOnly((int) RequestBatch.UNKNOWN_STATUS);
    }

    // --- rows that are not requests ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,95% | GET,/a,100,0,12,13.5,40 ! sums",
                "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,95%,Total Request Count | 1795378768,5,GET,/a,10,0,12,40,100 ! sums",
                "Method,Name,Error,Occurrences,First seen | GET,/a,ConnectionError,17,2026-11-22 20:19:28 ! sums",
                "ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,resp_bytes,conn_state | 1795378768.5,192.0.2.1,5000,192.0.2.2,80,tcp,0.5,10,20,SF ! network flows (Zeek conn.log)",
                "time,source port,destination port,packets,state | 2026-11-22T20:19:28Z,5000,80,12,ESTABLISHED ! connections",
                "Level,Date and Time,Source,Event ID,Task Category | Error,2026-11-22 20:19:28,Disk,7,None ! events",
                "time,host,metric,value | 2026-11-22T20:19:28Z,web-1,cpu,0.5 ! metrics",
                "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset | 0.0123,0.0010,0.0005,0.0001,0.0110,0.0002,200,0.0001 ! with its date"
            })
    void whatRowsAreIsSaidWhereTheyAreNotRequests(String headerAndRow, String what) {
        String[] lines = headerAndRow.split(" \\| ");
        assertThat(refusal("%s\n%s\n%s\n".formatted(lines[0], lines[1], lines[1]))).contains(what);
    }

    @Test
    void ofTheMetricsOfK6TheRequestsAreRead() throws Exception {
        Result result =
                read(
                        """
                        metric_name,timestamp,metric_value,method,status,url
                        http_reqs,1795378768,1.000000,GET,200,https://www.example.com/a
                        http_req_duration,1795378768,111.250000,GET,200,https://www.example.com/a
                        vus,1795378768,5.000000,,,
                        http_req_duration,1795378769,30000.500000,GET,0,https://www.example.com/b
                        """);
        assertThat(latencies(result)).containsExactly(111_250L, 30_000_500L);
        assertThat(result.others()).isEqualTo(3);
        assertThat(result.rejects()).isEmpty();
    }

    @Test
    void theTimesOfAnAthenaTableAreAddedUp() throws Exception {
        Result result =
                read(
                        """
                        "type","time","elb","client_ip","client_port","target_ip","target_port","request_processing_time","target_processing_time","response_processing_time","elb_status_code","target_status_code","received_bytes","sent_bytes","request_verb","request_url","request_proto"
                        "https","2026-11-22T20:19:28.123456Z","app/lb/1","192.0.2.1","5000","192.0.2.9","80","0.001","0.111","0.002","200","200","120","2926","GET","https://www.example.com:443/a","HTTP/2.0"
                        "https","2026-11-22T20:19:29.123456Z","app/lb/1","192.0.2.1","5000","","-1","-1","-1","-1","502","-","120","12","GET","https://www.example.com:443/b","HTTP/2.0"
                        """);
        assertThat(result.rejects()).isEmpty();
        assertThat(latencies(result)).containsExactly(114_000L, RequestBatch.UNKNOWN);
        assertThat(result.rows()).extracting(Row::status).containsExactly(200, 502);
        assertThat(result.rows()).extracting(Row::bytes).containsExactly(2926L, 12L);
    }

    @Test
    void aClientIsAnAddressOrAHost() throws Exception {
        Result result =
                read(
                        """
                        time,path,status,client
                        2026-11-22T20:19:28Z,/a,200,John Doe
                        2026-11-22T20:19:29Z,/a,200,Jane Doe
                        """);
        assertThat(result.rows()).extracting(Row::client).containsOnly("-");
    }

    // --- headers and rows ---

    @Test
    void rowsWithAnotherNumberOfFieldsAreRejectsUnderAHeader() throws Exception {
        Result result =
                read(
                        """
                        timestamp,path,status,latency_ms
                        2026-11-22T20:19:28Z,/a,200,9,x
                        2026-11-22T20:19:29Z,/a,200,9
                        2026-11-22T20:19:30Z,/a,200
                        2026-11-22T20:19:31Z,/a,200,9
                        2026-11-22T20:19:32Z,/a,200,9
                        """);
        assertThat(result.requests()).isEqualTo(3);
        assertThat(result.rejects()).hasSize(2);
    }

    @Test
    void aTableOfUnevenRowsIsCalledThat() {
        assertThat(
                        refusal(
                                """
                                timestamp,path,status,latency_ms
                                2026-11-22T20:19:28Z,/a,200,9,x
                                2026-11-22T20:19:29Z,/a,200,9,y,z
                                2026-11-22T20:19:30Z,/a,200
                                """))
                .contains(
                        "different numbers of fields", "names 4 columns", "0 of its first 3 rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22 20:19:28,web-1,/a,200,12\n2026-11-22 20:19:29,web-2,/b,404,13\n",
                "1795378768123456789;GET;/a;200;12000\n1795378769123456789;GET;/b;200;13000\n",
                "22.11.2026 20:19:28\t192.0.2.1\t200\n22.11.2026 20:19:29\t192.0.2.2\t404\n"
            })
    void aTableWithoutAHeaderIsCalledThat(String text) {
        assertThat(refusal(text))
                .contains("a table without a header", "workbench mapping t.csv --out m.yaml")
                .doesNotContain("no format known");
    }

    @Test
    void timesInNoFormThatIsReadAreSaidWithTheFormsThatAre() {
        assertThat(
                        refusal(
                                """
                                time,path,status,latency_ms
                                Sunday at noon,/a,200,9
                                Monday at noon,/a,200,9
                                """))
                .contains("no column has times", "2026-11-22T20:19:28", "since 1970");
    }
}
