package trafficinsights.ui.live;

import java.util.List;
import java.util.Map;
import trafficinsights.chart.Band;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.RunChart;
import trafficinsights.model.events.Event;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;

/// One picture of a run: made in the background, shown whole.
///
/// @param charts frames of all four charts over one span
/// @param numbers the five, in order
/// @param basis in words, what the numbers are over and against what
/// @param lower what is in the lower half
/// @param filter what all of it is about
/// @param anomalies in order of start
/// @param incidents in order of start
/// @param events of the run, in order of start
/// @param windowMicros length of a window
/// @param windowCount windows of the whole traffic that the run has had so far
/// @param hasFirstBytes whether the span has times to first byte, which few sources do
/// @param firstSeconds start of the run's first window, since 1970
/// @param lastSeconds end of the newest window that may be shown
record LivePicture(
        Map<RunChart, ChartFrame> charts,
        List<KeyNumber> numbers,
        String basis,
        LowerPicture lower,
        LiveFilter filter,
        List<Anomaly> anomalies,
        List<Incident> incidents,
        List<Event> events,
        long windowMicros,
        int windowCount,
        boolean hasFirstBytes,
        double firstSeconds,
        double lastSeconds) {

    /// The charts of the panel.
    static final List<RunChart> CHARTS =
            List.of(RunChart.RATE, RunChart.LATENCY, RunChart.ERRORS, RunChart.REGIONS);

    double fromSeconds() {
        return frame(RunChart.RATE).fromSeconds();
    }

    double toSeconds() {
        return frame(RunChart.RATE).toSeconds();
    }

    /// Whether the run has had requests; without them it is a picture of its servers.
    boolean hasRequests() {
        return windowCount > 0;
    }

    /// The events of its time, as every chart marks them.
    List<Band> eventBands() {
        return frame(RunChart.RATE).bands().stream().filter(Band::isEvent).toList();
    }

    ChartFrame frame(RunChart chart) {
        return RunLines.of(charts, chart);
    }
}
