package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;

/// Files with very long lines, and every file of the samples and cases with damaged lines: whatever
/// way of reading is found for them, each line is a request, another line or a reject.
class OddFilesTest {
    /// Damaged copies of each file; more with `-Dodd.files=1000`.
    private static final int COPIES = Integer.getInteger("odd.files", 12);

    private static final byte[] LINE_END = {'\n'};

    @TempDir private Path folder;

    /// @param rows requests that were handed on
    private record Counts(long lines, long requests, long others, long rejects, long rows) {}

    @ParameterizedTest
    @ValueSource(ints = {5_000, 20_000, 200_000})
    void requestsWithLongTargetsAreRead(int length) throws IOException {
        String target = "/" + "a".repeat(length);
        List<String> lines =
                List.of(
                        "192.0.2.1 - - [02/Mar/2026:09:10:39 +0000] \"GET %s HTTP/1.1\" 200 615"
                                + " \"-\" \"curl/8.5\" 443",
                        "192.0.2.1 - - [02/Mar/2026:09:10:39 +0000] \"GET / HTTP/1.1\" 200 615"
                                + " \"%s\" \"curl/8.5\" 0.120",
                        "{\"time\":\"2026-03-02T09:10:39Z\",\"method\":\"GET\",\"path\":\"%s\","
                                + "\"status\":200,\"duration_ms\":12}",
                        "2026-03-02T09:10:39Z web-1 app: {\"time\":\"2026-03-02T09:10:39Z\","
                                + "\"method\":\"GET\",\"path\":\"%s\",\"status\":200}",
                        "[2026-03-02T09:10:39.000Z] \"GET %s HTTP/1.1\" 200 - 0 615 12 11 \"-\""
                                + " \"curl/8.5\" \"1\" \"shop.example\" \"10.0.0.1:80\"");
        for (String line : lines) {
            byte[] text =
                    (line.formatted(target) + "\n").repeat(3).getBytes(StandardCharsets.UTF_8);
            Counts counts = read(Files.write(folder.resolve("long.log"), text));
            assertThat(counts).as(line).isEqualTo(new Counts(3, 3, 0, 0, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000})
    void longLinesOfNothingKnownAreRefusedWithAMessage(int length) throws IOException {
        for (String piece : List.of("\\\"", "{", "a=b ", "}{", "[", "1, ", "\"a\":", "' ")) {
            String line = piece.repeat(length / piece.length());
            Path file = Files.writeString(folder.resolve("long.txt"), line + "\n" + line + "\n");
            assertThat(readOrRefused(file)).as(piece).isNull();
        }
    }

    @Test
    void aFileThatEndsInAPartOfALineHasNoLineBehindIt() throws IOException {
        String whole =
                "{\"log\":\"192.0.2.2 - - [02/Mar/2026:09:10:39 +0000] \\\"GET /x HTTP/1.1\\\" 200 615 \\\"-\\\" \\\"c\\\"\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-02T09:10:39.1Z\"}\n";
        String part =
                "{\"log\":\"192.0.2.1 - - [02/Mar/2026:09:10:39 +0000] \\\"GET /a\",\"stream\":\"stdout\",\"time\":\"2026-03-02T09:10:39.1Z\"}\n";
        Counts counts = read(Files.writeString(folder.resolve("a.log"), whole + whole + part));
        assertThat(counts).isEqualTo(new Counts(3, 2, 0, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("trafficinsights.ingest.log.InputSamples#files")
    void noLineOfADamagedFileIsLost(Path file) throws IOException {
        List<byte[]> lines =
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
        LineMutator mutator = new LineMutator(20261130, lines);
        SplittableRandom random = new SplittableRandom(20261130);
        for (int copy = 0; copy < COPIES; copy++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            // From hardly any damaged line to nearly all.
            double share = random.nextDouble();
            for (byte[] line : lines.subList(0, Math.min(lines.size(), 300))) {
                bytes.writeBytes(random.nextDouble() < share ? mutator.next() : line);
                bytes.writeBytes(LINE_END);
            }
            Path damaged = Files.write(folder.resolve("damaged"), bytes.toByteArray());
            Counts counts = readOrRefused(damaged);
            if (counts != null) {
                // "message repeated 3 times" is one line with three requests.
                assertThat(counts.rows).isGreaterThanOrEqualTo(counts.requests);
            }
        }
    }

    private static @Nullable Counts readOrRefused(Path file) {
        try {
            return read(file);
        } catch (ProblemException refused) {
            assertThat(refused.problem().userMessage())
                    .contains(file.toString())
                    .doesNotContain("Exception")
                    .hasSizeLessThan(1_000);
            return null;
        }
    }

    private static Counts read(Path file) {
        long[] rows = {0};
        VerdictCounts counts = new VerdictCounts();
        long lines = 0;
        try (LogReader reader =
                new LogReader(List.of(file), LogOptions.of("auto"), Names.create())) {
            LogWorker worker =
                    reader.newWorker(batch -> {
                        rows[0] += batch.size();
                        return batch;
                    });
            ParsedBlock block = worker.next();
            while (block != null) {
                lines += block.lines();
                counts.add(block.verdicts());
                block = worker.next();
            }
        }
        Counts all =
                new Counts(
                        lines,
                        of(counts, LineVerdict.Kind.REQUEST),
                        of(counts, LineVerdict.Kind.OTHER),
                        of(counts, LineVerdict.Kind.REJECT),
                        rows[0]);
        assertThat(all.requests + all.others + all.rejects).as("%s", all).isEqualTo(lines);
        return all;
    }

    private static long of(VerdictCounts counts, LineVerdict.Kind kind) {
        return Arrays.stream(LineVerdict.values())
                .filter(verdict -> verdict.kind() == kind)
                .mapToLong(counts::of)
                .sum();
    }
}
