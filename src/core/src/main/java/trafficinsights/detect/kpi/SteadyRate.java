package trafficinsights.detect.kpi;

/// The usual rate of all requests: its level and trend over the last clean windows, older ones
/// counting less (Brown's double exponential smoothing, 1959, with the mean times of what is known
/// in place of its constant lags), and by how much it scatters beyond chance. Threads: one at a
/// time.
final class SteadyRate {
    /// After so many windows one counts 1/e.
    private static final double MEMORY = 60;

    /// Windows that are needed to tell a trend.
    private static final double TREND_WINDOWS = 20;

    /// Windows whose scatter must be known before a rate is judged.
    private static final double LEAST_WINDOWS = 12;

    /// Windows of chance alone that the scatter starts with.
    private static final double PRIOR_WINDOWS = 6;

    private static final double FIRST_WINDOWS = 3;
    private static final double MOST_CORRELATION = 0.98;
    private static final double KEEP = 1 - 1 / MEMORY;

    private double windows;
    private double sum;
    private double sumOfTimes;
    private double weight;
    private double smoothed;
    private double smoothedTimes;
    private double scatter;
    private double scatterOfNeighbours;
    private double scatterWindows;
    private double lastResidual;
    private double jumps;
    private double jumpWindows;

    void add(long t, double requests) {
        if (windows >= FIRST_WINDOWS) {
            double expected = Math.max(at((double) t), 1e-3);
            double residual = (requests - expected) / Math.sqrt(expected);
            scatter = scatter * KEEP + residual * residual;
            scatterOfNeighbours = scatterOfNeighbours * KEEP + residual * lastResidual;
            scatterWindows = scatterWindows * KEEP + 1;
            lastResidual = residual;
        }
        windows = windows * KEEP + 1;
        sum = sum * KEEP + requests;
        sumOfTimes = sumOfTimes * KEEP + t;
        weight = weight * KEEP + 1;
        smoothed = smoothed * KEEP + level();
        smoothedTimes = smoothedTimes * KEEP + time();
    }

    boolean isKnown() {
        return scatterWindows >= LEAST_WINDOWS;
    }

    double windows() {
        return windows;
    }

    /// Requests a window, without the trend.
    double level() {
        return sum / Math.max(windows, 1e-9);
    }

    private double time() {
        return sumOfTimes / Math.max(windows, 1e-9);
    }

    /// Requests a window at `t`, by level and trend; 0 or more.
    double at(double t) {
        double lag = time() - smoothedTimes / Math.max(weight, 1e-9);
        if (windows < TREND_WINDOWS || !(lag > 1)) {
            return level();
        }
        double slope = (level() - smoothed / weight) / lag;
        return Math.max(0, level() + slope * (t - time()));
    }

    /// Variance of the requests of some windows together over that of chance alone, at least 1: by
    /// how much single windows scatter, and how long they stay above or below (as an autoregression
    /// of order 1).
    double dispersion(int together) {
        // As if a few windows of chance alone had been seen before.
        double ofOne = (scatter + PRIOR_WINDOWS) / (scatterWindows + PRIOR_WINDOWS);
        double ofNeighbours = scatterOfNeighbours / (scatterWindows + PRIOR_WINDOWS);
        double correlation = Math.clamp(ofNeighbours / ofOne, 0, MOST_CORRELATION);
        double inflation = 1;
        double power = 1;
        for (int lag = 1; lag < together; lag++) {
            power *= correlation;
            inflation += 2 * (1 - (double) lag / together) * power;
        }
        return Math.max(1, ofOne * inflation);
    }

    /// Learns by how much a window differs from the line through those before it.
    void addJump(double requests, double line) {
        double expected = Math.max(Math.max(line, level()), 1);
        jumps = jumps * KEEP + (requests - line) * (requests - line) / expected;
        jumpWindows = jumpWindows * KEEP + 1;
    }

    /// How far the requests of some windows together are from the line through those before them,
    /// in standard deviations as they usually are; a line reaches less far the longer it is drawn.
    double jump(double requests, double line, int windows) {
        double usual = Math.max(1, (jumps + PRIOR_WINDOWS) / (jumpWindows + PRIOR_WINDOWS));
        double expected = Math.max(Math.max(line, level()), 1);
        double variance = windows * windows * expected * usual;
        return (requests - windows * line) / Math.sqrt(variance);
    }

    /// The new level is normal.
    void forget() {
        windows *= Baseline.AFTER_CHANGE;
        sum *= Baseline.AFTER_CHANGE;
        sumOfTimes *= Baseline.AFTER_CHANGE;
        weight *= Baseline.AFTER_CHANGE;
        smoothed *= Baseline.AFTER_CHANGE;
        smoothedTimes *= Baseline.AFTER_CHANGE;
    }
}
