package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.outlook.RunOutlook;
import trafficinsights.chart.ValueScale;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.report.RunReport;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.Snapshot;

/// Forecasts: those of the report, or while a run goes on those of its windows so far. Threads:
/// stateless.
final class Outlooks {
    private static final double MICROS = 1e6;
    private static final int STEPS = 4;

    private Outlooks() {}

    record Point(
            String time,
            double expected,
            double low80,
            double high80,
            double low95,
            double high95,
            String text) {}

    /// @param past values before the first point, the newest last
    /// @param crossing when a limit is reached, as a time; null where none is
    record Forecast(
            String title,
            String figure,
            String dimension,
            String key,
            String unit,
            String method,
            String sentence,
            double stepSeconds,
            double low,
            double high,
            List<Charts.Tick> ticks,
            double[] past,
            List<Point> points,
            @Nullable String crossing) {}

    record Pattern(String title, String sentence) {}

    record Outlook(String run, long version, List<Forecast> forecasts, List<Pattern> patterns) {
        Table table() {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (Forecast one : forecasts) {
                for (Point point : one.points()) {
                    rows.add(
                            List.of(
                                    point.time(),
                                    one.figure(),
                                    one.key(),
                                    point.expected(),
                                    point.low80(),
                                    point.high80(),
                                    point.low95(),
                                    point.high95()));
                }
            }
            return new Table(
                    List.of(
                            "time",
                            "figure",
                            "key",
                            "expected",
                            "low80",
                            "high80",
                            "low95",
                            "high95"),
                    rows);
        }
    }

    static Outlook of(ServedRun run) {
        Snapshot snapshot = run.snapshot();
        RunReport report = snapshot.report();
        RunReport.Insights insights = report.insights();
        RunOutlook outlook =
                insights.forecasts().isEmpty()
                        ? RunOutlook.of(report.series(), new TreeMap<>())
                        : new RunOutlook(insights.patterns(), insights.forecasts());
        return new Outlook(
                run.id(),
                snapshot.version(),
                outlook.forecasts().stream().map(Outlooks::forecast).toList(),
                outlook.patterns().stream()
                        .map(pattern -> new Pattern(pattern.name().words(), pattern.sentence()))
                        .toList());
    }

    private static Forecast forecast(SeriesForecast forecast) {
        SeriesName name = forecast.name();
        double high = 0;
        for (SeriesForecast.Point point : forecast.points()) {
            high = Math.max(high, point.high95());
        }
        for (double value : forecast.past()) {
            high = Double.isFinite(value) ? Math.max(high, value) : high;
        }
        ValueScale scale =
                ValueScale.around(0, high > 0 ? high : name.unit().leastAxis(), STEPS, name.unit());
        return new Forecast(
                name.words(),
                name.figure(),
                name.dimension().label(),
                name.key(),
                name.unit().label(),
                forecast.method(),
                forecast.sentence(),
                forecast.stepMicros() / MICROS,
                scale.low(),
                scale.high(),
                scale.ticks().stream().map(t -> new Charts.Tick(t.value(), t.label())).toList(),
                forecast.past(),
                forecast.points().stream().map(point -> point(name, point)).toList(),
                crossing(forecast.crossing()));
    }

    private static Point point(SeriesName name, SeriesForecast.Point point) {
        return new Point(
                Json.iso(point.atMicros()),
                point.expected(),
                point.low80(),
                point.high80(),
                point.low95(),
                point.high95(),
                name.text(point.expected()));
    }

    private static @Nullable String crossing(SeriesForecast.@Nullable Crossing crossing) {
        return crossing == null || crossing.expectedMicros() == SeriesForecast.Crossing.NEVER
                ? null
                : Json.iso(crossing.expectedMicros());
    }
}
