package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.Incident.Cause;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.WindowShape;

/// Six servers in three regions, each with 600 requests a window of 10 s and no noise at all.
class IncidentTest {
    private static final long WINDOW = 10_000_000;
    private static final List<String> SERVERS =
            List.of("eu-1", "eu-2", "us-1", "us-2", "ap-1", "ap-2");

    /// What one server does in one window.
    ///
    /// @param rows its latencies, by the rows of a grid
    private record Load(
            long requests,
            double latencyMicros,
            long clientErrors,
            long serverErrors,
            double[] rows) {
        Load(long requests, double latencyMicros, long clientErrors, long serverErrors) {
            this(
                    requests,
                    latencyMicros,
                    clientErrors,
                    serverErrors,
                    rows(requests, latencyMicros));
        }

        private static double[] rows(long requests, double latencyMicros) {
            double[] rows = new double[LatencyGrid.ROWS];
            rows[(int) LatencyGrid.rowOf(latencyMicros)] = requests;
            return rows;
        }

        Load plus(Load other) {
            double[] both = rows.clone();
            Arrays.setAll(both, row -> rows[row] + other.rows[row]);
            return new Load(
                    requests + other.requests,
                    // The slowest part makes the 95th percentile here; means are weighted.
                    Math.max(latencyMicros, other.latencyMicros),
                    clientErrors + other.clientErrors,
                    serverErrors + other.serverErrors,
                    both);
        }
    }

    private static final Load USUAL = new Load(600, 40_000, 6, 0);

    private final KpiDetector detector = new KpiDetector();
    private int at;

    @Test
    void aSlowServerIsNamedWithItsShareOfTheAddedLatency() {
        play(60, Map.of());
        play(6, Map.of("eu-2", new Load(600, 400_000, 6, 0)));
        play(20, Map.of());
        Incident incident = only();
        assertThat(incident.metric()).isEqualTo(Figure.P95);
        assertThat(incident.dimension()).isEqualTo(Dimension.SERVER);
        assertThat(incident.key()).isEqualTo("eu-2");
        assertThat(incident.share()).isCloseTo(1, within(1e-9));
        assertThat(incident.startMicros()).isEqualTo(60 * WINDOW);
        assertThat(incident.endMicros()).isEqualTo(66 * WINDOW);
        assertThat(incident.sentence())
                .isEqualTo(
                        "p95 latency of server eu-2 went from 40 ms to 400 ms at 00:10:00; 100 %"
                                + " of the added latency came from it.");
    }

    @Test
    void twoServersOfARegionAreTheRegion() {
        play(60, Map.of());
        Load failing = new Load(600, 40_000, 6, 200);
        play(6, Map.of("us-1", failing, "us-2", failing));
        play(20, Map.of());
        Incident incident = only();
        assertThat(incident.metric()).isEqualTo(Figure.ERROR_RATE);
        assertThat(incident.dimension()).isEqualTo(Dimension.REGION);
        assertThat(incident.key()).isEqualTo("us");
        assertThat(incident.causes().getFirst()).isEqualTo(new Cause(Dimension.REGION, "us", 1));
    }

    @Test
    void whatHitsAllAlikeIsTheTotal() {
        play(60, Map.of());
        Map<String, Load> all = new LinkedHashMap<>();
        SERVERS.forEach(server -> all.put(server, new Load(1_800, 40_000, 18, 0)));
        play(6, all);
        play(20, Map.of());
        Incident incident = only();
        assertThat(incident.metric()).isEqualTo(Figure.REQUEST_RATE);
        assertThat(incident.dimension()).isEqualTo(Dimension.TOTAL);
        assertThat(incident.sentence())
                .isEqualTo("Request rate of all requests went from 360/s to 1,080/s at 00:10:00.");
        assertThat(incident.causes())
                .hasSize(6)
                .allSatisfy(c -> assertThat(c.share()).isCloseTo(1 / 6.0, within(1e-9)));
    }

    @Test
    void failuresThatAreQuickAreFailuresFirst() {
        play(60, Map.of());
        Map<String, Load> all = new LinkedHashMap<>();
        SERVERS.forEach(server -> all.put(server, new Load(600, 400, 6, 300)));
        play(6, all);
        play(20, Map.of());
        assertThat(only().metric()).isEqualTo(Figure.ERROR_RATE);
    }

