package trafficinsights.detect;

/// Is the level unusual: for the hour of the day, or beside the level of the last day or so?
/// Threads: one.
final class LevelVoice {
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final int HOURS = 24;

    /// Points of an hour of the day that its mean is made of.
    private static final int HOUR_POINTS = 24;

    private static final int FAST_POINTS = 24;
    private static final int SLOW_POINTS = 288;

    private final double[] hourMeans = new double[HOURS];
    private final int[] hourPoints = new int[HOURS];
    private final ResidualTails hourTails;
    private final ResidualTails driftTails;
    private double fast;
    private double slow;
    private int points;

    /// @param warmUp points before the first surprise
    LevelVoice(int warmUp) {
        hourTails = new ResidualTails(warmUp);
        driftTails = new ResidualTails(warmUp);
    }

    double surpriseOf(long epochMicros, double value) {
        int hour = hour(epochMicros);
        double squares = hourTails.squaredSurprise(value - hourMean(epochMicros));
        hourPoints[hour] = Math.min(HOUR_POINTS, hourPoints[hour] + 1);
        hourMeans[hour] += (value - hourMeans[hour]) / hourPoints[hour];
        points = Math.min(SLOW_POINTS, points + 1);
        fast += (value - fast) / Math.min(FAST_POINTS, points);
        slow += (value - slow) / points;
        squares += driftTails.squaredSurprise(fast - slow);
        return Math.sqrt(squares / 2);
    }

    /// Mean of the points of this hour of the day (UTC) so far, or NaN.
    double hourMean(long epochMicros) {
        int hour = hour(epochMicros);
        return hourPoints[hour] == 0 ? Double.NaN : hourMeans[hour];
    }

    /// The level of the last points, or NaN.
    double level() {
        return points == 0 ? Double.NaN : fast;
    }

    private static int hour(long epochMicros) {
        return (int) Math.floorMod(Math.floorDiv(epochMicros, HOUR_MICROS), (long) HOURS);
    }
}
