package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.flow.FlowFiles;
import trafficinsights.ingest.flow.FlowLayout;
import trafficinsights.ingest.flow.FlowTable;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;
import trafficinsights.model.explore.ExploreWatch;

/// Every reader over lines that are damaged: no exception, and each line of the file is a request,
/// another line or a reject. Lines are counted beside the reader, by their ends.
///
/// A reader is what is decided for a file while it is whole: of a format, a dialect of JSON, a
/// directive, a W3C log, a table. It is kept while the file is damaged. The formats read the lines
/// of one another, too. A long run: `-Dodd.lines=10000000` for as many damaged lines.
class MutatedLinesTest {
    /// Over all readers.
    private static final long LINES = Long.getLong("odd.lines", 60_000);

    /// Lines of a file.
    private static final int MOST_LINES = 20_000;

    private static final byte[] LINE_END = {'\n'};
    private static final VerdictCounts TOTAL = new VerdictCounts();

    @TempDir private Path folder;

    /// A file, and how it is read.
    record Reader(String name, Path file, LogInput input, LogOptions options) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static void add(List<Reader> readers, Path file, LogOptions options, String how) {
        try {
            LogInput input = LogInput.open(file, options);
            if (input.packing() == Packing.NONE && !TextEncodings.isWide(input.encoding())) {
                readers.add(new Reader(file.getFileName() + how, file, input, options));
            }
        } catch (ProblemException notReadable) {
            // Refused as a whole: there is no reader for it.
        }
    }

    private static LogOptions directive(String format) {
        return LogOptions.of("auto").withLogFormat(format);
    }

    private static final List<Reader> READERS = newReaders();

    static List<Reader> readers() {
        return READERS;
    }

