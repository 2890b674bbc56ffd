package trafficinsights.ui.live;

import java.util.List;
import java.util.Map;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.RunChart;
import trafficinsights.model.Unit;
import trafficinsights.ui.common.ChartFrame;

/// One picture of a run: made in the background, shown whole.
///
/// @param charts frames of all four charts over one span
/// @param numbers the five, in order
/// @param basis in words, what the numbers are over and against what
/// @param lower what is in the lower half
/// @param filter what all of it is about
/// @param anomalies in order of start
/// @param incidents in order of start
/// @param windowCount windows of the whole traffic that the run has had so far
/// @param hasFirstBytes whether the span has times to first byte, which few sources do
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
        boolean hasFirstBytes,
        double firstSeconds,
        double lastSeconds) {

    /// The charts of the panel.
    enum Chart {
        RATE("Requests", Unit.REQUESTS_PER_SECOND, RunChart.RATE),
        LATENCY("Latency", Unit.ESTIMATED_MICROS, RunChart.LATENCY),
        ERRORS("Errors", Unit.SHARE, RunChart.ERRORS),
        REGIONS("Requests by region", Unit.REQUESTS_PER_SECOND, RunChart.REGIONS);

        private final String title;
        private final Unit unit;
        private final RunChart kind;

        Chart(String title, Unit unit, RunChart kind) {
            this.title = title;
            this.unit = unit;
            this.kind = kind;
        }

        RunChart kind() {
            return kind;
        }

        String title() {
            return title;
        }

        Unit unit() {
            return unit;
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
