package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;

class KpiDetectorTest {
    private static final int WINDOWS = 10_000;

    /// False alarms that 10,000 quiet windows of one series may raise, over its four metrics.
    ///
    /// An alarm needs six spreads, and a spread is at least the noise of sampling: for a normal law
    /// 2 Φ(-6) = 2e-9 a window and metric. Counts of rare errors are skewed, so six spreads mean
    /// less there: the worst is a mean just below ln 2, whose median is still 0 and for which the
    /// detector asks for 8 errors, with a chance of 7e-7 (Poisson). The rate accepted is 1e-5 a
    /// window: 0.1 expected in 10,000, more than one with a chance of 0.005.
    private static final int ACCEPTED = 1;

    @ParameterizedTest
    @CsvSource({
        "4000, 0.002", "4000, 0", "4000, 0.0001", "4000, 0.03", "700, 0.0009", "700, 0.0007",
        "300, 0.001", "100, 0.002", "25, 0.01", "25, 0.04", "5, 0", "8000, 0.001"
    })
    void quietSeriesRaiseNoAlarms(double requestsPerWindow, double errorShare) {
        QuietTraffic traffic = new QuietTraffic(1, Dimension.TOTAL, Dimension.ALL);
        traffic.requestsPerWindow = requestsPerWindow;
        traffic.errorShare = errorShare;
        KpiDetector detector = new KpiDetector();
        for (int i = 0; i < WINDOWS; i++) {
            detector.accept(List.of(traffic.window(i)), true);
        }
        assertThat(detector.anomalies()).hasSizeLessThanOrEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Figure.class,
            names = {"REQUEST_RATE", "P95", "ERROR_RATE"})
    void aStepIsAnAnomalyFromItsFirstWindowToItsLast(Figure metric) {
        List<Anomaly> anomalies = anomalies(windows(200, 120, 150, step(metric)));
        assertThat(anomalies).hasSize(1);
        Anomaly anomaly = anomalies.getFirst();
        assertThat(anomaly.metric()).isEqualTo(metric);
        assertThat(anomaly.dimension()).isEqualTo(Dimension.TOTAL);
        assertThat(anomaly.key()).isEqualTo(Dimension.ALL);
        assertThat(anomaly.startMicros()).isEqualTo(120 * QuietTraffic.WINDOW);
        assertThat(anomaly.endMicros()).isEqualTo(150 * QuietTraffic.WINDOW);
        assertThat(anomaly.severity()).isNotEqualTo(Severity.MINOR);
        assertThat(anomaly.score()).isBetween(0.6, 1.0);
        assertThat(anomaly.expected()).isBetween(anomaly.bandLow(), anomaly.bandHigh());
        assertThat(anomaly.observed()).isGreaterThan(anomaly.bandHigh());
    }

    private static Consumer<QuietTraffic> step(Figure metric) {
        return switch (metric) {
            case REQUEST_RATE, TRAFFIC_SHARE -> traffic -> traffic.requestsPerWindow *= 2;
            case P95 -> traffic -> traffic.p95Micros *= 3;
            case ERROR_RATE, CLIENT_ERROR_RATE -> traffic -> traffic.errorShare = 0.2;
            default -> throw new IllegalArgumentException(metric + " is not watched");
        };
    }

    @Test
    void aFallOfTheRateIsAnAnomalyToo() {
        List<Anomaly> anomalies =
                anomalies(windows(200, 120, 150, traffic -> traffic.requestsPerWindow /= 2));
        assertThat(anomalies).extracting(Anomaly::metric).containsExactly(Figure.REQUEST_RATE);
        assertThat(anomalies.getFirst().observed()).isLessThan(anomalies.getFirst().bandLow());
    }

    @Test
    void anAnomalyThatLastsIsKnownBeforeItEnds() {
        List<KpiWindow> windows = windows(125, 120, 200, step(Figure.ERROR_RATE));
        assertThat(anomalies(windows)).hasSize(1);
        assertThat(anomalies(windows).getFirst().endMicros()).isEqualTo(125 * QuietTraffic.WINDOW);
    }

    @Test
    void aNewLevelThatStaysBecomesNormal() {
        List<KpiWindow> windows = windows(600, 100, 600, step(Figure.REQUEST_RATE));
        List<Anomaly> anomalies = anomalies(windows);
        assertThat(anomalies).hasSize(1);
        assertThat(anomalies.getFirst().endMicros()).isLessThan(300 * QuietTraffic.WINDOW);
    }

