package trafficinsights.run.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.ingest.log.LogReader;
import trafficinsights.ingest.log.LogWorker;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// A log, and the traffic made from what was learned from it, side by side. `-Dfit.log=FILE` takes
/// another log.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FitsTest {
    private static final double ONE_POINT = 0.01;
    private static final long WINDOW_MICROS = 10_000_000;

    private Path folder = Path.of("");
    private Seen log = new Seen();
    private Seen made = new Seen();

    /// What is compared of some requests.
    private static final class Seen {
        final Map<String, Long> regions = new HashMap<>();
        final Map<String, Long> servers = new HashMap<>();
        final Map<String, Long> routes = new HashMap<>();
        final Map<String, Long> statuses = new HashMap<>();
        final Map<Long, Long> windows = new HashMap<>();
        final Map<String, Map<Long, Long>> latencyOfServer = new HashMap<>();
        long rows;

        void add(RequestBatch batch) {
            Names names = batch.names();
            for (int i = 0; i < batch.size(); i++) {
                String server = names.servers().text(batch.server()[i]);
                regions.merge(names.regions().text(batch.region()[i]), 1L, Long::sum);
                servers.merge(server, 1L, Long::sum);
                routes.merge(names.routes().text(batch.route()[i]), 1L, Long::sum);
                statuses.merge(Short.toString(batch.status()[i]), 1L, Long::sum);
                windows.merge(batch.epochMicros()[i] / WINDOW_MICROS, 1L, Long::sum);
                latencyOfServer
                        .computeIfAbsent(server, s -> new HashMap<>())
                        .merge(batch.latencyMicros()[i], 1L, Long::sum);
            }
            rows += batch.size();
        }
    }

    private static Seen read(Path file) {
        Names names = Names.create();
        Seen seen = new Seen();
        try (LogReader reader = new LogReader(List.of(file), LogOptions.of("auto"), names)) {
            LogWorker worker =
                    reader.newWorker(batch -> {
                        seen.add(batch);
                        return batch;
                    });
            ParsedBlock block = worker.next();
            while (block != null) {
                block = worker.next();
            }
        }
        return seen;
    }

    @BeforeAll
    void fitsAndGenerates(@TempDir Path shared) throws Exception {
        folder = shared;
        String other = System.getProperty("fit.log");
        Path source =
                other != null
                        ? Path.of(other)
                        : Path.of(
                                Objects.requireNonNull(
                                                FitsTest.class.getResource(
                                                        "/trafficinsights/run/haproxy-part.log.gz"))
                                        .toURI());
        Path scenario = folder.resolve("learned.yaml");
        assertThat(Fits.fit(new RunSource.Logs(List.of(source), "auto"), scenario))
                .isInstanceOf(Outcome.Ok.class);
        RunSource.Generated generated =
                new RunSource.Generated(
                        scenario.toString(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty());
        try (Run run =
                Runs.start(
                        RunSpec.inMemory(generated)
                                .withOut(folder.resolve("made"))
                                .withRequests(RequestOutput.CSV)
                                .withAnalyze(false))) {
            assertThat(run.await()).isInstanceOf(Outcome.Ok.class);
        }
        log = read(source);
        made = read(folder.resolve("made/request_logs.csv"));
    }

    @Test
    void latenciesOfEveryServerAreWithinFiveHundredthsOfKolmogorovAndSmirnov() {
        assertThat(made.latencyOfServer.keySet()).isEqualTo(log.latencyOfServer.keySet());
        double worst = 0;
        for (String server : log.latencyOfServer.keySet()) {
            double distance =
                    distance(
                            Objects.requireNonNull(log.latencyOfServer.get(server)),
                            Objects.requireNonNull(made.latencyOfServer.get(server)));
            worst = Math.max(worst, distance);
            assertThat(distance).as(server).isLessThanOrEqualTo(0.05);
        }
    }

    /// Largest difference of two empirical distribution functions (A. Kolmogorov, 1933).
    private static double distance(Map<Long, Long> a, Map<Long, Long> b) {
        double countA = a.values().stream().mapToLong(Long::longValue).sum();
        double countB = b.values().stream().mapToLong(Long::longValue).sum();
        Set<Long> values = new TreeSet<>(a.keySet());
        values.addAll(b.keySet());
        double belowA = 0;
        double belowB = 0;
        double most = 0;
        for (Long value : values) {
            belowA += share(a, value, countA);
            belowB += share(b, value, countB);
            most = Math.max(most, Math.abs(belowA - belowB));
        }
        return most;
    }

    @Test
    void theRateOfTenSecondsIsWithinATenthOfTheLogs() {
        double sum = 0;
        for (Map.Entry<Long, Long> window : log.windows.entrySet()) {
            double expected = window.getValue();
            sum += Math.abs(made.windows.getOrDefault(window.getKey(), 0L) - expected) / expected;
        }
        double error = sum / log.windows.size();
        assertThat(error).isLessThanOrEqualTo(0.10);
        assertThat(log.windows.keySet()).containsAll(made.windows.keySet());
    }

    @Test
    void sharesAreWithinOnePoint() {
        assertThat(worst(log.regions, made.regions)).as("regions").isLessThanOrEqualTo(ONE_POINT);
        assertThat(worst(log.servers, made.servers)).as("servers").isLessThanOrEqualTo(ONE_POINT);
        assertThat(worst(log.statuses, made.statuses))
                .as("statuses")
                .isLessThanOrEqualTo(ONE_POINT);
        Map<String, Long> routes = new HashMap<>(log.routes);
        Map<String, Long> madeRoutes = new HashMap<>(made.routes);
        // Rare routes are one route in a scenario.
        if (madeRoutes.remove("(others)") != null) {
            routes.keySet().retainAll(madeRoutes.keySet());
        }
        assertThat(worstOf(routes, (double) log.rows, madeRoutes, (double) made.rows))
                .as("routes")
                .isLessThanOrEqualTo(ONE_POINT);
    }

    private double worst(Map<String, Long> a, Map<String, Long> b) {
        return worstOf(a, (double) log.rows, b, (double) made.rows);
    }

    private static double worstOf(
            Map<String, Long> a, double rowsA, Map<String, Long> b, double rowsB) {
        Set<String> keys = new HashSet<>(a.keySet());
        keys.addAll(b.keySet());
        double worst = 0;
        for (String key : keys) {
            double difference = Math.abs(share(a, key, rowsA) - share(b, key, rowsB));
            worst = Math.max(worst, difference);
        }
        return worst;
    }

    private static <K> double share(Map<K, Long> counts, K key, double all) {
        return counts.getOrDefault(key, 0L).doubleValue() / all;
    }

    @Test
    void aLogWithoutRequestsIsRefusedAndNothingIsWritten() throws Exception {
        Path empty = folder.resolve("empty.log");
        Files.writeString(empty, "Proxy web started.\n");
        Path out = folder.resolve("none.yaml");
        assertThat(
                        problem(Fits.fit(new RunSource.Logs(List.of(empty), "haproxy"), out))
                                .userMessage())
                .contains("empty.log has no requests");
        assertThat(out).doesNotExist();
    }

    @Test
    void aMissingLogIsNamed() {
        Path missing = folder.resolve("missing.log");
        Outcome<FitSummary> outcome =
                Fits.fit(new RunSource.Logs(List.of(missing), "auto"), folder.resolve("none.yaml"));
        assertThat(problem(outcome).userMessage()).contains("missing.log");
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path source = folder.resolve("made/request_logs.csv");
        Outcome<FitSummary> outcome =
                Fits.fit(new RunSource.Logs(List.of(source), "csv"), file.resolve("x.yaml"));
        assertThat(problem(outcome).userMessage()).contains("x.yaml");
    }

    private static Problem problem(Outcome<FitSummary> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected<FitSummary>) outcome).problem();
    }
}
