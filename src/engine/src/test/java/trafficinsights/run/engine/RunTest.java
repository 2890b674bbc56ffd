package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.scenario.Scenarios;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Whole runs that succeed.
class RunTest {
    private static final long ROWS = 60_000;

    @TempDir private Path folder;

    private static RunSpec spec(String scenario) {
        return RunSpec.inMemory(RunBench.generated(scenario, ROWS)).withThreads(2);
    }

    @Test
    void aGeneratedRunInMemoryLeavesNoFile() throws Exception {
        try (Run run = Runs.start(spec("bad-deploy"))) {
            RunSummary summary = RunBench.summary(run.await());
            assertThat(summary.requests()).isEqualTo(ROWS);
            assertThat(summary.lines()).isEqualTo(ROWS);
            assertThat(summary.others()).isZero();
            assertThat(summary.rejects()).isZero();
            assertThat(summary.files()).isEmpty();
            assertThat(sum(summary.byStatus())).isEqualTo(ROWS);
            assertThat(sum(summary.byServer())).isEqualTo(ROWS);
            assertThat(summary.byServer()).hasSize(6);
            RunReport report = RunBench.report(summary);
            assertThat(report.totals().requests()).isEqualTo(ROWS);
            assertThat(report.truth()).hasSize(1);
            assertThat(report.counts().windows()).isEqualTo(summary.windows());
            RunProgress progress = run.progress();
            assertThat(progress.stage()).isEqualTo(Stage.DONE);
            assertThat(progress.rows()).isEqualTo(ROWS);
            assertThat(progress.doneShare()).isEqualTo(1);
            assertThat(progress.secondsLeft()).isZero();
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    @Test
    void theInjectedFaultIsFoundWhereAndWhenItWas() throws Exception {
        RunReport report =
                RunBench.report(
                        RunBench.summary(
                                RunSpec.inMemory(RunBench.generated("bad-deploy", 500_000))));
        long start = report.truth().getFirst().startMicros();
        long end = report.truth().getFirst().endMicros();
        assertThat(report.anomalies())
                .anySatisfy(anomaly -> {
                    assertThat(anomaly.dimension()).isEqualTo(Dimension.ROUTE);
                    assertThat(anomaly.key()).isEqualTo("/api/v1/orders");
                    assertThat(anomaly.metric()).isEqualTo(Figure.ERROR_RATE);
                    assertThat(anomaly.startMicros())
                            .isBetween(start - 10_000_000, start + 20_000_000);
                    assertThat(anomaly.endMicros()).isBetween(end - 20_000_000, end + 20_000_000);
                });
        assertThat(report.anomalies())
                .allSatisfy(anomaly ->
                        assertThat(anomaly.startMicros()).isBetween(start - 10_000_000, end));
    }

    @Test
    void everyFileOfARunIsInItsListAndWhole() throws Exception {
        Path store = folder.resolve("s.duckdb");
        Path out = folder.resolve("new/out");
        RunSummary summary =
                RunBench.summary(
                        spec("slow-server")
                                .withOut(out)
                                .withStore(store)
                                .withRequests(RequestOutput.CSV));
        List<Path> files = RunBench.files(out);
        assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        assertThat(summary.files().stream().map(Path::toAbsolutePath).sorted().toList())
                .isEqualTo(files);
        assertThat(files)
                .extracting(file -> out.relativize(file).toString())
                .contains(
                        "analytics_report.json",
                        "anomalies.csv",
                        "kpi_windows.csv",
                        "report.html",
                        "request_logs.csv",
                        "scenario.yaml",
                        "server_metrics.csv",
                        "test_metrics.csv");
        assertThat(Files.readAllLines(out.resolve("request_logs.csv"))).hasSize((int) ROWS + 1);
        assertThat(Files.readAllLines(out.resolve("kpi_windows.csv")))
                .hasSize((int) summary.windows() + 1);
        assertThat(Files.readAllLines(out.resolve("anomalies.csv")))
                .hasSize((int) summary.anomalies() + 1);
        assertThat(Files.readAllLines(out.resolve("test_metrics.csv"))).hasSize(2);
        // Six servers, a tick every 10 s for half an hour.
        assertThat(Files.readAllLines(out.resolve("server_metrics.csv"))).hasSize(6 * 180 + 1);
        assertThat(out.resolve("scenario.yaml")).content().contains("name: slow-server");
        assertThat(out.resolve("analytics_report.json"))
                .content()
                .contains("\"requests\": " + ROWS);
    }

    @Test
    void theStoreHoldsEverythingAndCanBeAnalysedAgain() throws Exception {
        Path store = folder.resolve("s.duckdb");
        RunSummary first = RunBench.summary(spec("bad-deploy").withStore(store));
        assertThat(count(store, "RequestLogs")).isEqualTo(ROWS);
        assertThat(count(store, "KpiWindows")).isEqualTo(first.windows());
        assertThat(count(store, "Anomalies")).isEqualTo(first.anomalies());
        assertThat(count(store, "AnalyticsReports WHERE report LIKE '{%'")).isEqualTo(1);
        assertThat(count(store, "ServerMetrics")).isEqualTo(6 * 180);
        assertThat(count(store, "DataQualityMetrics WHERE metric = 'requests' AND value = " + ROWS))
                .isEqualTo(1);
        assertThat(count(store, "Runs WHERE title = 'Bad deploy' AND requests = " + ROWS))
                .isEqualTo(1);
        long inWindows =
                number(
                        store,
                        "SELECT sum(requests)::BIGINT FROM KpiWindows WHERE dimension = 'total'");
        assertThat(inWindows).isEqualTo(ROWS);
        RunSummary again =
                RunBench.summary(RunSpec.inMemory(new RunSource.Stored(store)).withThreads(2));
        assertThat(again.byStatus()).isEqualTo(first.byStatus());
        assertThat(again.byServer()).isEqualTo(first.byServer());
        assertThat(RunBench.report(again).totals()).isEqualTo(RunBench.report(first).totals());
        assertThat(RunBench.report(again).series())
                .hasSameElementsAs(RunBench.report(first).series());
        assertThat(RunBench.report(again).anomalies())
                .isEqualTo(RunBench.report(first).anomalies());
    }

    private static long count(Path store, String table) throws SQLException {
        return number(store, "SELECT count(*) FROM " + table);
    }

    private static long number(Path store, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aRunIntoAStoreAloneLeavesTheStoreAlone() throws Exception {
        RunBench.summary(spec("steady").withStore(folder.resolve("s.duckdb")));
        assertThat(RunBench.files(folder)).containsExactly(folder.resolve("s.duckdb"));
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestOutput.class,
            names = {"CSV", "PARQUET"})
    void theSameScenarioGivesTheSameBytesForAnyNumberOfThreads(RequestOutput form)
            throws Exception {
        List<Map<String, String>> all = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5}) {
            Path out = folder.resolve("t" + threads);
            RunBench.summary(
                    spec("bad-deploy").withOut(out).withRequests(form).withThreads(threads));
            all.add(hashes(out));
        }
        assertThat(all.getFirst()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(all.get(1)).isEqualTo(all.getFirst());
        assertThat(all.get(2)).isEqualTo(all.getFirst());
    }

    /// SHA-256 of each file that does not say when it was made.
    private static Map<String, String> hashes(Path out) throws IOException {
        Map<String, String> hashes = new HashMap<>();
        for (Path file : RunBench.files(out)) {
            String name = out.relativize(file).toString();
            if (!name.equals("report.html") && !name.equals("analytics_report.json")) {
                hashes.put(name, RunBench.sha256(file));
            }
        }
        return hashes;
    }

    @Test
    void playInTimeGivesTheSameBytesAsFullSpeed() throws Exception {
        RunSpec spec = spec("bad-deploy").withRequests(RequestOutput.CSV);
        RunBench.summary(spec.withOut(folder.resolve("fast")));
        RunBench.summary(spec.withOut(folder.resolve("played")).withSpeed(3_000));
        assertThat(hashes(folder.resolve("played"))).isEqualTo(hashes(folder.resolve("fast")));
    }

    @Test
    void anotherSeedGivesOtherBytes() throws Exception {
        RunSource.Generated other =
                new RunSource.Generated("steady", OptionalLong.of(ROWS), OptionalLong.of(99));
        RunSpec spec = spec("steady").withRequests(RequestOutput.CSV).withAnalyze(false);
        RunBench.summary(spec.withOut(folder.resolve("one")));
        RunBench.summary(
                RunSpec.inMemory(other)
                        .withRequests(RequestOutput.CSV)
                        .withAnalyze(false)
                        .withOut(folder.resolve("two")));
        assertThat(RunBench.sha256(folder.resolve("one/request_logs.csv")))
                .isNotEqualTo(RunBench.sha256(folder.resolve("two/request_logs.csv")));
    }

    @Test
    void generatedCsvReadBackGivesTheSameFigures() throws Exception {
        RunSummary made =
                RunBench.summary(
                        spec("slow-server").withOut(folder).withRequests(RequestOutput.CSV));
        RunSource logs = new RunSource.Logs(List.of(folder.resolve("request_logs.csv")), "auto");
        RunSummary read = RunBench.summary(RunSpec.inMemory(logs).withThreads(3));
        assertThat(read.requests()).isEqualTo(ROWS);
        assertThat(read.others()).as("the header").isEqualTo(1);
        assertThat(read.notes().getFirst()).contains("csv");
        assertThat(RunBench.report(read).totals()).isEqualTo(RunBench.report(made).totals());
        assertThat(RunBench.report(read).anomalies()).isEqualTo(RunBench.report(made).anomalies());
        assertThat(RunBench.report(read).breakdown().get(Dimension.SERVER))
                .isEqualTo(RunBench.report(made).breakdown().get(Dimension.SERVER));
    }

    private static final long LAST_MICROS =
            Instant.parse("2026-03-04T00:00:00Z").toEpochMilli() * 1000;

    /// A run ends inside its last window, which then holds less than the others: that is not a fall
    /// of the rate.
    @Test
    void aLastWindowThatIsCutShortIsNotAnAnomaly() throws Exception {
        // Windows of 11 s are cut by the epoch: the last holds a part of its time only.
        RunReport report =
                RunBench.report(
                        RunBench.summary(
                                RunSpec.inMemory(RunBench.generated("steady", 720_000))
                                        .withWindow(Duration.ofSeconds(11))));
        long lastWindow = (LAST_MICROS / 11_000_000) * 11_000_000;
        assertThat(report.anomalies()).noneMatch(a -> a.endMicros() > lastWindow);
    }

    // --- the live picture ---

    @Test
    void whoFollowsTheVersionsSeesWhatThereIs() throws Exception {
        Map<List<Object>, KpiWindow> followed = new HashMap<>();
        // Half an hour in about two seconds.
        try (Run run = Runs.start(spec("bad-deploy").withSpeed(900))) {
            long version = 0;
            int updates = 0;
            while (!run.progress().stage().isEnd()) {
                LiveUpdate update = run.liveSince(version);
                assertThat(update.version()).isGreaterThanOrEqualTo(version);
                updates += update.version() > version ? 1 : 0;
                version = update.version();
                update.windows().forEach(window -> followed.put(key(window), window));
                Thread.onSpinWait();
            }
            RunSummary summary = RunBench.summary(run.await());
            assertThat(updates).isGreaterThan(3);
            run.liveSince(version).windows().forEach(window -> followed.put(key(window), window));
            LiveUpdate all = run.liveSince(0);
            assertThat(all.windows()).hasSameElementsAs(RunBench.report(summary).series());
            for (KpiWindow window : all.windows()) {
                assertThat(followed.get(key(window))).isEqualTo(window);
            }
            assertThat(all.anomalies()).isEqualTo(RunBench.report(summary).anomalies());
            assertThat(all.truth()).isEqualTo(RunBench.report(summary).truth());
            assertThat(run.liveSince(all.version()).windows()).isEmpty();
        }
    }

    private static List<Object> key(KpiWindow window) {
        return List.of(window.window().startMicros(), window.dimension(), window.key());
    }

    @Test
    void aPausedRunWaitsAndThenGoesOn() throws Exception {
        try (Run run = Runs.start(spec("steady").withSpeed(1e6))) {
            run.pause();
            RunBench.await("the run has begun", () -> run.progress().stage() != Stage.STARTING);
            long start = System.nanoTime();
            RunBench.await("a while", () -> System.nanoTime() - start > 300_000_000);
            assertThat(run.progress().isPaused()).isTrue();
            assertThat(run.progress().stage()).isEqualTo(Stage.GENERATING);
            assertThat(run.progress().rows()).isLessThan(ROWS);
            run.pause();
            run.resume();
            assertThat(run.progress().isPaused()).isFalse();
            assertThat(RunBench.summary(run.await()).requests()).isEqualTo(ROWS);
        }
    }

    // --- what a run may be ---

    @Test
    void aSpecThatCannotBeRunIsRefused() {
        RunSpec spec = spec("steady");
        assertThatThrownBy(() -> spec.withWindow(Duration.ofMillis(999)))
                .hasMessageContaining("PT0.999S");
        assertThatThrownBy(() -> spec.withWindow(Duration.ofMinutes(61)))
                .hasMessageContaining("PT1H1M");
        assertThatThrownBy(() -> spec.withThreads(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> spec.withSpeed(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> spec.withSpeed(Double.NaN)).hasMessageContaining("NaN");
        RunSource.Logs noFile = new RunSource.Logs(List.of(), "auto");
        assertThatThrownBy(() -> RunSpec.inMemory(noFile)).hasMessageContaining("input");
    }

    @Test
    void scenariosAreDescribedForLists() {
        assertThat(Scenarios.builtIn())
                .extracting(ScenarioInfo::name)
                .contains("steady", "bad-deploy");
        assertThat(Scenarios.describe("none").toString()).contains("scenario.missing");
    }
}