    @Test
    void whatWasFoundByThenDoesNotDependOnWhatComesLater() {
        List<KpiWindow> all = new ArrayList<>(windows(200, 60, 80, step(Figure.ERROR_RATE)));
        all.addAll(shifted(windows(200, 70, 90, step(Figure.P95)), 200));
        List<Anomaly> whole = anomalies(all);
        assertThat(whole).hasSizeGreaterThanOrEqualTo(2);
        for (int length = 0; length <= all.size(); length += 7) {
            List<Anomaly> prefix = anomalies(all.subList(0, length));
            long now = length * QuietTraffic.WINDOW;
            for (Anomaly anomaly : whole) {
                boolean isOver = anomaly.endMicros() + 2 * QuietTraffic.WINDOW <= now;
                if (isOver) {
                    assertThat(prefix).contains(anomaly);
                }
            }
            for (Anomaly anomaly : prefix) {
                assertThat(whole)
                        .anyMatch(known ->
                                known.metric() == anomaly.metric()
                                        && known.startMicros() == anomaly.startMicros());
            }
        }
    }

    private static List<KpiWindow> shifted(List<KpiWindow> windows, int by) {
        return windows.stream()
                .map(w ->
                        new KpiWindow(
                                new TimeWindow(
                                        w.window().startMicros() + by * QuietTraffic.WINDOW,
                                        QuietTraffic.WINDOW),
                                w.dimension(),
                                w.key(),
                                w.kpi()))
                .toList();
    }

    @Test
    void theLastWindowOfARunIsNotJudgedByItsRate() {
        List<KpiWindow> windows = windows(100, 99, 100, traffic -> traffic.requestsPerWindow /= 4);
        assertThat(anomalies(windows)).isNotEmpty();
        KpiDetector detector = new KpiDetector();
        accept(detector, windows.subList(0, 99));
        detector.accept(List.of(windows.getLast()), false);
        assertThat(detector.anomalies()).isEmpty();
        List<KpiWindow> failing = windows(100, 99, 100, step(Figure.ERROR_RATE));
        detector = new KpiDetector();
        accept(detector, failing.subList(0, 99));
        detector.accept(List.of(failing.getLast()), false);
        assertThat(detector.anomalies())
                .extracting(Anomaly::metric)
                .containsOnly(Figure.ERROR_RATE);
    }

