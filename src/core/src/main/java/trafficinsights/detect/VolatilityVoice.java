package trafficinsights.detect;

/// Does the series move much more, or much less, from point to point than it did? The logarithm of
/// the mean step of 12 and of 48 points over that of 288. Threads: one.
final class VolatilityVoice {
    private static final int SHORT = 12;
    private static final int MIDDLE = 48;
    private static final int LONG = 288;
    private static final int LEAST = 60;

    /// Share of the long mean that is added to both, so that a still stretch has a logarithm.
    private static final double FLOOR = 0.05;

    private static final double MOST_STEP = 1e30;

    private final float[] steps = new float[LONG];
    private final ResidualTails shortTails;
    private final ResidualTails middleTails;
    private double previous = Double.NaN;
    private double longSum;
    private int at;
    private int size;

    /// @param warmUp points before the first surprise
    VolatilityVoice(int warmUp) {
        shortTails = new ResidualTails(warmUp);
        middleTails = new ResidualTails(warmUp);
    }

    double surpriseOf(double value) {
        double step = Math.abs(value - previous);
        previous = value;
        if (Double.isNaN(step)) {
            return 0;
        }
        add((float) Math.min(step, MOST_STEP));
        if (size < LEAST) {
            return 0;
        }
        double squares =
                shortTails.squaredSurprise(logRatio(SHORT))
                        + middleTails.squaredSurprise(logRatio(MIDDLE));
        return Math.sqrt(squares / 2);
    }

    private void add(float step) {
        longSum += step - (size == LONG ? steps[at] : 0);
        steps[at] = step;
        size = Math.min(LONG, size + 1);
        at++;
        if (at == LONG) {
            at = 0;
            // Anew, so that rounding errors do not add up.
            longSum = sum(LONG);
        }
    }

    private double logRatio(int length) {
        double longMean = longSum / size;
        double mean = sum(length) / length;
        return longMean > 0 ? Math.log((mean + FLOOR * longMean) / ((1 + FLOOR) * longMean)) : 0;
    }

    /// Sum of the last steps.
    private double sum(int count) {
        double sum = 0;
        for (int i = at - count; i < at; i++) {
            sum += steps[i < 0 ? i + LONG : i];
        }
        return sum;
    }
}
