package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.opencsv.CSVReaderHeaderAware;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Kpi;
import trafficinsights.model.Outcome;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// The time to first byte of a real HAProxy's log in every place that shows it, against the `Tr`
/// that a pattern finds in the log and an exact sort.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeToFirstByteRunTest {
    /// What the sketch of percentiles promises, with a little room for the rank between two values.
    private static final double SKETCH_ERROR = 0.012;

    private static final Pattern TIMERS =
            Pattern.compile(" -?\\d+/-?\\d+/-?\\d+/(-?\\d+)/\\+?\\d+ ");

    private Path folder = Path.of("");
    private double[] sortedMicros = {};
    private @Nullable RunSummary summary;

    @BeforeAll
    void readsTheLog(@TempDir Path shared) throws Exception {
        folder = shared;
        Path log =
                Path.of(
                        Objects.requireNonNull(
                                        TimeToFirstByteRunTest.class.getResource(
                                                "/trafficinsights/run/haproxy-part.log.gz"))
                                .toURI());
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(log)),
                                StandardCharsets.ISO_8859_1))) {
            sortedMicros =
                    lines.lines()
                            .map(TIMERS::matcher)
                            .filter(Matcher::find)
                            .mapToDouble(found -> 1000 * Double.parseDouble(found.group(1)))
                            .filter(micros -> micros >= 0)
                            .sorted()
                            .toArray();
        }
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(
                rules,
                """
                rules:
                  - name: slow servers
                    rule: ttfb_p95 < 1 ms
                  - name: never so slow
                    rule: ttfb_p95 < 1 h
                """);
        RunSpec spec =
                RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto"))
                        .withThreads(2)
                        .withWindow(Duration.ofSeconds(10))
                        .withOut(folder.resolve("out"))
                        .withStore(folder.resolve("s.duckdb"))
                        .withRules(rules);
        try (Run run = Runs.start(spec)) {
            summary =
                    switch (run.await()) {
                        case Outcome.Ok<RunSummary>(RunSummary done) -> done;
                        case Outcome.Rejected<RunSummary>(var problem) ->
                                throw new AssertionError(problem.userMessage());
                    };
        }
    }

    private double exact(double rank) {
        return sortedMicros[(int) Math.ceil(rank * sortedMicros.length) - 1];
    }

    private RunReport report() {
        return Objects.requireNonNull(Objects.requireNonNull(summary).report());
    }

    @Test
    void theTotalsAreThoseOfAnExactSort() {
        assertThat(sortedMicros).hasSizeGreaterThan(15_000);
        Kpi totals = report().totals();
        assertThat(totals.ttfbP50Micros()).isCloseTo(exact(0.5), within(exact(0.5) * SKETCH_ERROR));
        assertThat(totals.ttfbP95Micros())
                .isCloseTo(exact(0.95), within(exact(0.95) * SKETCH_ERROR));
    }

    @Test
    void theFilesHaveTheFigures() throws Exception {
        Kpi totals = report().totals();
        String json = Files.readString(folder.resolve("out/analytics_report.json"));
        Matcher found = Pattern.compile("\"ttfbP95Micros\"\\s*:\\s*([0-9.]+)").matcher(json);
        assertThat(found.find()).isTrue();
        assertThat(Double.parseDouble(found.group(1)))
                .isCloseTo(totals.ttfbP95Micros(), within(1.0));
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains(">p95 time to first byte<");
        long windows = 0;
        try (var csv =
                new CSVReaderHeaderAware(
                        Files.newBufferedReader(folder.resolve("out/kpi_windows.csv")))) {
            for (Map<String, String> row = csv.readMap(); row != null; row = csv.readMap()) {
                double p50 = Double.parseDouble(row.get("ttfb_p50_ms"));
                double p95 = Double.parseDouble(row.get("ttfb_p95_ms"));
                assertThat(p50).isLessThanOrEqualTo(p95);
                windows++;
            }
        }
        assertThat(windows).isGreaterThan(100);
    }

    @Test
    void theStoreHasEachTimeAndTheWindowsOfThem() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("s.duckdb"));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(ttfb_us), quantile_disc(ttfb_us, 0.95), (SELECT"
                                        + " count(ttfb_p95_ms) FROM KpiWindows) FROM Requests")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(sortedMicros.length);
            assertThat(row.getDouble(2)).isEqualTo(exact(0.95));
            assertThat(row.getLong(3)).isGreaterThan(100);
        }
    }

    @Test
    void theStoreReadAgainGivesTheSameFigures() throws Exception {
        RunSpec again = RunSpec.inMemory(new RunSource.Stored(folder.resolve("s.duckdb")));
        try (Run run = Runs.start(again)) {
            RunSummary read = ((Outcome.Ok<RunSummary>) run.await()).value();
            assertThat(Objects.requireNonNull(read.report()).totals()).isEqualTo(report().totals());
        }
    }

    @Test
    void aRuleMayWatchIt() {
        assertThat(Objects.requireNonNull(report().insights().rules()).isBroken()).isTrue();
    }
}
