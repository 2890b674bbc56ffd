package trafficinsights.detect;

/// Values on a scale of their own past, the far ones drawn in: the inverse hyperbolic sine of the
/// distance from the median of the last [#POINTS], in median distances. One peak then does not
/// outweigh all the rest of a shape. Threads: one.
final class DrawnIn {
    private static final int POINTS = 576;
    private static final double SPREAD_SHARE = 0.5;

    /// A value off a median that nothing left before.
    private static final double OFF_CONSTANT = 3;

    private final SlidingQuantiles values = new SlidingQuantiles(POINTS);
    private final SlidingQuantiles distances = new SlidingQuantiles(POINTS);

    /// The value beside those before it; it is one of them from then on.
    double of(double value) {
        double median = values.isEmpty() ? value : values.at(0.5);
        double spread = distances.isEmpty() ? 0 : distances.at(SPREAD_SHARE);
        double distance = value - median;
        values.add((float) value);
        distances.add((float) Math.abs(distance));
        if (spread > 0) {
            return asinh(distance / spread);
        }
        return Math.signum(distance) * OFF_CONSTANT;
    }

    private static double asinh(double z) {
        double size = Math.abs(z);
        return Math.signum(z) * Math.log(size + Math.sqrt(size * size + 1));
    }
}