    private static List<Reader> newReaders() {
        List<Reader> readers = new ArrayList<>();
        LogOptions auto = LogOptions.of("auto");
        InputSamples.files().forEach(file -> add(readers, file, auto, ""));
        Path combined = InputSamples.INGEST.resolve("samples/apache_combined.log");
        Path haproxy = InputSamples.INGEST.resolve("haproxy-capture.log");
        for (String format :
                List.of(
                        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"",
                        "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"")) {
            add(readers, combined, directive(format), " by " + format);
        }
        add(
                readers,
                haproxy,
                directive(
                        "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %{+Q}r"),
                " by log-format");
        for (LogFormat format : LogFormat.values()) {
            for (String lines : List.of("samples/traefik.log", "samples/iis_w3c.log")) {
                readers.add(forced(format, InputSamples.INGEST.resolve(lines)));
            }
        }
        return readers;
    }

    /// A format that does not fit.
    private static Reader forced(LogFormat format, Path file) {
        LogInput input =
                new LogInput(
                        file,
                        "",
                        Packing.NONE,
                        Encoding.UTF_8,
                        null,
                        LogPlan.of(format),
                        0,
                        Long.MAX_VALUE);
        return new Reader(
                file.getFileName() + " as " + format.label(),
                file,
                input,
                LogOptions.of(format.label()));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noLineIsLost(Reader reader) throws IOException {
        List<byte[]> lines =
                Files.readString(reader.file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
        LineMutator mutator = new LineMutator(20261130, lines);
        SplittableRandom random = new SplittableRandom(20261130);
        long left = LINES / READERS.size();
        while (left > 0) {
            int count = (int) Math.min(left, MOST_LINES);
            byte[] damaged = damaged(lines, mutator, random, count);
            Counts counts = read(reader, damaged);
            long all = Arrays.stream(LineVerdict.values()).mapToLong(counts.verdicts::of).sum();
            assertThat(all).as("verdicts of %s", reader).isEqualTo(counts.lines);
            synchronized (TOTAL) {
                TOTAL.add(counts.verdicts);
            }
            left -= count;
        }
    }

    /// The lines of the file again and again, from hardly any damaged to nearly all.
    private static byte[] damaged(
            List<byte[]> lines, LineMutator mutator, SplittableRandom random, int mutated) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        double share = random.nextDouble(0.05, 1);
        int done = 0;
        for (int i = 0; done < mutated; i++) {
            boolean isDamaged = random.nextDouble() < share;
            bytes.writeBytes(isDamaged ? mutator.next() : lines.get(i % lines.size()));
            bytes.writeBytes(LINE_END);
            done += isDamaged ? 1 : 0;
        }
        return bytes.toByteArray();
    }

    private static long bracketsOf(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '{' || c == '[')
                .count();
    }

    private static long linesOf(byte[] text) {
        long ends = 0;
        for (byte b : text) {
            ends += b == '\n' ? 1 : 0;
        }
        return ends;
    }

    private record Counts(long lines, VerdictCounts verdicts) {}

    private Counts read(Reader reader, byte[] text) throws IOException {
        LogInput whole = reader.input;
        LogInput input =
                new LogInput(
                        Files.write(folder.resolve("damaged"), text),
                        whole.formatNote(),
                        Packing.NONE,
                        whole.encoding(),
                        whole.plan(),
                        whole.lines(),
                        text.length,
                        Long.MAX_VALUE);
        VerdictCounts counts = new VerdictCounts();
        long[] requests = {0};
        BlockParser parser =
                new BlockParser(
                        Names.create(),
                        reader.options,
                        batch -> {
                            requests[0] += batch.size();
                            return batch;
                        });
        long lines = 0;
        HeaderLines header = HeaderLines.NONE;
        LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
        try (LineBlocks blocks = input.blocks()) {
            while (blocks.claim(block)) {
                blocks.load(block);
                ParsedBlock parsed = parser.parse(block, input, header, 0, 0);
                header = input.lines().headerBehind(header, block);
                counts.add(parsed.verdicts());
                lines += parsed.lines();
            }
        }
        // In a JSON document each record counts, and what stands between two of them.
        boolean canHaveMore = whole.plan() == null && whole.lines().isDocument();
        assertThat(lines)
                .as("lines of %s", reader)
                .isBetween(linesOf(text), linesOf(text) + (canHaveMore ? bracketsOf(text) : 0));
        // "message repeated 3 times" is one line with three requests.
        assertThat(requests[0])
                .as("requests of %s", reader)
                .isGreaterThanOrEqualTo(counts.of(LineVerdict.REQUEST));
        return new Counts(lines, counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-default.log",
                "aws-custom.log",
                "zeek-conn.log",
                "zeek-conn.json",
                "nfdump.csv",
                "nfdump-later.csv"
            })
    void noLineOfFlowsIsLost(String name) throws IOException {
        Path file = InputSamples.INGEST.resolve("flows").resolve(name);
        FlowLayout layout = Objects.requireNonNull(FlowFiles.layout(file));
        List<byte[]> lines =
                Files.readString(file)
                        .lines()
                        .map(l -> l.getBytes(StandardCharsets.UTF_8))
                        .toList();
        LineMutator mutator = new LineMutator(20261130, lines);
        SplittableRandom random = new SplittableRandom(20261130);
        long left = LINES / READERS.size();
        while (left > 0) {
            int count = (int) Math.min(left, MOST_LINES);
            byte[] damaged = damaged(lines, mutator, random, count);
            Path copy = Files.write(folder.resolve("damaged"), damaged);
            FlowTable table =
                    FlowFiles.convert(
                            List.of(new FlowFiles.Input(copy, layout)),
                            ZoneOffset.UTC,
                            folder.resolve("flows.csv"),
                            folder.resolve("rejects.csv"),
                            ExploreWatch.NONE);
            assertThat(table.rows() + table.others() + table.rejects())
                    .as("rows, others and rejects of %s", name)
                    .isEqualTo(linesOf(damaged));
            left -= count;
        }
    }

    @Test
    void everyFormatIsAmongTheReaders() {
        assertThat(READERS)
                .extracting(reader -> reader.input.format())
                .contains(LogFormat.values());
        assertThat(READERS).hasSizeGreaterThan(100);
    }

    /// What a long run has found, with `-Dodd.report=FILE`.
    @AfterAll
    static void report() throws IOException {
        String file = System.getProperty("odd.report");
        if (file != null) {
            StringBuilder text = new StringBuilder(READERS.size() + " readers\n");
            for (LineVerdict verdict : LineVerdict.values()) {
                text.append("%d %s\n".formatted(TOTAL.of(verdict), verdict.label()));
            }
            Files.writeString(Path.of(file), text.toString());
        }
    }
}
