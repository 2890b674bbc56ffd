package trafficinsights.ui.live;

import java.util.List;
import java.util.Map;
import trafficinsights.model.Anomaly;
import trafficinsights.model.ChartKind;
import trafficinsights.model.Incident;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.Unit;

/// One picture of a run: made in the background, shown whole.
///
/// @param charts frames of all four charts over one span
/// @param numbers the five, in order
/// @param basis in words, what the numbers are over and against what
/// @param lower what stands in the lower half
/// @param filter what all of it is about
/// @param anomalies in order of start
/// @param incidents in order of start
/// @param windowCount windows of the whole traffic that the run has had so far
/// @param firstSeconds start of the run's first window, since 1970
/// @param lastSeconds end of the newest window that may be shown
record LivePicture(
        Map<Chart, ChartFrame> charts,
        List<KeyNumber> numbers,
        String basis,
        LowerPicture lower,
        LiveFilter filter,
        List<Anomaly> anomalies,
        List<Incident> incidents,
        int windowCount,
        double firstSeconds,
        double lastSeconds) {

    /// The charts of the panel.
    enum Chart {
        RATE("Requests", Unit.RATE, ChartKind.RATE),
        LATENCY("Latency", Unit.MILLIS, ChartKind.LATENCY),
        ERRORS("Errors", Unit.SHARE, ChartKind.ERRORS),
        REGIONS("Requests by region", Unit.RATE, ChartKind.REGIONS);

        private final String title;
        private final Unit unit;
        private final ChartKind kind;

        Chart(String title, Unit unit, ChartKind kind) {
            this.title = title;
            this.unit = unit;
            this.kind = kind;
        }

        ChartKind kind() {
            return kind;
        }

        String title() {
            return title;
        }

        Unit unit() {
            return unit;
        }

        /// Style classes of the lines, by their place.
        List<String> colours() {
            return switch (this) {
                case RATE -> RunLines.RATE_COLOURS;
                case LATENCY -> RunLines.LATENCY_COLOURS;
                case ERRORS -> RunLines.ERROR_COLOURS;
                case REGIONS ->
                        List.of(
                                "series-1",
                                "series-2",
                                "series-3",
                                "series-4",
                                "series-5",
                                "series-6",
                                "series-7",
                                "series-8",
                                "series-others");
            };
        }
    }

    double fromSeconds() {
        return frame(Chart.RATE).fromSeconds();
    }

    double toSeconds() {
        return frame(Chart.RATE).toSeconds();
    }

    ChartFrame frame(Chart chart) {
        ChartFrame frame = charts.get(chart);
        if (frame == null) {
            throw new IllegalStateException("the picture has no chart " + chart);
        }
        return frame;
    }
}
