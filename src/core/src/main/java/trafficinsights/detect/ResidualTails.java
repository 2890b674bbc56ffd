package trafficinsights.detect;

/// How rare a residual is among those before it, each side by itself: a fall in a series of peaks
/// is judged by the falls. Threads: one.
final class ResidualTails {
    /// A surprise below this, in nats, says nothing: one point in 20.
    static final double USUAL = 3;

    /// Residuals are held as floats; a larger one is as good as this.
    private static final double MOST = 1e30;

    /// There are two sides to be surprised by.
    private static final double LN_2 = Math.log(2);

    private final UpperTail above;
    private final UpperTail below;

    /// @param warmUp residuals before the first surprise
    ResidualTails(int warmUp) {
        above = new UpperTail(warmUp);
        below = new UpperTail(warmUp);
    }

    /// By how much a residual surprises beyond the usual, in nats, squared; 0 or more. The residual
    /// is part of the past from then on. NaN, for one that there is not yet, is not a surprise and
    /// is not remembered.
    double squaredSurprise(double residual) {
        if (Double.isNaN(residual)) {
            return 0;
        }
        float size = (float) Math.min(MOST, Math.abs(residual));
        boolean isAbove = residual >= 0;
        double surprise = isAbove ? above.surprise(size) : below.surprise(size);
        above.add(isAbove ? size : 0);
        below.add(isAbove ? 0 : size);
        double beyond = Math.max(0, surprise - LN_2 - USUAL);
        return beyond * beyond;
    }
}
