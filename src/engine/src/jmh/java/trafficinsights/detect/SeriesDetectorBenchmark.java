package trafficinsights.detect;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time of a point in the anomaly detector: two weeks of five-minute points with a daily curve and
/// noise, by one series from its start, and by many series in turn, as windows of a run come.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SeriesDetectorBenchmark {
    private static final int POINTS = 4_032;
    private static final long STEP_MICROS = 300_000_000L;

    /// Series that take turns: 1,000 of them do not fit into a processor's cache.
    @Param({"1", "1000"})
    private int series;

    private final double[] values = new double[POINTS];
    private SeriesDetector[] detectors = new SeriesDetector[0];
    private int at;

    @Setup
    public void make() {
        Random random = new Random(1);
        for (int i = 0; i < POINTS; i++) {
            values[i] = 10 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian();
        }
        detectors = new SeriesDetector[series];
        for (int i = 0; i < series; i++) {
            detectors[i] = new SeriesDetector();
        }
        for (int i = 0; i < POINTS / 4; i++) {
            for (SeriesDetector detector : detectors) {
                detector.accept(i * STEP_MICROS, values[i]);
            }
        }
        at = POINTS / 4;
    }

    /// Each series gets its next points, one a turn.
    @Benchmark
    @OperationsPerInvocation(1_000)
    public double accept() {
        double sum = 0;
        for (int turn = 0; turn < 1_000 / series; turn++) {
            double value = values[at % POINTS];
            for (SeriesDetector detector : detectors) {
                sum += detector.accept(at * STEP_MICROS, value).score();
            }
            at++;
        }
        return sum;
    }
}
