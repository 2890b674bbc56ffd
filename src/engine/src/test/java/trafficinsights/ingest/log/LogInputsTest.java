package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RequestBatch;

/// Several files, compressed files, header lines across blocks, and time zones.
class LogInputsTest {
    private static final String LINE =
            "10.1.2.3:5000 [22/Nov/2026:%02d:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ---- 14/14/8/0/0 0/0 \"GET / HTTP/1.1\"\n";

    @TempDir private Path folder;

    private Path file(String name, int hour, int lines) throws IOException {
        return Files.writeString(folder.resolve(name), LINE.formatted(hour).repeat(lines));
    }

    @Test
    void filesAreReadInTheOrderOfTheirFirstRequests() throws IOException {
        Path late = file("a.log", 22, 3);
        Path early = file("b.log", 1, 3);
        Path middle = file("c.log", 12, 3);
        try (LogReader reader =
                new LogReader(
                        List.of(late, early, middle), LogOptions.of("auto"), Names.create())) {
            assertThat(reader.inputs())
                    .extracting(LogInput::file)
                    .containsExactly(early, middle, late);
            assertThat(reader.notes()).isEmpty();
        }
    }

    @Test
    void theSameContentIsReadOnceAndSaid() throws IOException {
        Path first = file("a.log", 1, 5);
        Path copy = Files.copy(first, folder.resolve("copy.log"));
        Path sameSize = file("c.log", 2, 5);
        try (LogReader reader =
                new LogReader(
                        List.of(first, copy, sameSize, first),
                        LogOptions.of("auto"),
                        Names.create())) {
            assertThat(reader.inputs()).extracting(LogInput::file).containsExactly(first, sameSize);
            assertThat(reader.notes()).hasSize(2);
            assertThat(reader.notes().getFirst())
                    .contains(copy.toString(), first.toString(), "not counted twice");
        }
    }

    @Test
    void zstandardIsReadLikeThePlainFile() throws IOException {
        byte[] plain = LINE.formatted(3).repeat(30_000).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int half = plain.length / 2;
        frames.writeBytes(Zstd.compress(Arrays.copyOf(plain, half)));
        frames.writeBytes(Zstd.compress(Arrays.copyOfRange(plain, half, plain.length)));
        Path file = Files.write(folder.resolve("a.log.zst"), frames.toByteArray());
        assertThat(requests(file, "auto")).isEqualTo(30_000);
    }

