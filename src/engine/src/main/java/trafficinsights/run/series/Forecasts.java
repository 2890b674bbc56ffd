package trafficinsights.run.series;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.outlook.EvenSeries;
import trafficinsights.analyze.outlook.SeriesOutlook;
import trafficinsights.ingest.table.SeriesCsv;
import trafficinsights.model.Dimension;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;
import trafficinsights.model.Unit;
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
            EvenSeries series = read(file, column);
            SeriesName name = new SeriesName(Dimension.TOTAL, Dimension.ALL, column, Unit.NUMBER);
            long length = series.endMicros() - series.startMicros();
            long ahead = horizon == null ? length / 4 : horizon.toNanos() / 1000;
            if (ahead / series.stepMicros() > MOST_STEPS) {
                throw Problem.of(
                                "forecast.horizon",
                                "The horizon has more than %,d steps. Use a shorter one."
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
                                            ("%s has too few values for a"
                                                            + " forecast. At least 20 are needed.")
                                                    .formatted(file.getFileName()))));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// All of a series; a row that cannot be read is an error, for a gap would be taken for one.
    private static EvenSeries read(Path file, String column) {
        long[] times = new long[1024];
        double[] values = new double[1024];
        int count = 0;
        try (SeriesCsv csv = SeriesCsv.open(file, column)) {
            SeriesCsv.Point point = csv.next();
            while (point != null) {
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                    values = Arrays.copyOf(values, 2 * count);
                }
                times[count] = point.epochMicros();
                values[count++] = point.number();
                point = csv.next();
            }
            if (!csv.rejects().isEmpty()) {
                Reject first = csv.rejects().getFirst();
                throw wrong(
                        file,
                        "cannot be read in line %d: %s"
                                .formatted(first.lineNumber(), first.cause()));
            }
        }
        try {
            return EvenSeries.of(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
        } catch (IllegalArgumentException e) {
            throw wrong(file, "has no usable series: " + e.getMessage());
        }
    }

    private static ProblemException wrong(Path file, String what) {
        return Problem.of(
                        "forecast.input",
                        "%s %s. A line looks like 2026-03-02 08:00:00,0.42."
                                .formatted(file.getFileName(), what))
                .asException();
    }
}
