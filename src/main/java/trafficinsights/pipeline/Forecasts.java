package trafficinsights.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.outlook.EvenSeries;
import trafficinsights.analyze.outlook.SeriesOutlook;
import trafficinsights.model.Dimension;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;

/// Patterns and a forecast of any series, for the window and the command line.
public final class Forecasts {
    private static final long MOST_STEPS = 100_000;

    /// @param values that the series has
    public record Result(SeriesPattern pattern, SeriesForecast forecast, long values) {}

    private Forecasts() {}

    /// @param column of the value; empty for the second
    /// @param limit that must not be reached; `NaN` for none
    /// @param horizon null for a quarter of the series
    public static Outcome<Result> of(
            Path file, String column, double limit, @Nullable Duration horizon) {
        try {
            EvenSeries series = ValueCsv.read(file, column);
            SeriesName name = new SeriesName(Dimension.TOTAL, Dimension.ALL, column, "");
            long length = series.endMicros() - series.startMicros();
            long ahead = horizon == null ? length / 4 : horizon.toNanos() / 1000;
            if (ahead / series.stepMicros() > MOST_STEPS) {
                throw Problem.of(
                                "forecast.horizon",
                                "The horizon has more than %,d steps. Take a shorter one."
                                        .formatted(MOST_STEPS))
                        .asException();
            }
            return SeriesOutlook.forecast(name, series, ahead, limit)
                    .map(forecast ->
                            Outcome.ok(
                                    new Result(
                                            SeriesOutlook.pattern(name, series),
                                            forecast,
                                            series.values().length)))
                    .orElseGet(() ->
                            Outcome.rejected(
                                    Problem.of(
                                            "forecast.short",
                                            "%s has too few values for a forecast: at least 20."
                                                    .formatted(file.getFileName()))));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }
}
