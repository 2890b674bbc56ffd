package trafficinsights.stat;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.apache.datasketches.kll.KllDoublesSketch;
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

/// Mergeable quantile sketches at 10,000 keys × windows: adding, merging, asking five percentiles;
/// `main` prints the memory and the largest relative error of p50 to p99.9.
///
/// Each has at most 1 % relative error if it can promise one; KLL promises a rank error instead (k
/// = 200: 1.33 % of ranks).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SketchBenchmark {
    private static final int KEYS = 10_000;
    private static final int VALUES = 1_000_000;
    private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99, 0.999};

    /// One way of keeping latencies, behind one face.
    interface Sketch {
        void add(long micros);

        void merge(Sketch other);

        double[] quantiles();
    }

    /// The kinds that are compared.
    public enum Kind {
        OURS(Ours::new),
        HDR(Hdr::new),
        DD(Dd::new),
        KLL(Kll::new);

        private final Supplier<Sketch> maker;

        Kind(Supplier<Sketch> maker) {
            this.maker = maker;
        }
    }

    @Param private Kind kind = Kind.OURS;
    private final long[] values = new long[VALUES];
    private final int[] keys = new int[VALUES];
    private Sketch[] full = new Sketch[0];

    @Setup
    public void make() {
        RandomStream random = new RandomStream(1, 2, 3);
        for (int i = 0; i < VALUES; i++) {
            values[i] = (long) Math.exp(10 + 1.2 * random.nextGaussian());
            keys[i] = (int) (random.nextDouble() * KEYS);
        }
        full = filled();
    }

    private Sketch[] filled() {
        Sketch[] sketches = new Sketch[KEYS];
        Arrays.setAll(sketches, _ -> kind.maker.get());
        for (int i = 0; i < VALUES; i++) {
            sketches[keys[i]].add(values[i]);
        }
        return sketches;
    }

    /// From nothing: making 10,000 sketches and adding 100 values to each, in random order.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Object add() {
        return filled();
    }

    @Benchmark
    @OperationsPerInvocation(KEYS)
    public Object merge() {
        Sketch all = kind.maker.get();
        for (Sketch sketch : full) {
            all.merge(sketch);
        }
        return all;
    }

    @Benchmark
    @OperationsPerInvocation(KEYS)
    public double quantiles() {
        double sum = 0;
        for (Sketch sketch : full) {
            sum += sketch.quantiles()[2];
        }
        return sum;
    }

    /// Bytes a sketch after 100 and after 10,000 values, and the error against an exact sort.
    public static void main(String[] arguments) {
        for (Kind kind : Kind.values()) {
            System.out.printf(
                    "%s: %.0f bytes with 100 values, %.0f with 10,000; error %.3f %%%n",
                    kind, bytes(kind, 100, 10_000), bytes(kind, 10_000, 200), 100 * error(kind));
        }
    }

    private static double bytes(Kind kind, int values, int sketches) {
        RandomStream random = new RandomStream(4, 5, 6);
        long before = used();
        Sketch[] all = new Sketch[sketches];
        for (int i = 0; i < sketches; i++) {
            all[i] = kind.maker.get();
            for (int v = 0; v < values; v++) {
                all[i].add((long) Math.exp(10 + 1.2 * random.nextGaussian()));
            }
        }
        long after = used();
        if (all[0].quantiles().length == 0) {
            throw new IllegalStateException("kept alive until here");
        }
        return (double) (after - before) / sketches;
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double error(Kind kind) {
        RandomStream random = new RandomStream(7, 8, 9);
        long[] exact = new long[200_000];
        Sketch sketch = kind.maker.get();
        for (int i = 0; i < exact.length; i++) {
            exact[i] = (long) Math.exp(10 + 1.2 * random.nextGaussian());
            sketch.add(exact[i]);
        }
        Arrays.sort(exact);
        double worst = 0;
        double[] answers = sketch.quantiles();
        for (int q = 0; q < QUANTILES.length; q++) {
            long right = exact[(int) Math.ceil(QUANTILES[q] * exact.length) - 1];
            worst = Math.max(worst, Math.abs(answers[q] - right) / right);
        }
        return worst;
    }

    private static final class Ours implements Sketch {
        private final LatencyHistogram histogram = new LatencyHistogram();

        @Override
        public void add(long micros) {
            histogram.add(micros);
        }

        @Override
        public void merge(Sketch other) {
            histogram.merge(((Ours) other).histogram);
        }

        @Override
        public double[] quantiles() {
            return histogram.quantiles(QUANTILES);
        }
    }

    private static final class Hdr implements Sketch {
        private final Histogram histogram = new Histogram(2);

        @Override
        public void add(long micros) {
            histogram.recordValue(micros);
        }

        @Override
        public void merge(Sketch other) {
            histogram.add(((Hdr) other).histogram);
        }

        @Override
        public double[] quantiles() {
            double[] answers = new double[QUANTILES.length];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = histogram.getValueAtPercentile(100 * QUANTILES[i]);
            }
            return answers;
        }
    }

    private static final class Dd implements Sketch {
        private final DDSketch sketch = DDSketches.unboundedDense(0.01);

        @Override
        public void add(long micros) {
            sketch.accept(micros);
        }

        @Override
        public void merge(Sketch other) {
            sketch.mergeWith(((Dd) other).sketch);
        }

        @Override
        public double[] quantiles() {
            return sketch.getValuesAtQuantiles(QUANTILES);
        }
    }

    private static final class Kll implements Sketch {
        private final KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance();

        @Override
        public void add(long micros) {
            sketch.update(micros);
        }

        @Override
        public void merge(Sketch other) {
            sketch.merge(((Kll) other).sketch);
        }

        @Override
        public double[] quantiles() {
            return sketch.getQuantiles(QUANTILES);
        }
    }
}
