package trafficinsights.detect;

/// Did the level just shift: the mean or the median of 12 or of 48 points, beside as many before?
/// Threads: one.
final class ShiftVoice {
    private final Shift shorter = new Shift(12);
    private final Shift longer = new Shift(48);
    private final ResidualTails shorterMeans = new ResidualTails();
    private final ResidualTails shorterMedians = new ResidualTails();
    private final ResidualTails longerMeans = new ResidualTails();
    private final ResidualTails longerMedians = new ResidualTails();

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
