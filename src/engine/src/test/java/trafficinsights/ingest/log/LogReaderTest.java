package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;

/// Whole files, against a count over their bytes line by line. Longer than 400 lines: all cases
/// share the files and the count.
class LogReaderTest {
    private static final String REQUEST =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items?x=";
    private static final int BLOCK = LineBlocks.BLOCK_BYTES;

    @TempDir private Path folder;

    /// What reading gave, or what it should have given.
    ///
    /// @param ids of the requests, in order
    /// @param rejects as `file:line cause`
    record Result(long lines, long requests, long others, List<Long> ids, List<String> rejects) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void anyMixOfLinesIsReadAlikeByAnyNumberOfWorkers(int workers) throws Exception {
        byte[] bytes = mixedLines(1, 9_000_000);
        Path plain = Files.write(folder.resolve("a.log"), bytes);
        Path gzip = Files.write(folder.resolve("a.log.gz"), gzipped(bytes, bytes.length));
        Path members = Files.write(folder.resolve("m.log.gz"), gzipped(bytes, 700_001));
        Result expected = count(bytes, 0);
        assertThat(expected.requests).isGreaterThan(500);
        assertThat(expected.rejects).hasSizeGreaterThan(500);
        for (Path file : List.of(plain, gzip, members)) {
            assertThat(read(List.of(file), workers)).as("%s", file).isEqualTo(expected);
        }
    }

