package trafficinsights.chart;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import trafficinsights.model.Unit;

/// By which parts of the traffic are ordered, the highest first. Pure.
public final class Rank {
    /// Orders of magnitude of a rank are distinguished to this: what differs by less keeps its
    /// place, so that parts do not change places with every value.
    private static final double STEP = 0.08;

    private Rank() {}

    /// Mean of the highest tenth of the values, in steps: an incident counts, one bad value among
    /// hundreds does not. Negative infinity without a value above zero.
    public static double of(DoubleStream values, Unit unit) {
        double[] known = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        int kept = Math.max(1, known.length / 10);
        double mean =
                Arrays.stream(known, Math.max(0, known.length - kept), known.length)
                        .average()
                        .orElse(0);
        return mean <= 0
                ? Double.NEGATIVE_INFINITY
                : Math.rint(Math.log10(mean / unit.leastAxis()) / STEP);
    }
}
