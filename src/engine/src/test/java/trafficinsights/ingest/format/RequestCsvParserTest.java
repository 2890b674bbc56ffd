package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.report.RequestCsv;

class RequestCsvParserTest {
    private static final String LINE =
            "2026-11-22T20:19:28.007123Z,12,c34,eu,eu-1,GET,/a,200,118000,373,2,11,90000,bad_deploy";

    private final LineBench bench = new LineBench(LogFormat.CSV, RequestColumn.OF_FILES.size());

    @Test
    void whatTheWriterWroteReadsBackTheSame() {
        Names names = Names.create();
        RequestBatch batch = anyBatch(names, 20_000);
        RequestCsv csv = new RequestCsv();
        csv.add(batch);
        String text = StandardCharsets.UTF_8.decode(csv.take()).toString();
        Names readNames = Names.create();
        List<RequestBatch> read = new ArrayList<>();
        RowWriter rows =
                new RowWriter(
                        RequestBatch.allocate(batch.size(), readNames),
                        full -> {
                            read.add(full);
                            return RequestBatch.allocate(1, readNames);
                        });
        LineParser parser = LogFormat.CSV.newParser(readNames, LogOptions.of("csv"));
        for (String line : text.split("\n", -1)) {
            byte[] bytes = (line + "\n".repeat(LineBlock.SLACK)).getBytes(StandardCharsets.UTF_8);
            int length = bytes.length - LineBlock.SLACK;
            if (length > 0) {
                assertThat(parser.parse(bytes, 0, length, rows))
                        .as(line)
                        .isEqualTo(LineVerdict.REQUEST);
            }
        }
        assertThat(read).hasSize(1);
        assertThat(texts(read.getFirst())).isEqualTo(texts(batch));
    }

    private static RequestBatch anyBatch(Names names, int size) {
        SplittableRandom random = new SplittableRandom(8);
        String[] odd = {
            "plain",
            "a,b",
            "say \"hi\"",
            "\"",
            "\"\"",
            ",",
            "grüße 漢字 😀",
            "eu-1",
            "a b ",
            " x",
            "-",
            "/p?q=\"1\"",
            "'",
            "tab\there"
        };
        RequestBatch b = RequestBatch.allocate(size, names);
        for (int i = 0; i < size; i++) {
            b.epochMicros()[i] = random.nextLong(-1_000_000_000_000_000L, 4_000_000_000_000_000L);
            b.requestId()[i] = random.nextLong(1L << 56);
            b.firstRequestId()[i] = random.nextLong(1L << 56);
            b.clientId()[i] =
                    switch (random.nextInt(4)) {
                        case 0 -> ClientId.ofNumber(random.nextLong(1L << 56));
                        case 1 -> ClientId.ofIpv4(random.nextInt());
                        case 2 -> ClientId.NONE;
                        default -> ClientId.ofName(names.clients().code(pick(random, odd)));
                    };
            b.latencyMicros()[i] = random.nextInt(5) == 0 ? -1 : random.nextLong(1L << 40);
            b.ttfbMicros()[i] = random.nextInt(5) == 0 ? -1 : random.nextLong(1L << 40);
            b.bytes()[i] = random.nextInt(5) == 0 ? -1 : random.nextLong(1L << 45);
            b.region()[i] = (short) names.regions().code(pick(random, odd));
            b.server()[i] = (short) names.servers().code(pick(random, odd));
            b.route()[i] = (short) names.routes().code(pick(random, odd));
            b.method()[i] = (byte) names.methods().code(pick(random, odd));
            b.scenario()[i] =
                    (byte) (random.nextBoolean() ? 0 : names.scenarios().code(pick(random, odd)));
            b.status()[i] =
                    random.nextInt(9) == 0
                            ? RequestBatch.NO_STATUS
                            : (short) random.nextInt(100, 1000);
            b.attempt()[i] = (byte) random.nextInt(1, 128);
        }
        return b.withSize(size);
    }