    @Test
    void aServerThatFallsSilentLostItsShareOfTheTraffic() {
        List<Anomaly> anomalies = sharesWhere(i -> i >= 100 && i < 120, silent -> null);
        assertThat(anomalies)
                .filteredOn(a -> a.key().equals("eu-2"))
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.metric()).isEqualTo(Figure.TRAFFIC_SHARE);
                    assertThat(a.startMicros()).isEqualTo(100 * QuietTraffic.WINDOW);
                    assertThat(a.endMicros()).isEqualTo(120 * QuietTraffic.WINDOW);
                    assertThat(a.observed()).isZero();
                    assertThat(a.expected()).isCloseTo(0.25, within(0.02));
                });
    }

    /// A total of 4,000 requests a window, of which the server eu-2 has a quarter.
    private static List<Anomaly> sharesWhere(
            IntPredicate isChanged, UnaryOperator<@Nullable KpiWindow> change) {
        QuietTraffic total = new QuietTraffic(11, Dimension.TOTAL, Dimension.ALL);
        QuietTraffic part = new QuietTraffic(12, Dimension.SERVER, "eu-2");
        QuietTraffic others = new QuietTraffic(13, Dimension.SERVER, "eu-1");
        part.requestsPerWindow = 1_000;
        others.requestsPerWindow = 3_000;
        KpiDetector detector = new KpiDetector();
        for (int i = 0; i < 200; i++) {
            KpiWindow window = part.window(i);
            KpiWindow shown = isChanged.test(i) ? change.apply(window) : window;
            List<KpiWindow> all = new ArrayList<>(List.of(total.window(i), others.window(i)));
            if (shown != null) {
                all.add(shown);
            }
            detector.accept(all, true);
        }
        return detector.anomalies();
    }

    @Test
    void withoutATotalNoShareIsKnown() {
        QuietTraffic total = new QuietTraffic(11, Dimension.TOTAL, Dimension.ALL);
        QuietTraffic part = new QuietTraffic(12, Dimension.SERVER, "eu-2");
        QuietTraffic other = new QuietTraffic(13, Dimension.SERVER, "eu-1");
        part.requestsPerWindow = 1_000;
        other.requestsPerWindow = 3_000;
        KpiDetector detector = new KpiDetector();
        for (int i = 0; i < 60; i++) {
            boolean isOdd = i >= 20 && i < 45;
            KpiWindow mine = other.window(i);
            detector.accept(
                    isOdd ? List.of(mine) : List.of(total.window(i), part.window(i), mine), true);
        }
        assertThat(detector.anomalies()).isEmpty();
    }

    @Test
    void totalSilenceIsARateOfNothing() {
        List<KpiWindow> windows = windows(200, 0, 0, traffic -> {});
        KpiDetector detector = new KpiDetector();
        accept(detector, windows.subList(0, 100));
        accept(detector, windows.subList(104, 200));
        assertThat(detector.anomalies())
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.metric()).isEqualTo(Figure.REQUEST_RATE);
                    assertThat(a.observed()).isZero();
                    assertThat(a.startMicros()).isEqualTo(100 * QuietTraffic.WINDOW);
                    assertThat(a.endMicros()).isEqualTo(104 * QuietTraffic.WINDOW);
                });
    }

    @Test
    void trafficThatComesInDropsHasNoRateToJudge() {
        // One window of every twelve has requests, as in a log of which an hour's minute was kept.
        QuietTraffic traffic = new QuietTraffic(9, Dimension.TOTAL, Dimension.ALL);
        traffic.requestsPerWindow = 100;
        KpiDetector detector = new KpiDetector();
        for (int i = 0; i < 100; i++) {
            detector.accept(List.of(traffic.window(12 * i)), true);
        }
        assertThat(detector.anomalies()).isEmpty();
    }

    @Test
    void theRhythmOfTheDayIsNotAnAnomalyAndAStepOnItsSlopeIsOne() {
        QuietTraffic traffic = new QuietTraffic(5, Dimension.TOTAL, Dimension.ALL);
        KpiDetector calm = new KpiDetector();
        KpiDetector stepped = new KpiDetector();
        for (int i = 0; i < 300; i++) {
            traffic.requestsPerWindow = 4_000 * (1 + 0.8 * Math.sin(2 * Math.PI * i / 60));
            KpiWindow window = traffic.window(i);
            calm.accept(List.of(window), true);
            if (i >= 200 && i < 206) {
                traffic.requestsPerWindow *= 1.8;
                window = traffic.window(i);
            }
            stepped.accept(List.of(window), true);
        }
        assertThat(calm.anomalies()).isEmpty();
        assertThat(stepped.anomalies())
                .extracting(Anomaly::startMicros)
                .containsExactly(200 * QuietTraffic.WINDOW);
    }

    @Test
    void theScoreIsAHalfWhereAnAnomalyBeginsAndGrowsWithoutAJump() {
        assertThat(Finding.score(6)).isEqualTo(0.5);
        assertThat(Finding.score(0)).isZero();
        double last = 0;
        for (double z = 0.1; z < 200; z += 0.1) {
            double score = Finding.score(z);
            assertThat(score).isGreaterThan(last).isLessThan(1);
            assertThat(score - last).isLessThan(0.02);
            last = score;
        }
    }

    @Test
    void lessLatencyIsNoIncidentNorIsTheWayBack() {
        assertThat(anomalies(windows(300, 120, 150, traffic -> traffic.p95Micros /= 5))).isEmpty();
    }

    @Test
    void seriesAreJudgedByThemselves() {
        List<KpiWindow> one = windows(200, 120, 150, step(Figure.P95));
        QuietTraffic other = new QuietTraffic(3, Dimension.SERVER, "eu-2");
        other.requestsPerWindow = 50;
        KpiDetector together = new KpiDetector();
        for (int i = 0; i < one.size(); i++) {
            together.accept(List.of(other.window(i), one.get(i)), true);
        }
        assertThat(together.anomalies()).isEqualTo(anomalies(one));
    }

    @Test
    void statusClassesAreNotWatched() {
        QuietTraffic traffic = new QuietTraffic(2, Dimension.STATUS_CLASS, "5xx");
        KpiDetector detector = new KpiDetector();
        for (int i = 0; i < 100; i++) {
            traffic.requestsPerWindow = i < 50 ? 10 : 10_000;
            detector.accept(List.of(traffic.window(i)), true);
        }
        assertThat(detector.anomalies()).isEmpty();
    }

    private static List<KpiWindow> windows(
            int count, int from, int to, Consumer<QuietTraffic> change) {
        QuietTraffic quiet = new QuietTraffic(7, Dimension.TOTAL, Dimension.ALL);
        QuietTraffic changed = new QuietTraffic(8, Dimension.TOTAL, Dimension.ALL);
        change.accept(changed);
        List<KpiWindow> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(i >= from && i < to ? changed.window(i) : quiet.window(i));
        }
        return windows;
    }

    private static List<Anomaly> anomalies(List<KpiWindow> windows) {
        KpiDetector detector = new KpiDetector();
        accept(detector, windows);
        return detector.anomalies();
    }

    private static void accept(KpiDetector detector, List<KpiWindow> windows) {
        windows.forEach(window -> detector.accept(List.of(window), true));
    }
}
