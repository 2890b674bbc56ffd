package trafficinsights.detect;

/// Did the level just shift: the mean or the median of 12 or of 48 points, beside as many before?
/// Threads: one.
final class ShiftVoice {
    private final Shift shorter = new Shift(12);
    private final Shift longer = new Shift(48);
    private final ResidualTails shorterMeans;
    private final ResidualTails shorterMedians;
    private final ResidualTails longerMeans;
    private final ResidualTails longerMedians;

    /// @param warmUp points before the first surprise
    ShiftVoice(int warmUp) {
        shorterMeans = new ResidualTails(warmUp);
        shorterMedians = new ResidualTails(warmUp);
        longerMeans = new ResidualTails(warmUp);
        longerMedians = new ResidualTails(warmUp);
    }

    /// @param drawnInValue the value on [DrawnIn]'s scale
    double surpriseOf(double value, double drawnInValue) {
        shorter.add(value, drawnInValue);
        longer.add(value, drawnInValue);
        double squares =
                shorterMeans.squaredSurprise(shorter.ofMean())
                        + shorterMedians.squaredSurprise(shorter.ofMedian())
                        + longerMeans.squaredSurprise(longer.ofMean())
                        + longerMedians.squaredSurprise(longer.ofMedian());
        return Math.sqrt(squares / 4);
    }
}