    private static String pick(SplittableRandom random, String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static List<String> texts(RequestBatch b) {
        List<String> texts = new ArrayList<>();
        Names names = b.names();
        for (int i = 0; i < b.size(); i++) {
            texts.add(
                    String.join(
                            " | ",
                            b.epochMicros()[i] + "",
                            b.requestId()[i] + "",
                            b.firstRequestId()[i] + "",
                            ClientId.text(b.clientId()[i], names.clients()),
                            names.regions().text(b.region()[i]),
                            names.servers().text(b.server()[i]),
                            names.methods().text(b.method()[i]),
                            names.routes().text(b.route()[i]),
                            names.scenarios().text(b.scenario()[i]),
                            b.status()[i] + "",
                            b.latencyMicros()[i] + "",
                            b.bytes()[i] + "",
                            b.ttfbMicros()[i] + "",
                            b.attempt()[i] + ""));
        }
        return texts;
    }

    @Test
    void aFileFromBeforeTheTimeToFirstByteIsRead() {
        LineBench first = new LineBench(LogFormat.CSV, 13);
        assertThat(
                        first.parse(
                                        "timestamp,request_id,client_id,region,server,method,route,"
                                                + "status,latency_us,bytes,attempt,"
                                                + "first_request_id,scenario")
                                .verdict())
                .isEqualTo(LineVerdict.HEADER);
        LineBench.Row before = first.parse(LINE.replace(",90000,", ",")).request();
        assertThat(first.ttfbMicros()).isEqualTo(-1);
        assertThat(bench.parse(LINE).request()).isEqualTo(before);
        assertThat(bench.ttfbMicros()).isEqualTo(90_000);
    }

    @Test
    void theHeaderOfTheWriterIsKnown() {
        assertThat(bench.parse(RequestCsv.HEADER.strip()).verdict()).isEqualTo(LineVerdict.HEADER);
    }

    @Test
    void anEmptyNameIsNotAName() {
        LineBench.Row row =
                bench.parse("2026-11-22T20:19:28.007123Z,12,,,,,,-1,,,1,12,,").request();
        assertThat(row.client()).isEqualTo("-");
        assertThat(row.region()).isEqualTo("-");
        assertThat(row.server()).isEqualTo("-");
        assertThat(row.method()).isEqualTo("-");
        assertThat(row.route()).isEqualTo("-");
        assertThat(row.status()).isEqualTo(-1);
        assertThat(row.latencyMicros()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-11-22T; 2026-13-22T; BAD_TIME",
                "28.007123Z; 28.007Z; BAD_TIME",
                "T20:; T24:; BAD_TIME",
                "T20:; _20:; BAD_TIME",
                ",12,; ,x,; BAD_NUMBER",
                ",2,11,; ,0,11,; BAD_NUMBER",
                ",118000,; ,-5,; BAD_NUMBER",
                ",373,; ,3.5,; BAD_NUMBER",
                ",90000,; ,-3,; BAD_NUMBER",
                ",200,; ,20,; BAD_STATUS",
                ",200,; ,,; BAD_STATUS",
                ",200,; ,1000,; BAD_STATUS",
                ",eu,; ,; ENDS_EARLY",
                ",eu,; ,eu,eu,; BAD_FIELD_COUNT",
                ",eu,; ,\"eu,; ENDS_EARLY"
            })
    void linesWithSomethingWrongAreRefusedByCause(String good, String bad, LineVerdict verdict) {
        assertThat(bench.parse(LINE).verdict()).isEqualTo(LineVerdict.REQUEST);
        assertThat(bench.parse(LINE.replace(good, bad)).verdict()).isEqualTo(verdict);
    }

    @Test
    void aLineThatEndsEarlyLosesNoNumberUnseen() {
        byte[] bytes = LINE.getBytes(StandardCharsets.UTF_8);
        int numbersEnd = LINE.lastIndexOf(',') + 1;
        for (int length = 1; length < numbersEnd; length++) {
            assertThat(bench.parse(bytes, length).verdict().kind())
                    .as(LINE.substring(0, length))
                    .isEqualTo(LineVerdict.Kind.REJECT);
        }
    }
}
