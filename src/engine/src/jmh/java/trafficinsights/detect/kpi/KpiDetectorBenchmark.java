package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.WindowShape;

/// One window of 10 s of all series, at every resolution: divide by the number of series.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class KpiDetectorBenchmark {
    private static final long WINDOW_MICROS = 10_000_000;
    private static final int DIFFERENT_WINDOWS = 64;
    private static final int SEEN_WINDOWS = 200;
    private static final double MEDIAN_MICROS = 30_000;
    private static final double SIGMA = 0.8;

    /// Besides the total.
    @Param({"48", "1100"})
    int parts;

    @Param({"50"})
    int requestsPerPart;

    private final KpiDetector detector = new KpiDetector();
    private final List<List<KpiWindow>> windows = new ArrayList<>();
    private final Random random = new Random(1);
    private int at;

    @Setup
    public void seeOrdinaryTraffic() {
        for (int i = 0; i < DIFFERENT_WINDOWS; i++) {
            List<KpiWindow> all = new ArrayList<>();
            all.add(window(Dimension.TOTAL, Dimension.ALL, (double) parts * requestsPerPart));
            for (int part = 0; part < parts; part++) {
                Dimension dimension = part % 8 == 0 ? Dimension.SERVER : Dimension.ROUTE;
                all.add(window(dimension, "part-" + part, requestsPerPart));
            }
            windows.add(all);
        }
        for (int i = 0; i < SEEN_WINDOWS; i++) {
            nextWindow();
        }
    }

    @Benchmark
    public void nextWindow() {
        TimeWindow time = new TimeWindow(at * WINDOW_MICROS, WINDOW_MICROS);
        List<KpiWindow> now = new ArrayList<>();
        for (KpiWindow one : windows.get(at++ % DIFFERENT_WINDOWS)) {
            now.add(new KpiWindow(time, one.dimension(), one.key(), one.kpi(), one.shape()));
        }
        detector.accept(now, true);
    }

    private KpiWindow window(Dimension dimension, String key, double mean) {
        int n = (int) Math.max(1, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        double[] rows = new double[LatencyGrid.ROWS];
        for (int i = 0; i < n; i++) {
            double micros = MEDIAN_MICROS * Math.exp(SIGMA * random.nextGaussian());
            int row = (int) LatencyGrid.rowOf(micros);
            rows[Math.clamp(row, 0, LatencyGrid.ROWS - 1)]++;
        }
        double p95 = MEDIAN_MICROS * Math.exp(1.645 * SIGMA);
        Kpi kpi = QuietTraffic.kpi(n, 0, n / 100, p95);
        return new KpiWindow(
                new TimeWindow(0, WINDOW_MICROS),
                dimension,
                key,
                kpi,
                WindowShape.of(LatencyGrid.Column.of(rows)));
    }
}
