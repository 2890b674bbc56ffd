package trafficinsights.ui.common;

import java.util.List;
import java.util.Map;
import trafficinsights.chart.Band;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.SeriesColours;

/// What every panel draws in the charts of a run: rate, latency and errors, each always in the same
/// colour. Pure.
public final class RunLines {
    /// Of all of the traffic.
    public static final String RATE_COLOUR = "series-" + SeriesColours.RATE;

    private static final double MICROS = 1e6;

    private RunLines() {}

    /// A chart of figures over all of its windows.
    ///
    /// @param rateName of the line of the rate
    /// @param windows at least one, in order of time
    /// @param watermarkMicros time up to which all requests have come
    public static ChartFrame frame(
            RunChart chart,
            String rateName,
            List<KpiWindow> windows,
            long watermarkMicros,
            List<Band> bands,
            int columns) {
        return new ChartFrame(
                windows.getFirst().window().startMicros() / MICROS,
                windows.getLast().window().endMicros() / MICROS,
                lines(chart, rateName, windows, watermarkMicros, columns),
                bands,
                chart.unit().leastAxis());
    }

    /// The lines of a chart of figures.
    ///
    /// @throws IllegalArgumentException for a chart of parts
    public static List<SeriesFrame> lines(
            RunChart chart,
            String rateName,
            List<KpiWindow> windows,
            long watermarkMicros,
            int columns) {
        return switch (chart) {
            case RATE -> List.of(rate(rateName, RATE_COLOUR, windows, watermarkMicros, columns));
            case LATENCY, ERRORS ->
                    chart.figures().stream()
                            .map(figure ->
                                    SeriesFrame.of(
                                            figure.brief(),
                                            colour(figure),
                                            windows,
                                            figure::of,
                                            columns))
                            .toList();
            case REGIONS, SERVERS ->
                    throw new IllegalArgumentException(chart + " shows parts of the traffic");
        };
    }

    /// How much traffic there is of all or of a part of it.
    public static SeriesFrame rate(
            String name,
            String colour,
            List<KpiWindow> windows,
            long watermarkMicros,
            int columns) {
        return SeriesFrame.of(
                name,
                colour,
                windows,
                // One window alone cannot fall.
                window ->
                        windows.size() == 1
                                ? window.requestsPerSecond()
                                : window.fullRequestsPerSecond(watermarkMicros),
                columns);
    }

    /// The colour of a figure that has one of its own.
    public static String colour(Figure figure) {
        return "series-" + figure.brief();
    }

    /// The frame of one of the charts that a picture has.
    ///
    /// @throws IllegalStateException when it has no such chart
    public static ChartFrame of(Map<RunChart, ChartFrame> frames, RunChart chart) {
        ChartFrame frame = frames.get(chart);
        if (frame == null) {
            throw new IllegalStateException("the picture has no chart " + chart);
        }
        return frame;
    }
}
