package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import trafficinsights.detect.Scoring;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.WindowShape;

/// Twelve minutes of a real HAProxy before six servers, with seven faults at known times, as KPI
/// windows of 5 s (`capture-5s.csv.zst`).
class CaptureTest {
    private static final long WINDOW_MICROS = 5_000_000;

    /// As they were made; targets are the servers behind the ports of the capture.
    private static final List<TruthInterval> FAULTS =
            List.of(
                    fault("slow", "eu-2", "20:21:07.800387", 40),
                    fault("crash", "us-1", "20:22:47.800387", 30),
                    fault("errors", "ap-1", "20:24:17.800387", 30),
                    fault("surge", "all", "20:25:47.800387", 30),
                    fault("scan", "all", "20:27:17.800387", 30),
                    fault("deploy", "all", "20:28:47.800387", 40),
                    fault("slow", "ap-2", "20:30:27.800387", 30));

    @Test
    void allFaultsAreFoundWithinTwentySecondsWithTheRightServerAndNoFalseIncident()
            throws Exception {
        KpiDetector detector = new KpiDetector();
        NavigableMap<Long, List<KpiWindow>> byStart = windows();
        long last = byStart.lastKey();
        byStart.forEach((start, windows) -> detector.accept(windows, start != last));
        List<Incident> incidents = detector.incidents();
        TimeWindow span = new TimeWindow(byStart.firstKey(), last - byStart.firstKey());
        Scorecard scorecard =
                new Scoring(FAULTS, span, WINDOW_MICROS)
                        .score(List.of(), incidents.stream().map(Scoring::alarm).toList());

        assertThat(scorecard.rows().getFirst().falseAlarms()).isZero();
        assertThat(incidents).hasSameSizeAs(FAULTS);
        for (Found found : scorecard.truths()) {
            assertThat(found.secondsToDetect()).as("%s", found.truth()).isLessThan(20);
            String named = found.key().substring(found.key().lastIndexOf('/') + 1);
            assertThat(named).as("%s", found.truth()).isEqualTo(found.truth().target());
        }
        assertThat(incidents)
                .extracting(Incident::severity)
                .contains(Severity.MAJOR, Severity.CRITICAL);
        assertThat(incidents.getLast().sentence())
                .startsWith("p95 latency of server api/ap-2 went from 4")
                .endsWith("of the added latency came from it.");
    }

    private static TruthInterval fault(String kind, String target, String time, int seconds) {
        long start =
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-22T" + time + "Z"));
        return new TruthInterval(kind, target, start, start + seconds * 1_000_000L, Double.NaN);
    }

    private static NavigableMap<Long, List<KpiWindow>> windows() throws Exception {
        NavigableMap<Long, List<KpiWindow>> byStart = new TreeMap<>();
        try (InputStream file =
                        Objects.requireNonNull(
                                CaptureTest.class.getResourceAsStream("capture-5s.csv.zst"));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new ZstdInputStream(file), StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(CaptureTest::window)
                    .forEach(w ->
                            byStart.computeIfAbsent(
                                            w.window().startMicros(), absent -> new ArrayList<>())
                                    .add(w));
        }
        return byStart;
    }

    /// `start_s,dimension,key,requests,mean_us,p95_us,client_errors,server_errors,latencies`, the
    /// last as `row:count` of the rows of a grid.
    private static KpiWindow window(String line) {
        String[] cells = line.split(",", -1);
        long requests = Long.parseLong(cells[3]);
        double mean = cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]);
        double p95 = cells[5].isEmpty() ? Double.NaN : Double.parseDouble(cells[5]);
        double[] rows = new double[LatencyGrid.ROWS];
        for (String row : cells[8].isEmpty() ? new String[0] : cells[8].split(" ", -1)) {
            String[] parts = row.split(":", -1);
            rows[Integer.parseInt(parts[0])] = Double.parseDouble(parts[1]);
        }
        Kpi kpi =
                new Kpi(
                        requests,
                        requests,
                        requests,
                        0,
                        0,
                        Long.parseLong(cells[6]),
                        Long.parseLong(cells[7]),
                        0,
                        (long) Arrays.stream(rows).sum(),
                        0,
                        0,
                        mean,
                        p95,
                        p95,
                        p95,
                        p95,
                        p95,
                        p95,
                        Double.NaN,
                        Double.NaN,
                        true);
        return new KpiWindow(
                new TimeWindow(Long.parseLong(cells[0]) * 1_000_000, WINDOW_MICROS),
                Dimension.ofLabel(cells[1]),
                cells[2],
                kpi,
                WindowShape.of(LatencyGrid.Column.of(rows)));
    }
}
