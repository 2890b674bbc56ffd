package trafficinsights.detect;

/// Is the step from the point before unusual, or the distance from what the found season or the
/// last points foretold? Threads: one.
final class StepVoice {
    /// Points that a season must have held for.
    private static final int SEASON_POINTS = 288;

    private final EarlierPoints past = new EarlierPoints();
    private final LagDistances seasons = new LagDistances(past, SEASON_POINTS, false);
    private final LinearForecast forecast = new LinearForecast();
    private final ResidualTails stepTails;
    private final ResidualTails seasonTails;
    private final ResidualTails forecastTails;
    private double previous = Double.NaN;
    private double foretold = Double.NaN;

    /// @param warmUp points before the first surprise
    StepVoice(int warmUp) {
        stepTails = new ResidualTails(warmUp);
        seasonTails = new ResidualTails(warmUp);
        forecastTails = new ResidualTails(warmUp);
    }

    /// @param drawnInValue the value on [DrawnIn]'s scale
    double surpriseOf(double value, double drawnInValue) {
        double squares =
                stepTails.squaredSurprise(value - previous)
                        + seasonTails.squaredSurprise(value - foretold)
                        + forecastTails.squaredSurprise(forecast.miss(drawnInValue));
        previous = value;
        seasons.compare((float) value);
        past.add((float) value);
        int season = seasons.nearestLag();
        foretold = season == 0 ? Double.NaN : past.back(season);
        return Math.sqrt(squares / 3);
    }

    /// What the season makes of the next point, or NaN.
    double foretold() {
        return foretold;
    }

    /// The newest point, or NaN.
    double previous() {
        return previous;
    }
}
