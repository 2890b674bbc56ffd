package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.KpiTable;
import trafficinsights.detect.kpi.KpiDetector;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.generate.SimulatedTraffic;
import trafficinsights.generate.TrafficUnit;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;

/// What is reported while traffic arrives is what the report says after it: ten logs of eight
/// minutes with a fault each, once in pieces of two to seven seconds and once as a whole.
class LiveEqualsOfflineTest {
    private static final long WINDOW = 5_000_000;

    /// An incident that ended so long ago does not change any more.
    private static final long OVER = 120_000_000;

    private static final String SCENARIO =
            """
            name: t
            clients: 500
            start: 2026-03-02T08:00:00Z
            duration: 8m
            requestsPerSecond: 60
            regions:
              - { name: eu, share: 0.6, servers: 2, workers: 30 }
              - { name: us, share: 0.4, servers: 2, workers: 30 }
            routes:
              - { path: /items, share: 0.6, medianMillis: 20, sigma: 0.4, bytes: 2000 }
              - { path: /orders, share: 0.4, medianMillis: 60, sigma: 0.4, bytes: 600 }
              - { path: /cron, share: 0, medianMillis: 20, sigma: 0.3, bytes: 100 }
            """;

    private final Map<Long, List<KpiWindow>> closed = new TreeMap<>();

    private void close(KpiWindow window) {
        closed.computeIfAbsent(window.window().startMicros(), absent -> new ArrayList<>())
                .add(window);
    }

    @ParameterizedTest(name = "{1} of {2}")
    @CsvSource({
        "1, slow_server, eu-2, 6, true",
        "2, crashed_server, us-1, 1, true",
        "3, slow_route, /orders, 6, true",
        "4, route_errors, /items, 0.4, true",
        "5, packet_loss, eu, 0.5, true",
        "6, surge, all, 2.5, true",
        "7, traffic_drop, all, 0.8, true",
        "8, bot_scan, eu, 2, true",
        "9, bad_deploy, us, 0.4, true",
        "10, cron_burst, /cron, 0.0001, false"
    })
    void theIncidentsReportedLiveAreThoseOfTheReport(
            long seed, String kind, String target, double strength, boolean isFound)
            throws Exception {
        String failure =
                "seed: %d\nfailures:\n  - { kind: %s, target: %s, at: 4m, length: 90s, strength: %s }\n"
                        .formatted(seed, kind, target, strength);
        ScenarioFile file = ScenarioFile.ofText("t.yaml", SCENARIO + failure);
        SimulatedTraffic traffic =
                new SimulatedTraffic(
                        file.scenario(),
                        seed,
                        OptionalLong.empty(),
                        Duration.ofSeconds(2 + seed % 6));
        KpiMerger merger = new KpiMerger(WINDOW, traffic.names(), 1 << 28, this::close);
        LiveJudge judge = new LiveJudge();
        Map<Long, Long> firstSeen = new TreeMap<>();
        for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
            KpiTable table = new KpiTable(WINDOW, traffic.names());
            unit.requests(table::add);
            merger.merge(table);
            judge.accept(merger.drainChanged());
            long complete = unit.endMicros() / WINDOW * WINDOW;
            judge.judgeUpTo(complete);
            for (Incident incident : judge.found().incidents()) {
                firstSeen.putIfAbsent(incident.detectedMicros(), complete);
            }
        }
        merger.closeAll();
        KpiDetector detector = new KpiDetector();
        closed.values().forEach(windows -> detector.accept(windows, true));
        assertThat(judge.found().incidents()).isEqualTo(detector.incidents());
        assertThat(judge.found().anomalies()).isEqualTo(detector.anomalies());
        assertThat(detector.incidents().isEmpty()).isNotEqualTo(isFound);
        // Each was seen as soon as the piece with the window that shows it had arrived.
        for (Incident incident : detector.incidents()) {
            long seen = firstSeen.getOrDefault(incident.detectedMicros(), Long.MAX_VALUE);
            assertThat(seen - incident.detectedMicros())
                    .isBetween(0L, (2 + seed % 6) * 1_000_000L + WINDOW);
        }
        cutAnywhereItIsAPrefix(detector.incidents());
    }

    /// Whatever comes later changes nothing of what was known, but for the end of what went on.
    private void cutAnywhereItIsAPrefix(List<Incident> all) {
        KpiDetector detector = new KpiDetector();
        for (List<KpiWindow> windows : closed.values()) {
            detector.accept(windows, true);
            long now = windows.getFirst().window().endMicros();
            List<Long> known =
                    detector.incidents().stream().map(Incident::detectedMicros).sorted().toList();
            List<Long> later =
                    all.stream()
                            .map(Incident::detectedMicros)
                            .filter(detected -> detected <= now)
                            .sorted()
                            .toList();
            assertThat(known).containsAll(later);
            assertThat(detector.incidents())
                    .containsAll(
                            all.stream()
                                    .filter(incident -> incident.endMicros() <= now - OVER)
                                    .toList());
        }
        assertThat(detector.incidents()).isEqualTo(all);
    }
}
