package trafficinsights.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.log.BlockParser;
import trafficinsights.ingest.log.CsvTable;
import trafficinsights.ingest.log.CsvTable.Result;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.log.LineMutator;
import trafficinsights.ingest.log.LogInput;
import trafficinsights.ingest.log.SlowCsv;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.RegionRule;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeForm;

/// CSV read through mappings, against a second, slow reading ([SlowCsv]). Longer than 400 lines:
/// one table of columns serves all of it.
class MappedCsvParserTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;

    private static CsvMapping mapping(CsvDialect dialect, TimeForm form) {
        return new CsvMapping(
                dialect,
                List.of(
                        new Assignment(CsvRole.TIME, "time", form.label()),
                        new Assignment(CsvRole.CLIENT, "client", ""),
                        new Assignment(CsvRole.METHOD, "method", ""),
                        new Assignment(CsvRole.TARGET, "url", ""),
                        new Assignment(CsvRole.STATUS, "status", ""),
                        new Assignment(CsvRole.LATENCY, "latency ms", "ms"),
                        new Assignment(CsvRole.BYTES, "bytes", "")));
    }

    private static LogOptions options(CsvMapping mapping, ZoneId zone) {
        return new LogOptions("auto", zone, RegionRule.DEFAULT, new CsvOptions(mapping, null));
    }

    private Result read(String text, CsvMapping mapping) throws IOException {
        Path file = Files.writeString(folder.resolve("web.csv"), text);
        return CsvTable.read(file, options(mapping, ZoneOffset.UTC), 1);
    }

    private static Result withoutRows(Result r) {
        return new Result(
                r.lines(), r.requests(), r.others(), r.continuations(), List.of(), r.rejects());
    }

    // --- values, one table each ---

    private static final CsvMapping USUAL = mapping(CsvDialect.USUAL, TimeForm.ISO);
    private static final String HEAD = "time,client,method,url,status,latency ms,bytes\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "2026-11-22T20:19:28Z,10.0.0.1,GET,/a/7?x=1,200,1.5,17 ! 2026-11-22T20:19:28Z 10.0.0.1 GET /a/:id 200 1500 17",
                "2026-11-22 20:19:28.123456789,c,-,,,, ! 2026-11-22T20:19:28.123456Z c - - -1 -1 -1",
                "2026-11-22T20:19:28+01:00,NaN,null,N/A,-,None,NULL ! 2026-11-22T19:19:28Z - - - -1 -1 -1",
                "2026-11-22T20:19:28Z,\"a\"\"b,c\",GET,\"/x\"\"y\",200.0,-1,17.0 ! 2026-11-22T20:19:28Z a\"b,c GET /x\"y 200 -1 17",
                "  2026-11-22T20:19:28Z , \"10.0.0.1\" ,GET,  /a  ,200,3e0,17 ! 2026-11-22T20:19:28Z 10.0.0.1 GET /a 200 3000 17",
                "2026-11-22T20:19:28Z,10.0.0.1,GET,/a\"b,200,1,17, ! 2026-11-22T20:19:28Z 10.0.0.1 GET /a\"b 200 1000 17"
            })
    void valuesAreReadAsTheyAreMeant(String line, String expected) throws IOException {
        Result result = read(HEAD + line + "\n", USUAL);
        assertThat(result.rejects()).isEmpty();
        Row r = result.rows().getFirst();
        assertThat(
                        "%s %s %s %s %d %d %d"
                                .formatted(
                                        r.time(),
                                        r.client(),
                                        r.method(),
                                        r.route(),
                                        r.status(),
                                        r.latencyMicros(),
                                        r.bytes()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "2026-11-22T20:19:28Z,c,GET,/a,200,x,17 ! latency is not readable; check that column 6, latency ms is the latency",
                "2026-13-22T20:19:28Z,c,GET,/a,200,1,17 ! time is not readable; check that column 1, time is the time",
                ",c,GET,/a,200,1,17 ! no time; check that column 1, time is the time",
                "2026-11-22T20:19:28Z,c,GET,/a,2000,1,17 ! status is not a number from 100 to 999; check that column 5, status is the status",
                "2026-11-22T20:19:28Z,c,GET,/a,200,1,1.5 ! a number is not readable; check that column 7, bytes is the bytes",
                "2026-11-22T20:19:28Z,c,GET,/a,20 ! line ends early: 5 of 7 columns",
                "2026-11-22T20:19:28Z,c,GET,/a,/b,200,1,17 ! wrong number of fields: 8, the table has 7 columns",
                "2026-11-22T20:19:28Z,\"c\"d,GET,/a,200,1,17 ! text after a closing quote",
                "2026-11-22T20:19:28Z,\"c,GET,/a,200,1,17 ! quote is not closed"
            })
    void aRejectNamesItsLineAndColumn(String line, String cause) throws IOException {
        Result result = read(HEAD + line + "\n", USUAL);
        assertThat(result.rejects()).containsExactly("2: " + cause);
    }

    @Test
    void absentColumnsAreUnknownAsInOtherFormats() throws IOException {
        CsvMapping timeOnly =
                new CsvMapping(CsvDialect.USUAL, List.of(new Assignment(CsvRole.TIME, "1", "iso")));
        Result result = read("t,x\n2026-11-22T20:19:28Z,5\n", timeOnly);
        assertThat(result.rows())
                .containsExactly(
                        new Row(
                                Instant.parse("2026-11-22T20:19:28Z"),
                                "-",
                                "-",
                                "-",
                                "-",
                                "-",
                                RequestBatch.UNKNOWN_STATUS,
                                RequestBatch.UNKNOWN,
                                RequestBatch.UNKNOWN,
                                1));
    }

    @Test
    void dayAndTimeInTwoColumnsAreOfTheZone() throws IOException {
        CsvMapping two =
                new CsvMapping(
                        CsvDialect.USUAL,
                        List.of(
                                new Assignment(CsvRole.DATE, "d", "month-first"),
                                new Assignment(CsvRole.TIME_OF_DAY, "t", "")));
        Path file =
                Files.writeString(
                        folder.resolve("a.csv"),
                        "d,t\n7/4/2026,8:19:28.5 PM\n11/22/2026,0:00:00\n");
        Result result = CsvTable.read(file, options(two, ZoneId.of("Europe/Berlin")), 1);
        assertThat(result.rows())
                .extracting(Row::time)
                .containsExactly(
                        Instant.parse("2026-07-04T18:19:28.500Z"),
                        Instant.parse("2026-11-21T23:00:00Z"));
    }

    // --- records of several lines ---

    @Test
    void everyLineOfARecordIsAccountedFor() throws IOException {
        String text =
                HEAD
                        + "2026-11-22T20:19:28Z,\"a\r\nb\n\nc\",GET,/a,200,1,17\n"
                        + "\n"
                        + "2026-11-22T20:19:29Z,\"x\ny\",GET,/b,99,1,17\n"
                        + HEAD
                        + "2026-11-22T20:19:30Z,c,GET,/c,200,1,17";
        Result result = read(text, USUAL);
        assertThat(result.lines()).isEqualTo(10);
        assertThat(result.requests()).isEqualTo(2);
        assertThat(result.continuations()).isEqualTo(4);
        assertThat(result.rejects()).hasSize(1).first().asString().startsWith("7: status");
        assertThat(result.sum()).isEqualTo(result.lines());
    }

    @Test
    void aQuoteTooManyCostsItsLineAndNoMore() throws IOException {
        String good = "2026-11-22T20:19:29Z,\"c\",GET,\"/b\",200,1,17\n";
        String text =
                HEAD + good + "2026-11-22T20:19:28Z,\"c,GET,/a,200,1,17\n" + good.repeat(5_000);
        Result result = read(text, USUAL);
        assertThat(result.requests()).isEqualTo(5_001);
        assertThat(result.rejects()).containsExactly("3: quote is not closed");
        String plain = "2026-11-22T20:19:29Z,c,GET,/b,200,1,17\n";
        Result noOthers = read(HEAD + text.split("\n")[2] + "\n" + plain.repeat(9_000), USUAL);
        assertThat(noOthers.requests()).isEqualTo(9_000);
        assertThat(noOthers.rejects()).hasSize(1);
    }

    /// Rows of several lines, bad quotes, blank lines and long texts, in plain, gzip and any number
    /// of workers: the same rows, and every line once.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void blocksAndWorkersDoNotChangeWhatIsRead(long seed) throws IOException {
        byte[] bytes = mixed(seed, 4_500_000).getBytes(StandardCharsets.UTF_8);
        Path plain = Files.write(folder.resolve("m.csv"), bytes);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        Path gzip = Files.write(folder.resolve("m.csv.gz"), packed.toByteArray());
        LogOptions options = options(USUAL, ZoneOffset.UTC);
        Result one = CsvTable.read(plain, options, 1);
        long lines = new String(bytes, StandardCharsets.UTF_8).lines().count();
        assertThat(one.lines()).isEqualTo(lines);
        assertThat(one.sum()).isEqualTo(lines);
        assertThat(one.requests()).isGreaterThan(1_000);
        assertThat(one.continuations()).isGreaterThan(1_000);
        assertThat(one.rejects()).hasSizeGreaterThan(100);
        assertThat(CsvTable.read(plain, options, 3)).isEqualTo(one);
        assertThat(CsvTable.read(gzip, options, 2)).isEqualTo(one);
        Result whole = wholeInOneBlock(bytes);
        assertThat(withoutRows(one)).isEqualTo(withoutRows(whole));
    }

    /// The same file as a single block: no cut anywhere.
    private static Result wholeInOneBlock(byte[] bytes) {
        LineBlock block = CsvTable.block(bytes);
        CsvPlan plan = CsvPlan.of("m.csv", USUAL, CsvSample.of(block, CsvDialect.USUAL));
        LogInput input =
                new LogInput(
                        Path.of("m.csv"),
                        "",
                        Packing.NONE,
                        Encoding.UTF_8,
                        plan,
                        LogPlan.of(LogFormat.CSV),
                        1,
                        0);
        BlockParser parser = new BlockParser(Names.create(), LogOptions.of("csv"), batch -> batch);
        ParsedBlock parsed = parser.parse(block, input, HeaderLines.NONE, 0, 0);
        List<String> rejects =
                parsed.rejects("f", 0).stream()
                        .map(r -> r.lineNumber() + ": " + r.cause())
                        .toList();
        long others = 0;
        for (LineVerdict verdict : LineVerdict.values()) {
            others += verdict.kind() == LineVerdict.Kind.OTHER ? parsed.verdicts().of(verdict) : 0;
        }
        return new Result(
                parsed.lines(),
                parsed.verdicts().of(LineVerdict.REQUEST),
                others,
                parsed.verdicts().of(LineVerdict.CONTINUATION),
                List.of(),
                rejects);
    }

    private static String mixed(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(HEAD);
        while (text.length() < size) {
            int kind = random.nextInt(40);
            String end = random.nextInt(5) == 0 ? "\r\n" : "\n";
            String field = "x".repeat(random.nextInt(random.nextInt(30) == 0 ? 40_000 : 60));
            String client =
                    switch (kind) {
                        case 0 -> "\"" + field;
                        case 1 -> "\"" + field + "\"z";
                        case 2, 3, 4, 5, 6, 7, 8 ->
                                "\"" + field + "\n".repeat(1 + random.nextInt(4)) + "\"\"y\"";
                        case 9 -> "\"a" + "\nb".repeat(random.nextInt(150)) + "\"";
                        case 10, 11, 12 -> "\"" + field + "\"";
                        default -> field;
                    };
            String status = random.nextInt(50) == 0 ? "x" : "200";
            text.append("2026-11-22T20:19:28Z,").append(client);
            text.append(",GET,\"/b\",").append(status).append(",1,17").append(end);
            text.append(random.nextInt(30) == 0 ? end : "");
        }
        return text.append("2026-11-22T20:19:28Z,\"open").toString();
    }

    // --- encodings ---

    @ParameterizedTest
    @CsvSource({
        "UTF-8, 0",
        "UTF-8, 1",
        "UTF-16LE, 1",
        "UTF-16BE, 1",
        "windows-1252, 0",
        "ISO-8859-1, 0"
    })
    void theEncodingDoesNotChangeWhatIsRead(String charset, int marks) throws IOException {
        String text =
                "\uFEFF".repeat(marks)
                        + "Zeit;Pfad;Status;Größe\n2026-11-22 20:19:28;/größe/ß;200;17\n".repeat(1)
                        + "2026-11-22 20:19:29;\"/a;ä\n\";404;18\n".repeat(30_000);
        Path file = Files.write(folder.resolve("e.csv"), text.getBytes(Charset.forName(charset)));
        Result result = CsvTable.read(file, LogOptions.of("auto"), 2);
        assertThat(result.requests()).isEqualTo(30_001);
        assertThat(result.lines()).isEqualTo(60_002);
        assertThat(result.rows().getFirst().route()).isEqualTo("/größe/ß");
        assertThat(result.rows().getLast().route()).isEqualTo("/a;ä\n");
        assertThat(result.rows().getLast().bytes()).isEqualTo(18);
    }

    // --- against the second reading ---

    @ParameterizedTest
    @EnumSource(TimeForm.class)
    void mutatedRecordsAreReadAlikeWhereTheSecondReadingAccepts(TimeForm form) {
        SplittableRandom random = new SplittableRandom(20261125 + form.label().hashCode());
        CsvDialect dialect =
                form.label().length() % 2 == 0
                        ? new CsvDialect(';', '"', ',', Encoding.UTF_8, true, false)
                        : CsvDialect.USUAL;
        ZoneId zone = ZoneId.of("Europe/Berlin");
        SlowCsv slow = new SlowCsv(dialect, form, zone);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            seeds.add(slow.record(fields(random, slow)).getBytes(StandardCharsets.ISO_8859_1));
        }
        String head = slow.record(SlowCsv.HEADER) + "\n";
        byte[] header = head.getBytes(StandardCharsets.UTF_8);
        CsvPlan plan =
                CsvPlan.of(
                        "m.csv",
                        mapping(dialect, form),
                        CsvSample.of(CsvTable.block(header), dialect));
        Bench bench = new Bench(plan, zone);
        LineMutator mutator = new LineMutator(random.nextLong(), seeds);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            bench = i % 2_000 == 0 ? new Bench(plan, zone) : bench;
            byte[] line = mutator.next();
            String text = new String(line, StandardCharsets.ISO_8859_1);
            if (line.length == 0 || !text.matches("[ -~]+")) {
                continue;
            }
            Optional<Row> expected = slow.read(text);
            Row read = bench.read(line);
            if (expected.isPresent()) {
                assertThat(read).as(text).isEqualTo(expected.get());
                accepted++;
            }
            refused += read == null ? 1 : 0;
        }
        assertThat(accepted).as("good records seen").isGreaterThan(2_000);
        assertThat(refused).as("bad records seen").isGreaterThan(1_000);
    }

    /// One parser, one record at a time.
    private static final class Bench {
        private final Names names = Names.create();
        private final LineParser parser;
        private @Nullable Row last;
        private final RowWriter rows =
                new RowWriter(
                        RequestBatch.allocate(1, names),
                        batch -> {
                            last = LineBench.row(batch, 0);
                            return batch;
                        });

        Bench(CsvPlan plan, ZoneId zone) {
            parser = plan.newParser(names, new LogOptions("csv", zone, RegionRule.DEFAULT));
        }

        @Nullable Row read(byte[] line) {
            byte[] buffer = new byte[3 + line.length + LineBlock.SLACK];
            System.arraycopy(line, 0, buffer, 3, line.length);
            last = null;
            parser.parse(buffer, 3, 3 + line.length, rows);
            return last;
        }
    }

    private static List<String> fields(SplittableRandom random, SlowCsv slow) {
        Instant time =
                NOON.plusSeconds(random.nextInt(-8_000_000, 8_000_000))
                        .plusMillis(random.nextInt(1000));
        String[] methods = {"GET", "POST", "PUT", ""};
        String[] paths = {"/a?x=1", "/b/17/c", "/c;d,e", "/say \"hi\"", "/", "", "https://h/x#y"};
        return List.of(
                slow.written(time),
                random.nextInt(4) == 0
                        ? ""
                        : "10.0.%d.%d".formatted(random.nextInt(256), random.nextInt(256)),
                methods[random.nextInt(methods.length)],
                paths[random.nextInt(paths.length)],
                random.nextInt(6) == 0 ? "" : Integer.toString(200 + random.nextInt(400)),
                random.nextInt(6) == 0
                        ? ""
                        : slow.decimal(BigDecimal.valueOf(random.nextInt(5_000_000), 3)),
                random.nextInt(6) == 0 ? "" : Integer.toString(random.nextInt(1_000_000)));
    }

    /// Random requests, written by opencsv in a random dialect, are sniffed, imported, and are the
    /// same requests.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatIsWrittenInARandomDialectIsReadAgain(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        char delimiter = ",;\t|".charAt(random.nextInt(4));
        char decimal = random.nextBoolean() ? ',' : '.';
        CsvDialect dialect = new CsvDialect(delimiter, '"', decimal, Encoding.UTF_8, true, false);
        List<TimeForm> forms = List.of(TimeForm.values());
        TimeForm form = forms.get(seed % forms.size());
        ZoneId zone = ZoneId.of(random.nextBoolean() ? "UTC" : "America/New_York");
        SlowCsv slow = new SlowCsv(dialect, form, zone);
        List<Row> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder(slow.record(SlowCsv.HEADER)).append('\n');
        String end = random.nextBoolean() ? "\n" : "\r\n";
        for (int i = 0; i < 2_000; i++) {
            String record = slow.record(fields(random, slow));
            text.append(record).append(end);
            expected.add(slow.read(record).orElseThrow(() -> new IllegalStateException(record)));
        }
        Path file = Files.writeString(folder.resolve("r.csv"), text);
        LogOptions auto = new LogOptions("auto", zone, RegionRule.DEFAULT);
        LogInput input = LogInput.open(file, auto);
        assertThat(input.plan()).as(input.formatNote()).isNotNull();
        Result result = CsvTable.read(file, auto, 2);
        assertThat(result.rejects()).isEmpty();
        assertThat(result.rows()).isEqualTo(expected);
    }
}
