package trafficinsights.detect;

/// Foretells a value from the [#LAGS] before it by weights that are learned as the values come
/// (normalised least mean squares; Nagumo and Noda 1967). Threads: one.
final class LinearForecast {
    private static final int LAGS = 8;
    private static final double LEARNING_RATE = 0.02;

    private final double[] earlier = new double[LAGS];
    private final double[] weights = new double[LAGS];
    private double offset;
    private int points;

    /// By how much the value misses its forecast, or NaN while there is none; the value is learned.
    double miss(double value) {
        double miss = points < LAGS ? Double.NaN : learn(value);
        System.arraycopy(earlier, 0, earlier, 1, LAGS - 1);
        earlier[0] = value;
        points = Math.min(LAGS, points + 1);
        return miss;
    }

    private double learn(double value) {
        double forecast = offset;
        double power = 1;
        for (int i = 0; i < LAGS; i++) {
            forecast += weights[i] * earlier[i];
            power += earlier[i] * earlier[i];
        }
        double miss = value - forecast;
        double rate = LEARNING_RATE * miss / power;
        for (int i = 0; i < LAGS; i++) {
            weights[i] += rate * earlier[i];
        }
        offset += rate;
        return miss;
    }
}
