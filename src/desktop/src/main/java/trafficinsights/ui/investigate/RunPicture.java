package trafficinsights.ui.investigate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.Unit;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.ChartFrame.Band;
import trafficinsights.ui.common.LinkedCursor.Mark;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.WindowSeries;

/// The whole of a run, small: where to brush. Made in the background, shown whole.
///
/// @param windowSeconds length of the run's windows
record RunPicture(
        Map<Chart, ChartFrame> charts,
        List<Incident> incidents,
        List<Anomaly> anomalies,
        double firstSeconds,
        double lastSeconds,
        double windowSeconds) {

    enum Chart {
        RATE("Requests", Unit.REQUESTS_PER_SECOND, RunChart.RATE),
        LATENCY("Latency", Unit.ESTIMATED_MICROS, RunChart.LATENCY),
        ERRORS("Errors", Unit.SHARE, RunChart.ERRORS);

        private final String title;
        private final Unit unit;
        private final RunChart kind;

        Chart(String title, Unit unit, RunChart kind) {
            this.title = title;
            this.unit = unit;
            this.kind = kind;
        }

        String title() {
            return title;
        }

        Unit unit() {
            return unit;
        }
    }

    ChartFrame frame(Chart chart) {
        ChartFrame frame = charts.get(chart);
        if (frame == null) {
            throw new IllegalStateException("the picture has no chart " + chart);
        }
        return frame;
    }

    /// A chart with the span that another one is compared with marked in it; null for none.
    ChartFrame frame(Chart chart, @Nullable Mark then) {
        ChartFrame frame = frame(chart);
        if (then == null) {
            return frame;
        }
        List<Band> bands = new ArrayList<>(frame.bands());
        bands.add(
                new Band(
                        then.fromSeconds(),
                        then.toSeconds(),
                        "band-then",
                        "Compared with this time range"));
        return new ChartFrame(
                frame.fromSeconds(),
                frame.toSeconds(),
                frame.series(),
                bands,
                frame.largestAtLeast());
    }

    /// Empty while there is no window.
    static Optional<RunPicture> of(WindowSeries total, LiveUpdate update, int columns) {
        if (total.isEmpty()) {
            return Optional.empty();
        }
        double first = total.first().window().startMicros() / 1e6;
        double last = total.last().window().endMicros() / 1e6;
        List<KpiWindow> windows = total.between(Long.MIN_VALUE, Long.MAX_VALUE);
        Map<Chart, ChartFrame> charts = new EnumMap<>(Chart.class);
        for (Chart chart : Chart.values()) {
            charts.put(
                    chart,
                    new ChartFrame(
                            first,
                            last,
                            lines(chart, windows, update.watermarkMicros(), columns),
                            bands(chart, update),
                            chart.unit.leastAxis()));
        }
        return Optional.of(
                new RunPicture(
                        charts,
                        update.incidents(),
                        update.anomalies(),
                        first,
                        last,
                        total.last().window().lengthSeconds()));
    }

    private static List<SeriesFrame> lines(
            Chart chart, List<KpiWindow> windows, long watermarkMicros, int columns) {
        return switch (chart) {
            case RATE -> RunLines.rate("all", windows, watermarkMicros, columns);
            case LATENCY -> RunLines.latency(windows, columns);
            case ERRORS -> RunLines.errors(windows, columns);
        };
    }

    private static List<Band> bands(Chart chart, LiveUpdate update) {
        List<Band> bands = new ArrayList<>(RunLines.truth(update.truth()));
        bands.addAll(RunLines.found(chart.kind, update.anomalies()));
        return bands;
    }
}