    @Test
    void sharesOfTheCausesAddUpToOne() {
        play(60, Map.of());
        play(6, Map.of("eu-2", new Load(600, 400_000, 6, 0), "ap-1", new Load(600, 160_000, 6, 0)));
        play(20, Map.of());
        List<Cause> causes = only().causes();
        assertThat(causes.stream().mapToDouble(c -> Math.max(0, c.share())).sum())
                .isCloseTo(1, within(1e-9));
        // 360 ms and 120 ms more for as many requests.
        assertThat(causes.getFirst().share()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void faultsFarApartAreTwoIncidentsAndSpreadingOnesAreOne() {
        play(60, Map.of());
        play(6, Map.of("eu-2", new Load(600, 400_000, 6, 0)));
        play(30, Map.of());
        play(6, Map.of("ap-1", new Load(600, 40_000, 6, 300)));
        play(30, Map.of());
        assertThat(detector.incidents()).extracting(Incident::key).containsExactly("eu-2", "ap-1");
        play(2, Map.of("eu-1", new Load(600, 400_000, 6, 0)));
        Load slow = new Load(600, 400_000, 6, 0);
        play(6, Map.of("eu-1", slow, "eu-2", slow, "us-1", slow));
        play(30, Map.of());
        assertThat(detector.incidents()).hasSize(3);
    }

    @Test
    void anIncidentThatLastsIsKnownBeforeItEnds() {
        play(60, Map.of());
        play(1, Map.of("eu-2", new Load(600, 400_000, 6, 0)));
        assertThat(only().key()).isEqualTo("eu-2");
        assertThat(only().endMicros()).isEqualTo(61 * WINDOW);
    }

    @Test
    void aSlowServerThatLosesTrafficIsNamedByItsLatency() {
        play(60, Map.of());
        play(12, Map.of("eu-2", new Load(200, 400_000, 2, 0)));
        play(20, Map.of());
        assertThat(only().key()).isEqualTo("eu-2");
        assertThat(only().metric()).isEqualTo(Figure.P95);
    }

    @Test
    void aServerThatFlapsIsOneIncidentFromFirstToLast() {
        play(60, Map.of());
        for (int i = 0; i < 4; i++) {
            play(3, Map.of("us-1", new Load(600, 40_000, 6, 200)));
            play(4, Map.of());
        }
        play(20, Map.of());
        assertThat(only().key()).isEqualTo("us-1");
        assertThat(only().startMicros()).isEqualTo(60 * WINDOW);
        assertThat(only().endMicros()).isEqualTo(84 * WINDOW);
    }

    /// Four requests in ten seconds, of which a third fails: no window alone says it.
    @Test
    void aFewErrorsOfAQuietServerAddUpAndTheStartIsDatedBack() {
        Load quiet = new Load(4, 40_000, 0, 0);
        play(60, everywhere(quiet));
        Map<String, Load> failing = everywhere(quiet);
        failing.put("ap-1", new Load(4, 40_000, 0, 1));
        play(30, failing);
        play(60, everywhere(quiet));
        Incident incident = only();
        assertThat(incident.metric()).isEqualTo(Figure.ERROR_RATE);
        assertThat(incident.key()).isEqualTo("ap-1");
        assertThat(incident.startMicros()).isCloseTo(60 * WINDOW, within(WINDOW));
        assertThat(incident.endMicros()).isCloseTo(90 * WINDOW, within(2 * WINDOW));
        assertThat(incident.detectedMicros())
                .isBetween(incident.startMicros() + 2 * WINDOW, incident.endMicros());
    }

    @Test
    void whatIsFoundInItsFirstWindowIsDetectedAtItsEnd() {
        play(60, Map.of());
        play(6, Map.of("eu-2", new Load(600, 400_000, 6, 0)));
        play(20, Map.of());
        assertThat(only().detectedMicros()).isEqualTo(61 * WINDOW);
    }

    private static Map<String, Load> everywhere(Load load) {
        Map<String, Load> all = new LinkedHashMap<>();
        SERVERS.forEach(server -> all.put(server, load));
        return all;
    }

    private Incident only() {
        List<Incident> incidents = detector.incidents();
        assertThat(incidents).hasSize(1);
        return incidents.getFirst();
    }

    private void play(int windows, Map<String, Load> changed) {
        for (int i = 0; i < windows; i++) {
            Map<Dimension, Map<String, Load>> loads = new LinkedHashMap<>();
            for (String server : SERVERS) {
                Load load = changed.getOrDefault(server, USUAL);
                add(loads, Dimension.TOTAL, Dimension.ALL, load);
                add(loads, Dimension.REGION, server.substring(0, 2), load);
                add(loads, Dimension.SERVER, server, load);
            }
            TimeWindow time = new TimeWindow(at++ * WINDOW, WINDOW);
            List<KpiWindow> all = new ArrayList<>();
            loads.forEach((dimension, byKey) ->
                    byKey.forEach((key, load) -> all.add(window(time, dimension, key, load))));
            detector.accept(all, true);
        }
    }

    private static void add(
            Map<Dimension, Map<String, Load>> loads, Dimension dimension, String key, Load load) {
        loads.computeIfAbsent(dimension, absent -> new LinkedHashMap<>())
                .merge(key, load, Load::plus);
    }

    private static KpiWindow window(TimeWindow time, Dimension dimension, String key, Load load) {
        return new KpiWindow(
                time, dimension, key, kpi(load), WindowShape.of(LatencyGrid.Column.of(load.rows)));
    }

    private static Kpi kpi(Load load) {
        return new Kpi(
                load.requests,
                load.requests,
                load.requests,
                0,
                0,
                load.clientErrors,
                load.serverErrors,
                0,
                load.requests,
                load.requests,
                0,
                load.latencyMicros,
                load.latencyMicros,
                load.latencyMicros,
                load.latencyMicros,
                load.latencyMicros,
                load.latencyMicros,
                load.latencyMicros,
                Double.NaN,
                Double.NaN,
                true);
    }
}
