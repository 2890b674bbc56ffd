package trafficinsights.detect;

/// Has the series ever looked like its last 16 points? The distance to the nearest earlier stretch.
/// Threads: one.
final class ShapeVoice {
    private static final int SHAPE_POINTS = 16;

    private final EarlierPoints past = new EarlierPoints();
    private final LagDistances shapes = new LagDistances(past, SHAPE_POINTS, true);
    private final ResidualTails tails;

    /// @param warmUp points before the first surprise
    ShapeVoice(int warmUp) {
        tails = new ResidualTails(warmUp);
    }

    /// @param drawnInValue the value on [DrawnIn]'s scale
    double surpriseOf(double drawnInValue) {
        float value = (float) drawnInValue;
        shapes.compare(value);
        past.add(value);
        int nearest = shapes.nearestLag();
        return Math.sqrt(
                tails.squaredSurprise(
                        nearest == 0 ? Double.NaN : Math.sqrt(shapes.distance(nearest))));
    }
}
