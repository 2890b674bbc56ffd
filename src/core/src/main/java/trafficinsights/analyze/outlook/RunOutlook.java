package trafficinsights.analyze.outlook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Unit;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;

/// Patterns and forecasts of a run: request rate (total and by region), p95 and error rate in
/// total, and the servers' CPU. The horizon is a quarter of the run.
///
/// @param patterns in the order above
/// @param forecasts of request rate and p95 in total, and of every server's CPU
public record RunOutlook(List<SeriesPattern> patterns, List<SeriesForecast> forecasts) {
    /// A server whose processors are busier has no reserve for the loss of another one.
    static final double CPU_LIMIT = 0.8;

    private static final int MOST_REGIONS = 8;

    public RunOutlook {
        patterns = List.copyOf(patterns);
        forecasts = List.copyOf(forecasts);
    }

    /// @param windows of one length, in order of time
    /// @param cpu by server; empty where it is not known
    public static RunOutlook of(List<KpiWindow> windows, SortedMap<String, EvenSeries> cpu) {
        List<SeriesPattern> patterns = new ArrayList<>();
        List<SeriesForecast> forecasts = new ArrayList<>();
        series(windows, Dimension.TOTAL, Figure.REQUEST_RATE)
                .forEach((key, series) ->
                        add(name(Figure.REQUEST_RATE), series, patterns, forecasts));
        series(windows, Dimension.TOTAL, Figure.P95)
                .forEach((key, series) -> add(name(Figure.P95), series, patterns, forecasts));
        series(windows, Dimension.TOTAL, Figure.ERROR_RATE)
                .forEach((key, series) ->
                        patterns.add(SeriesOutlook.pattern(name(Figure.ERROR_RATE), series)));
        series(windows, Dimension.REGION, Figure.REQUEST_RATE).entrySet().stream()
                .limit(MOST_REGIONS)
                .forEach(entry ->
                        patterns.add(
                                SeriesOutlook.pattern(
                                        new SeriesName(
                                                Dimension.REGION,
                                                entry.getKey(),
                                                Figure.REQUEST_RATE.seriesName(),
                                                Figure.REQUEST_RATE.unit()),
                                        entry.getValue())));
        cpu.forEach((server, series) ->
                SeriesOutlook.forecast(
                                new SeriesName(Dimension.SERVER, server, "cpu", Unit.SHARE),
                                series,
                                horizonMicros(series),
                                CPU_LIMIT)
                        .ifPresent(forecasts::add));
        return new RunOutlook(patterns, forecasts);
    }

    private static SeriesName name(Figure metric) {
        return new SeriesName(
                Dimension.TOTAL, Dimension.ALL, metric.seriesName(), metric.unit().exact());
    }

    private static void add(
            SeriesName name,
            EvenSeries series,
            List<SeriesPattern> patterns,
            List<SeriesForecast> forecasts) {
        patterns.add(SeriesOutlook.pattern(name, series));
        SeriesOutlook.forecast(name, series, horizonMicros(series), Double.NaN)
                .ifPresent(forecasts::add);
    }

    private static long horizonMicros(EvenSeries series) {
        return (series.endMicros() - series.startMicros()) / 4;
    }

    /// Without the first and the last window of the run, which may not be whole.
    private static SortedMap<String, EvenSeries> series(
            List<KpiWindow> windows, Dimension dimension, Figure metric) {
        SortedMap<String, EvenSeries> series = new TreeMap<>();
        if (windows.isEmpty()) {
            return series;
        }
        long step = windows.getFirst().window().lengthMicros();
        long start = windows.getFirst().window().startMicros() + step;
        int steps = (int) ((windows.getLast().window().startMicros() - start) / step);
        if (steps < 2) {
            return series;
        }
        for (KpiWindow window : windows) {
            int at = (int) Math.floorDiv(window.window().startMicros() - start, step);
            if (window.dimension() == dimension && at >= 0 && at < steps) {
                series.computeIfAbsent(window.key(), k -> empty(start, step, steps, metric))
                                .values()[at] =
                        metric.of(window, 0);
            }
        }
        return series;
    }

    private static EvenSeries empty(long start, long step, int steps, Figure metric) {
        double[] values = new double[steps];
        // No request is a rate of 0, and nothing else.
        Arrays.fill(values, metric == Figure.REQUEST_RATE ? 0 : Double.NaN);
        return new EvenSeries(start, step, values);
    }
}