    @Test
    void aDamagedZstandardFileIsSaid() throws IOException {
        byte[] packed =
                Zstd.compress(LINE.formatted(3).repeat(100).getBytes(StandardCharsets.US_ASCII));
        Path file = Files.write(folder.resolve("a.zst"), Arrays.copyOf(packed, packed.length - 5));
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> requests(file, "haproxy"));
        assertThat(failure.problem().code()).isEqualTo("input.damaged");
        assertThat(failure.problem().userMessage()).contains("zstd", file.toString());
    }

    /// The second half of a file of several blocks has other fields than the first.
    @Test
    void headerLinesHoldFromBlockToBlock() throws IOException {
        StringBuilder text =
                new StringBuilder("#Fields: date time c-ip sc-status cs-method cs-uri-stem\n");
        text.append("2026-11-22 20:19:28 10.1.2.3 200 GET /a\n".repeat(60_000));
        text.append("#Fields: date time sc-status c-ip cs-method cs-uri-stem\n");
        text.append("2026-11-22 20:19:28 404 10.1.2.3 GET /a\n".repeat(60_000));
        Path file = Files.writeString(folder.resolve("iis.log"), text);
        assertThat(Files.size(file)).isGreaterThan(4L * LineBlocks.BLOCK_BYTES);
        assertThat(requests(file, "auto")).isEqualTo(120_000);
    }

    /// Objects without a line end between them: two on a line, and all on one.
    @ParameterizedTest
    @ValueSource(ints = {2, 30_000})
    void objectsOnOneLineAreReadFromBlockToBlock(int onALine) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 30_000; i++) {
            text.append(
                    "{\"time\":\"2026-03-02T09:10:39Z\",\"method\":\"GET\",\"path\":\"/a\",\"status\":200,\"ms\":%d}"
                            .formatted(i));
            text.append(i % onALine == 0 ? "\n" : "");
        }
        Path file = Files.writeString(folder.resolve("a.json"), text);
        assertThat(Files.size(file)).isGreaterThan(2L * LineBlocks.BLOCK_BYTES);
        assertThat(requests(file, "auto")).isEqualTo(30_000);
    }

    /// What stands behind the limit of a line would be lost.
    @Test
    void objectsOnALineBeyondTheLimitAreRefused() throws IOException {
        String object =
                "{\"time\":\"2026-03-02T09:10:39Z\",\"method\":\"GET\",\"path\":\"/a\",\"status\":200,\"ms\":1},";
        int count = LineBlocks.MAX_LINE_BYTES / object.length() + 20_000;
        Path file = Files.writeString(folder.resolve("a.json"), "[" + object.repeat(count) + "{}]");
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> requests(file, "auto"));
        assertThat(failure.problem().code()).isEqualTo("input.long-line");
        assertThat(failure.problem().userMessage()).contains(file.toString(), "jq -c");
        Path lines = Files.writeString(file, (object + "\n").repeat(count).replace("},", "}"));
        assertThat(requests(lines, "auto")).isEqualTo(count);
    }

    /// A time without a date is one of the day of `#Date:`, and of the next behind each midnight
    /// (W3C working draft WD-logfile). Lines may come a little late.
    @ParameterizedTest
    @ValueSource(strings = {"w3c.log", "w3c.log.gz", "docker.json"})
    void midnightsAreCountedFromBlockToBlock(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        List<Long> expected = new ArrayList<>();
        long start = Instant.parse("2026-03-02T23:59:58Z").getEpochSecond();
        append(text, name, "#Date: 2026-03-02 23:59:58");
        append(text, name, "#Fields: time c-ip sc-status cs-method cs-uri-stem");
        for (int i = 0; i < 90_000; i++) {
            // Three days and a half; every hundredth line is ten minutes late.
            long second = start + 3L * i + (i % 100 == 99 && i > 300 ? -600 : 0);
            expected.add(second * 1_000_000);
            LocalTime time = LocalTime.ofSecondOfDay(second % 86_400);
            append(
                    text,
                    name,
                    DateTimeFormatter.ISO_LOCAL_TIME.format(time) + " 10.1.2.3 200 GET /a");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(bytes.length).isGreaterThan(2 * LineBlocks.BLOCK_BYTES);
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            packed.write(bytes);
        }
        List<Long> times = new ArrayList<>();
        requests(
                file,
                "auto",
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        times.add(batch.epochMicros()[i]);
                    }
                    return batch;
                });
        assertThat(times).isEqualTo(expected);
    }

    /// As Docker's json-file keeps a line, where the name says so.
    private static void append(StringBuilder text, String name, String line) {
        boolean isWrapped = name.endsWith(".json");
        text.append(
                isWrapped
                        ? "{\"log\":\"%s\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-02T23:59:58Z\"}\n"
                                .formatted(line)
                        : line + "\n");
    }

    private static long requests(Path file, String format) {
        return requests(file, format, batch -> batch);
    }

    private static long requests(Path file, String format, UnaryOperator<RequestBatch> onFull) {
        try (LogReader reader =
                new LogReader(List.of(file), LogOptions.of(format), Names.create())) {
            // Two workers in turn: neither sees all of the header lines.
            List<LogWorker> workers = new ArrayList<>();
            workers.add(reader.newWorker(onFull));
            workers.add(reader.newWorker(onFull));
            long requests = 0;
            ParsedBlock block = workers.getFirst().next();
            for (int i = 1; block != null; i++) {
                requests += block.verdicts().of(LineVerdict.REQUEST);
                block = workers.get(i % 2).next();
            }
            return requests;
        }
    }

    /// In Berlin clocks went from 02:00 to 03:00 on 2026-03-29 and from 03:00 to 02:00 on
    /// 2026-10-25.
    @ParameterizedTest
    @CsvSource({
        "22/Nov/2026:20:19:28, 2026-11-22T19:19:28Z",
        "22/Jul/2026:20:19:28, 2026-07-22T18:19:28Z",
        "29/Mar/2026:01:59:59, 2026-03-29T00:59:59Z",
        "29/Mar/2026:02:30:00, 2026-03-29T01:30:00Z",
        "29/Mar/2026:03:00:00, 2026-03-29T01:00:00Z",
        "25/Oct/2026:01:59:59, 2026-10-24T23:59:59Z",
        "25/Oct/2026:02:30:00, 2026-10-25T00:30:00Z",
        "25/Oct/2026:03:00:00, 2026-10-25T02:00:00Z"
    })
    void timesWithoutOffsetAreOfTheGivenZone(String logged, Instant time) {
        LineBench bench = new LineBench(LogFormat.HAPROXY, ZoneId.of("Europe/Berlin"));
        String line = LINE.formatted(1).replace("22/Nov/2026:01:19:28", logged).strip();
        assertThat(bench.parse(line).request().time()).isEqualTo(time.plusMillis(7));
    }
}
