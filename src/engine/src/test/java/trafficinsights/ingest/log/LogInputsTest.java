package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;

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

    private static long requests(Path file, String format) {
        try (LogReader reader =
                new LogReader(List.of(file), LogOptions.of(format), Names.create())) {
            // Two workers in turn: neither sees all of the header lines.
            List<LogWorker> workers = new ArrayList<>();
            workers.add(reader.newWorker(batch -> batch));
            workers.add(reader.newWorker(batch -> batch));
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
