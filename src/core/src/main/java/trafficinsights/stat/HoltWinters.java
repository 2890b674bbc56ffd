package trafficinsights.stat;

/// Additive exponential smoothing with a damped trend and, where there is a period, a season (C. C.
/// Holt, 1957; P. R. Winters, 1960; E. S. Gardner and E. McKenzie, 1985), made robust: an error
/// beyond three of its recent deviations counts as three (S. Gelper, R. Fried, C. Croux, "Robust
/// forecasting with exponential and Holt–Winters smoothing", 2010). Steps without a value change
/// nothing but the place. Threads: one at a time.
final class HoltWinters {
    private static final double CUT = 3;

    /// How fast the deviation of errors follows.
    private static final double DEVIATION_GAIN = 0.05;

    /// @param period 0 for none
    /// @param level gain of the level
    /// @param trend gain of the trend, as a share of the level's
    /// @param season gain of the season
    /// @param damping of the trend with each step
    record Settings(int period, double level, double trend, double season, double damping) {}

    private final Settings settings;
    private final double[] seasons;
    private double level;
    private double trend;
    private double deviation;
    private int place;

    /// @param profile of the season, phase 0 first; empty without a period
    /// @param level to begin with
    /// @param deviation of one step's error to begin with
    HoltWinters(Settings settings, double[] profile, double level, double deviation) {
        this.settings = settings;
        this.seasons = profile.clone();
        this.level = level;
        this.deviation = deviation;
    }

    /// @param value `NaN` where there is none
    void accept(double value) {
        double slope = settings.damping * trend;
        int phase = settings.period == 0 ? 0 : place % settings.period;
        double expected = level + slope + (settings.period == 0 ? 0 : seasons[phase]);
        place++;
        if (Double.isNaN(value)) {
            level += slope;
            trend = slope;
            return;
        }
        double error = value - expected;
        double reach = CUT * deviation;
        double cut = deviation > 0 ? Math.clamp(error, -reach, reach) : error;
        // E|e| of a normal law is 0.798 deviations; pulling the error in to twice the reach lets
        // the
        // deviation grow, but not at once.
        double size = Math.min(Math.abs(error), 2 * reach + 1e-300) / 0.798;
        deviation += DEVIATION_GAIN * (size - deviation);
        level += slope + settings.level * cut;
        trend = slope + settings.level * settings.trend * cut;
        if (settings.period > 0) {
            seasons[phase] += settings.season * (1 - settings.level) * cut;
        }
    }

    /// What is expected so many steps from here, from 1.
    double ahead(int steps) {
        double damping = settings.damping;
        double slope =
                damping == 1 ? steps : damping * (1 - Math.pow(damping, steps)) / (1 - damping);
        double season = settings.period == 0 ? 0 : seasons[(place + steps - 1) % settings.period];
        return level + slope * trend + season;
    }

    /// Recent size of an error one step ahead, as a standard deviation.
    double deviation() {
        return deviation;
    }
}
