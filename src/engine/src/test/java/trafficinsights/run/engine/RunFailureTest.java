package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.opencsv.CSVParserBuilder;
import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.ICSVParser;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.Problem;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Runs that are cancelled or cannot be completed, and lines that cannot be read. Longer than 400
/// lines: one case for each way to fail.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RunFailureTest {
    private static final String REQUEST =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items HTTP/1.1\"\n";

    /// Would take longer than a test waits for.
    private static final long MANY_ROWS = 40_000_000;

    /// From cancel to end. What is in flight is a unit of 16,384 rows a worker.
    private static final double CANCEL_SECONDS = 5;

    @TempDir private Path folder;

    private RunSpec large() {
        return RunSpec.inMemory(RunBench.generated("steady", MANY_ROWS))
                .withOut(folder.resolve("out"))
                .withStore(folder.resolve("s.duckdb"))
                .withRequests(RequestOutput.CSV)
                .withThreads(2);
    }

    // --- cancel ---

    @ParameterizedTest
    @EnumSource(
            value = RequestOutput.class,
            names = {"CSV", "PARQUET"})
    void aRunCancelledAtWorkEndsSoonAndLeavesNothingHalf(RequestOutput form) throws Exception {
        try (Run run = Runs.start(large().withRequests(form))) {
            // Several row groups of Parquet are on their way.
            RunBench.await("rows", () -> run.progress().rows() > 1_000_000);
            assertCancelled(run);
        }
        assertThat(RunBench.files(folder.resolve("out"))).isEmpty();
        assertThat(runsIn(folder.resolve("s.duckdb"))).isZero();
    }

    private static void assertCancelled(Run run) throws InterruptedException {
        long start = System.nanoTime();
        run.cancel();
        Problem problem = RunBench.problem(run.await());
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(CANCEL_SECONDS);
        assertThat(problem.code()).isEqualTo("run.cancelled");
        assertThat(run.progress().stage()).isEqualTo(Stage.CANCELLED);
        assertThat(threadsOfRuns()).isEmpty();
    }

    private static List<String> threadsOfRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("run-\\d+ .*"))
                .toList();
    }

    private static long runsIn(Path store) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (SELECT count(*) FROM Runs)"
                                        + " + (SELECT count(*) FROM RequestLogs)")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aRunCancelledBeforeItHasBegunEndsToo() throws Exception {
        for (int i = 0; i < 20; i++) {
            RunSpec spec = RunSpec.inMemory(RunBench.generated("steady", 2_000_000 + i));
            try (Run run = Runs.start(spec.withThreads(2))) {
                long until = System.nanoTime() + i * 4_000_000L;
                RunBench.await("a moment", () -> System.nanoTime() >= until);
                assertCancelled(run);
            }
        }
    }

    @Test
    void aPausedRunCanBeCancelled() throws Exception {
        try (Run run = Runs.start(large())) {
            RunBench.await("rows", () -> run.progress().rows() > 100_000);
            run.pause();
            assertCancelled(run);
        }
    }

    @Test
    void aRunThatWaitsForItsClockCanBeCancelled() throws Exception {
        RunSpec spec = RunSpec.inMemory(RunBench.generated("steady", 1_000)).withSpeed(1);
        try (Run run = Runs.start(spec)) {
            RunBench.await("begun", () -> run.progress().stage() == Stage.GENERATING);
            assertCancelled(run);
        }
    }

    @Test
    void closingCancels() throws Exception {
        Run run = Runs.start(large());
        RunBench.await("rows", () -> run.progress().rows() > 100_000);
        run.close();
        assertThat(RunBench.problem(run.await()).code()).isEqualTo("run.cancelled");
        assertThat(threadsOfRuns()).isEmpty();
        run.cancel();
        run.close();
    }

    @Test
    void readingCanBeCancelled() throws Exception {
        Path log = folder.resolve("a.log.gz");
        byte[] lines = REQUEST.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(log))) {
            for (int i = 0; i < 300; i++) {
                gzip.write(lines);
            }
        }
        RunSpec spec =
                RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto"))
                        .withOut(folder.resolve("out"))
                        .withStore(folder.resolve("s.duckdb"))
                        .withThreads(2);
        try (Run run = Runs.start(spec)) {
            RunBench.await("rows", () -> run.progress().rows() > 20_000);
            assertCancelled(run);
        }
        assertThat(RunBench.files(folder.resolve("out"))).isEmpty();
    }

    // --- outputs that cannot be written ---

    @Test
    void anOutputFolderThatIsAFileIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        for (Path out : List.of(file, file.resolve("below"))) {
            Problem problem = RunBench.problem(small().withOut(out));
            assertThat(problem.code()).isEqualTo("output.unwritable");
            assertThat(problem.userMessage()).contains(file.toString());
        }
        assertThat(file).hasContent("kept");
    }

    private static RunSpec small() {
        return RunSpec.inMemory(RunBench.generated("steady", 5_000))
                .withRequests(RequestOutput.CSV)
                .withThreads(2);
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
        Path out = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(out.toFile().setWritable(false), "this file system knows no rights");
        assumeFalse(Files.isWritable(out), "this user may write everywhere");
        assertThat(RunBench.problem(small().withOut(out)).code()).isEqualTo("output.unwritable");
    }

    /// A part file that leads to a device which is always full.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "request_logs.csv",
                "kpi_windows.csv",
                "analytics_report.json",
                "server_metrics.csv"
            })
    void aFullDiskIsNamedAndNothingHalfIsLeft(String name) throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.createSymbolicLink(out.resolve(name + ".part"), full);
        Path store = folder.resolve("s.duckdb");
        Problem problem = RunBench.problem(small().withOut(out).withStore(store));
        assertThat(problem.code()).isEqualTo("output.disk-full");
        assertThat(problem.userMessage()).contains(name);
        assertThat(RunBench.files(out)).noneMatch(file -> file.toString().endsWith(".part"));
        assertThat(out.resolve(name)).doesNotExist();
        assertThat(Files.exists(full)).isTrue();
        assertThat(runsIn(store)).isZero();
    }

    @Test
    void aStoreThatIsNoneEndsTheRunWithTheStoresReason() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "text ".repeat(5_000));
        Problem problem = RunBench.problem(small().withOut(folder.resolve("out")).withStore(file));
        assertThat(problem.code()).isEqualTo("store.not-duckdb");
        assertThat(RunBench.files(folder.resolve("out"))).isEmpty();
        assertThat(
                        RunBench.problem(
                                        RunSpec.inMemory(
                                                new RunSource.Stored(folder.resolve("none"))))
                                .code())
                .isEqualTo("store.missing");
    }

    // --- inputs ---

    @Test
    void rejectedLinesAreKeptWithTheirNumbersAndReasons() throws Exception {
        String odd = "say \"hi\", \\ back; grüße\ttab";
        Path log = folder.resolve("a.log");
        Files.writeString(
                log,
                "Proxy web started.\n"
                        + odd
                        + "\n"
                        + REQUEST
                        + "\n"
                        + REQUEST.substring(0, 60)
                        + "\n"
                        + REQUEST.replace(" 200 ", " 20 ")
                        + REQUEST.strip());
        Path rejects = folder.resolve("deep/bad.csv");
        RunSpec spec = RunSpec.inMemory(new RunSource.Logs(List.of(log), "haproxy"));
        RunSummary summary = RunBench.summary(spec.withRejects(rejects));
        assertThat(summary.lines()).isEqualTo(7);
        assertThat(summary.requests()).isEqualTo(2);
        assertThat(summary.others()).isEqualTo(2);
        assertThat(summary.rejects()).isEqualTo(3);
        assertThat(summary.files()).containsExactly(rejects);
        List<String[]> rows = csv(rejects);
        assertThat(rows.getFirst()).containsExactly("source", "line", "cause", "text");
        assertThat(rows.get(1))
                .containsExactly(
                        log.toString(),
                        "2",
                        "not a line of this format",
                        odd.replace('\t', '\uFFFD'));
        assertThat(rows.get(2))
                .containsExactly(log.toString(), "5", "line ends early", REQUEST.substring(0, 60));
        assertThat(rows.get(3))
                .startsWith(log.toString(), "6", "status is not a number from 100 to 999");
        assertThat(rows).hasSize(4);
        assertThat(RunBench.report(summary).counts().rejects())
                .containsEntry("line ends early", 1L)
                .hasSize(3);
        RunBench.summary(spec.withOut(folder.resolve("out")));
        assertThat(csv(folder.resolve("out/rejects.csv"))).hasSize(4);
    }

    private static List<String[]> csv(Path file) throws Exception {
        ICSVParser rfc4180 =
                new CSVParserBuilder().withEscapeChar(ICSVParser.NULL_CHARACTER).build();
        try (Reader text = Files.newBufferedReader(file);
                CSVReader reader = new CSVReaderBuilder(text).withCSVParser(rfc4180).build()) {
            return reader.readAll();
        }
    }

    @Test
    void rejectNumbersAreThoseOfTheFileForAnyNumberOfThreads() throws Exception {
        Path log = folder.resolve("a.log");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 40_000; i++) {
            lines.append(i % 777 == 0 ? "bad " + i + "\n" : REQUEST);
        }
        Files.writeString(log, lines);
        Path second = Files.writeString(folder.resolve("second.log"), lines + REQUEST);
        for (int threads : new int[] {1, 4}) {
            Path rejects = folder.resolve("r" + threads);
            RunBench.summary(
                    RunSpec.inMemory(new RunSource.Logs(List.of(log, second), "auto"))
                            .withThreads(threads)
                            .withRejects(rejects));
            List<String[]> rows = csv(rejects);
            assertThat(rows).hasSize(1 + 2 * (40_000 / 777));
            for (String[] row : rows.subList(1, rows.size())) {
                assertThat("bad " + row[1]).isEqualTo(row[3]);
            }
        }
    }

    @Test
    void aFileOfWhichNothingCouldBeReadIsAnErrorAndStoresNothing() throws Exception {
        Path log = Files.writeString(folder.resolve("a.log"), "no\nrequest\nhere\n");
        Path store = folder.resolve("s.duckdb");
        Problem problem =
                RunBench.problem(
                        RunSpec.inMemory(new RunSource.Logs(List.of(log), "nginx"))
                                .withStore(store));
        assertThat(problem.code()).isEqualTo("input.no-requests");
        assertThat(problem.userMessage()).contains("a.log", "nginx", "no requests");
        assertThat(runsIn(store)).isZero();
    }

    @Test
    void aDamagedInputEndsTheRunAndLeavesNothing() throws Exception {
        Path log = folder.resolve("a.log.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(log))) {
            for (int i = 0; i < 60_000; i++) {
                gzip.write(
                        REQUEST.replace("5000", "" + i * 7919 % 65_000)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        byte[] packed = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(packed, packed.length - 1000));
        Path store = folder.resolve("s.duckdb");
        Problem problem =
                RunBench.problem(
                        RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto"))
                                .withOut(folder.resolve("out"))
                                .withStore(store)
                                .withThreads(3));
        assertThat(problem.code()).isEqualTo("input.damaged");
        assertThat(problem.userMessage()).contains(log.toString());
        assertThat(RunBench.files(folder.resolve("out"))).isEmpty();
        assertThat(runsIn(store)).isZero();
    }

    @Test
    void whatIsWrongWithInputsAndScenariosComesAsTheOutcome() throws Exception {
        Path missing = folder.resolve("none.log");
        assertThat(
                        RunBench.problem(
                                        RunSpec.inMemory(
                                                new RunSource.Logs(List.of(missing), "auto")))
                                .code())
                .isEqualTo("input.missing");
        assertThat(
                        RunBench.problem(
                                        RunSpec.inMemory(
                                                new RunSource.Logs(List.of(folder), "auto")))
                                .code())
                .isEqualTo("input.directory");
        assertThat(RunBench.problem(RunSpec.inMemory(RunBench.generated("none", 1))).code())
                .isEqualTo("scenario.missing");
    }

    @Test
    void namesThatAreMissingInCsvCanBeStored() throws Exception {
        Path log =
                Files.writeString(
                        folder.resolve("a.csv"),
                        "2026-11-22T20:19:28.007123Z,12,,,,,,-1,,,1,12,\n".repeat(30));
        Path store = folder.resolve("s.duckdb");
        RunSummary summary =
                RunBench.summary(
                        RunSpec.inMemory(new RunSource.Logs(List.of(log), "csv")).withStore(store));
        assertThat(summary.requests()).isEqualTo(30);
        assertThat(runsIn(store)).isEqualTo(31);
    }

    @Test
    void awaitingCanBeInterruptedWithoutEndingTheRun() throws Exception {
        RunSpec spec = RunSpec.inMemory(RunBench.generated("steady", 1_000)).withSpeed(1);
        try (Run run = Runs.start(spec)) {
            Thread waiting =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    run.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            waiting.interrupt();
            assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
            assertThat(run.progress().stage().isEnd()).isFalse();
        }
    }
}
