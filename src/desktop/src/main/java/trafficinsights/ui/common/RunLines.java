package trafficinsights.ui.common;

import java.util.List;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.SeriesColours;

/// The lines that every panel draws of a run: rate, latency and errors, each always in the same
/// colour. Pure.
public final class RunLines {
    /// Of all of the traffic.
    public static final String RATE_COLOUR = "series-" + SeriesColours.RATE;

    private RunLines() {}

    /// @param watermarkMicros time up to which all requests have come
    public static List<SeriesFrame> rate(
            String name, List<KpiWindow> windows, long watermarkMicros, int columns) {
        return rate(name, RATE_COLOUR, windows, watermarkMicros, columns);
    }

    /// The same of a part of the traffic, in its own colour.
    public static List<SeriesFrame> rate(
            String name,
            String colour,
            List<KpiWindow> windows,
            long watermarkMicros,
            int columns) {
        return List.of(
                SeriesFrame.of(
                        name,
                        colour,
                        windows,
                        // One window alone cannot fall.
                        window ->
                                windows.size() == 1
                                        ? window.requestsPerSecond()
                                        : window.fullRequestsPerSecond(watermarkMicros),
                        columns));
    }

    public static List<SeriesFrame> latency(List<KpiWindow> windows, int columns) {
        return lines(RunChart.LATENCY, windows, columns);
    }

    public static List<SeriesFrame> errors(List<KpiWindow> windows, int columns) {
        return lines(RunChart.ERRORS, windows, columns);
    }

    private static List<SeriesFrame> lines(RunChart chart, List<KpiWindow> windows, int columns) {
        return chart.figures().stream()
                .map(figure ->
                        SeriesFrame.of(
                                figure.brief(), colour(figure), windows, figure::of, columns))
                .toList();
    }

    /// The colour of a figure that has one of its own.
    public static String colour(Figure figure) {
        return "series-" + figure.brief();
    }
}