    @Test
    void severalFilesKeepTheirOwnLineNumbers() throws Exception {
        List<Path> files = new ArrayList<>();
        List<Result> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] bytes = mixedLines(10 + i, 300_000 + 900_000 * (i % 2));
            boolean isGzip = i % 2 == 1;
            files.add(
                    Files.write(
                            folder.resolve(i + (isGzip ? ".gz" : ".log")),
                            isGzip ? gzipped(bytes, bytes.length) : bytes));
            parts.add(count(bytes, i));
        }
        Result expected =
                new Result(
                        parts.stream().mapToLong(Result::lines).sum(),
                        parts.stream().mapToLong(Result::requests).sum(),
                        parts.stream().mapToLong(Result::others).sum(),
                        parts.stream().flatMap(part -> part.ids.stream()).toList(),
                        parts.stream().flatMap(part -> part.rejects.stream()).toList());
        assertThat(read(files, 3)).isEqualTo(expected);
    }

    /// Lines that end just before, at and behind the end of a block.
    @ParameterizedTest
    @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
    void lineEndsAroundABlocksEndLoseNothing(int delta) throws Exception {
        for (String end : List.of("\n", "\r\n")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int block = 1; block <= 2; block++) {
                while (bytes.size() < block * BLOCK + delta - 2_000) {
                    bytes.writeBytes(ascii(REQUEST + bytes.size() + " HTTP/1.1\"" + end));
                }
                int fill = block * BLOCK + delta - bytes.size() - end.length();
                bytes.writeBytes(ascii("x".repeat(fill) + end));
                bytes.writeBytes(ascii(end + "y" + end));
            }
            Path file = Files.write(folder.resolve("edge.log"), bytes.toByteArray());
            Path gzip = Files.write(folder.resolve("edge.gz"), gzipped(bytes.toByteArray(), BLOCK));
            Result expected = count(bytes.toByteArray(), 0);
            assertThat(expected.rejects).hasSize(4);
            assertThat(read(List.of(file), 2)).isEqualTo(expected);
            assertThat(read(List.of(gzip), 2)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.log", "a.log.gz"})
    void aLineBeyondTheLimitIsOneLine(String name) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii(REQUEST + "1 HTTP/1.1\"\nbad\n"));
        bytes.writeBytes(ascii("z".repeat(LineBlocks.MAX_LINE_BYTES + 9_000_000) + "\n"));
        bytes.writeBytes(ascii("worse\n" + REQUEST + "2 HTTP/1.1\"\n"));
        byte[] all = bytes.toByteArray();
        Path file =
                Files.write(
                        folder.resolve(name), name.endsWith("gz") ? gzipped(all, all.length) : all);
        assertThat(read(List.of(file), 2)).isEqualTo(count(all, 0));
    }

    @Test
    void theByteOrderMarkIsNotPartOfTheFirstLine() throws Exception {
        byte[] bytes = ("\uFEFF" + REQUEST + "1 HTTP/1.1\"\n").getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("bom.log"), bytes);
        Result result = read(List.of(file), 1);
        assertThat(result.lines).isEqualTo(1);
        assertThat(result.requests).isEqualTo(1);
    }

    /// Random lines of 0 bytes to 300 kB and one of 3 MB: requests, garbage with NUL bytes and
    /// invalid UTF-8, blank lines; some end with CRLF, the last with nothing.
    private static byte[] mixedLines(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii(REQUEST + "first HTTP/1.1\"\n"));
        int longLineAt = size / 3;
        while (bytes.size() < size) {
            boolean isLong = longLineAt < bytes.size();
            int length = isLong ? 3_000_000 : length(random);
            longLineAt = isLong ? Integer.MAX_VALUE : longLineAt;
            switch (isLong ? 1 : random.nextInt(8)) {
                case 0 -> {}
                case 1, 2, 3 -> bytes.writeBytes(garbage(random, length));
                default -> {
                    bytes.writeBytes(ascii(REQUEST));
                    bytes.writeBytes(ascii("a".repeat(length) + " HTTP/1.1\""));
                }
            }
            bytes.writeBytes(ascii(random.nextInt(4) == 0 ? "\r\n" : "\n"));
        }
        bytes.writeBytes(ascii("no line end"));
        return bytes.toByteArray();
    }

    private static int length(SplittableRandom random) {
        int top =
                switch (random.nextInt(300)) {
                    case 0, 1 -> 300_000;
                    case 2, 3, 4, 5 -> 70_000;
                    default -> 500;
                };
        return 1 + random.nextInt(top);
    }

    private static byte[] garbage(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            // Neither a line end nor the start of a date.
            if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '[') {
                bytes[i] = 0;
            }
        }
        bytes[0] = 'x';
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// @param memberBytes bytes of the content in one gzip member
    private static byte[] gzipped(byte[] bytes, int memberBytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += memberBytes) {
            try (OutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes, at, Math.min(memberBytes, bytes.length - at));
            }
        }
        return packed.toByteArray();
    }

    /// The oracle: byte by byte, knowing how the lines were made.
    private static Result count(byte[] bytes, int fileIndex) {
        long lines = 0;
        long requests = 0;
        long others = 0;
        List<Long> ids = new ArrayList<>();
        List<String> rejects = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            boolean isEnd = i == bytes.length ? start < i : bytes[i] == '\n';
            if (!isEnd) {
                continue;
            }
            lines++;
            int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
            if (start == end) {
                others++;
            } else if (bytes[start] == '1') {
                requests++;
                ids.add(((long) fileIndex << 48) + start);
            } else {
                rejects.add(fileIndex + ":" + lines);
            }
            start = i + 1;
        }
        return new Result(lines, requests, others, ids, rejects);
    }

    private static Result read(List<Path> files, int workers) throws Exception {
        Names names = Names.create();
        ConcurrentLinkedQueue<ParsedBlock> blocks = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> ids = new ConcurrentLinkedQueue<>();
        try (LogReader reader = new LogReader(files, LogOptions.of("haproxy"), names);
                ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < workers; w++) {
                done.add(
                        pool.submit(() -> {
                            LogWorker worker =
                                    reader.newWorker(batch -> {
                                        for (int i = 0; i < batch.size(); i++) {
                                            ids.add(batch.requestId()[i]);
                                        }
                                        return batch;
                                    });
                            ParsedBlock block = worker.next();
                            while (block != null) {
                                blocks.add(block);
                                block = worker.next();
                            }
                        }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertThat(reader.doneShare()).isEqualTo(1);
        }
        return result(files.size(), blocks.stream().toList(), ids.stream().sorted().toList());
    }

    private static Result result(int files, List<ParsedBlock> blocks, List<Long> ids) {
        List<ParsedBlock> inOrder =
                blocks.stream().sorted(Comparator.comparingLong(ParsedBlock::sequence)).toList();
        for (int i = 0; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).sequence()).as("no gaps").isEqualTo(i);
        }
        long[] linesOfFile = new long[files];
        VerdictCounts counts = new VerdictCounts();
        List<String> rejects = new ArrayList<>();
        for (ParsedBlock block : inOrder) {
            int file = block.fileIndex();
            for (Reject reject : block.rejects("f", linesOfFile[file])) {
                rejects.add(file + ":" + reject.lineNumber());
            }
            linesOfFile[file] += block.lines();
            counts.add(block.verdicts());
        }
        long lines = Arrays.stream(linesOfFile).sum();
        long requests = of(counts, LineVerdict.Kind.REQUEST);
        long others = of(counts, LineVerdict.Kind.OTHER);
        assertThat(requests + others + of(counts, LineVerdict.Kind.REJECT)).isEqualTo(lines);
        return new Result(lines, requests, others, ids, rejects);
    }

    private static long of(VerdictCounts counts, LineVerdict.Kind kind) {
        return Arrays.stream(LineVerdict.values())
                .filter(verdict -> verdict.kind() == kind)
                .mapToLong(counts::of)
                .sum();
    }

    @Test
    void theTextOfARejectIsPrintableAndShort() throws Exception {
        byte[] bytes = ascii("x\u0000\u001b[31m\t" + "y".repeat(1000) + "\n");
        Path file = Files.write(folder.resolve("a.log"), bytes);
        Names names = Names.create();
        try (LogReader reader = new LogReader(List.of(file), LogOptions.of("nginx"), names)) {
            ParsedBlock block = Objects.requireNonNull(reader.newWorker(batch -> batch).next());
            Reject reject = block.rejects("a.log", 41).getFirst();
            assertThat(reject.lineNumber()).isEqualTo(42);
            assertThat(reject.source()).isEqualTo("a.log");
            assertThat(reject.cause()).isEqualTo("not a line of this format");
            assertThat(reject.text()).startsWith("x\uFFFD\uFFFD[31m\uFFFDyyy").hasSize(300);
        }
    }

    // --- what is wrong with an input ---

    @ParameterizedTest
    @CsvSource({
        "missing.log, input.missing",
        "folder, input.directory",
        "empty.log, input.empty",
        "binary.log, input.binary",
        "prose.log, input.unknown-format",
        "short.gz, input.damaged",
        "header.gz, input.damaged"
    })
    void whatIsWrongWithAnInputIsSaidAtOnce(String name, String code) throws IOException {
        byte[] packed = gzipped(ascii((REQUEST + "1 HTTP/1.1\"\n").repeat(2000)), 1 << 30);
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty.log"));
        Files.write(folder.resolve("binary.log"), garbage(new SplittableRandom(1), 5_000));
        Files.writeString(folder.resolve("prose.log"), "Once upon a time\nthere was a log.\n");
        Files.write(folder.resolve("short.gz"), Arrays.copyOf(packed, packed.length / 2));
        Files.write(folder.resolve("header.gz"), Arrays.copyOf(packed, 5));
        Path file = folder.resolve(name);
        Problem problem = problem(() -> LogInput.open(file, LogOptions.of("auto")));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.userMessage())
                .contains(file.toString())
                .endsWith(".")
                .hasLineCount(1)
                .hasSizeLessThan(250 + file.toString().length())
                .doesNotContain("Exception");
    }

    @Test
    void damageBehindTheFirstBlockIsFoundWhileReading() throws Exception {
        byte[] bytes = mixedLines(3, 4_000_000);
        byte[] packed = gzipped(bytes, bytes.length);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 9));
        byte[] flipped = packed.clone();
        flipped[packed.length * 3 / 4] ^= 0x55;
        Path wrong = Files.write(folder.resolve("wrong.gz"), flipped);
        for (Path file : List.of(cut, wrong)) {
            ExecutionException failure =
                    catchThrowableOfType(ExecutionException.class, () -> read(List.of(file), 2));
            ProblemException cause = (ProblemException) Objects.requireNonNull(failure.getCause());
            Problem problem = cause.problem();
            assertThat(problem.code()).isEqualTo("input.damaged");
            assertThat(problem.userMessage()).contains(file.toString()).hasLineCount(1);
        }
    }

    @Test
    void aFormatThatDoesNotExistIsNamedWithThoseThatDo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), "x\n");
        Problem problem = problem(() -> LogInput.open(file, LogOptions.of("iis7")));
        assertThat(problem.code()).isEqualTo("format.unknown");
        assertThat(problem.userMessage()).contains("iis7", "haproxy", "nginx", "csv", "auto");
    }

    @Test
    void aFileThatIsGoneWhenItsTurnComesIsTheOneThatIsNamed() throws IOException {
        Path first = Files.writeString(folder.resolve("first.log"), REQUEST + "1 HTTP/1.1\"\n");
        Path second = Files.writeString(folder.resolve("second.log"), REQUEST + "2 HTTP/1.1\"\n");
        try (LogReader reader =
                new LogReader(List.of(first, second), LogOptions.of("auto"), Names.create())) {
            Files.delete(second);
            LogWorker worker = reader.newWorker(batch -> batch);
            assertThat(worker.next()).isNotNull();
            Problem problem = problem(worker::next);
            assertThat(problem.code()).isEqualTo("input.unreadable");
            assertThat(problem.userMessage()).contains("second.log").doesNotContain("first.log");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "haproxy-capture.log, HAPROXY",
        "haproxy-syslog.log, HAPROXY",
        "nginx-combined.log, NGINX",
        "nginx-timed.log, NGINX",
        "combined.log, NGINX"
    })
    void theFormatIsRecognisedFromTheFirstLines(String resource, LogFormat format)
            throws IOException {
        byte[] bytes = LineBench.text(resource).getBytes(StandardCharsets.ISO_8859_1);
        Path plain = Files.write(folder.resolve("x"), bytes);
        Path gzip = Files.write(folder.resolve("y"), gzipped(bytes, bytes.length));
        for (Path file : List.of(plain, gzip)) {
            LogInput input = LogInput.open(file, LogOptions.of("auto"));
            assertThat(input.format()).isEqualTo(format);
            assertThat(input.packing()).isEqualTo(file.equals(gzip) ? Packing.GZIP : Packing.NONE);
            assertThat(input.formatNote()).startsWith(format.label() + ": ");
        }
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
