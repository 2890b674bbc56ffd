package trafficinsights.ui.investigate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.events.Event;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.LinkedCursor.Mark;
import trafficinsights.ui.common.RunLines;

/// The whole of a run, small: where to brush. Made in the background, shown whole.
///
/// @param windowSeconds length of the run's windows
/// @param events of the run, in order of start
record RunPicture(
        Map<RunChart, ChartFrame> charts,
        List<Incident> incidents,
        List<Anomaly> anomalies,
        double firstSeconds,
        double lastSeconds,
        double windowSeconds,
        List<Event> events) {
    private static final double MICROS = 1e6;

    /// The charts of the panel.
    static final List<RunChart> CHARTS = List.of(RunChart.RATE, RunChart.LATENCY, RunChart.ERRORS);

    ChartFrame frame(RunChart chart) {
        return RunLines.of(charts, chart);
    }

    /// A chart with the span that another one is compared with marked in it; null for none.
    ChartFrame frame(RunChart chart, @Nullable Mark then) {
        ChartFrame frame = frame(chart);
        if (then == null) {
            return frame;
        }
        List<Band> bands = new ArrayList<>(frame.bands());
        bands.add(
                new Band(
                        Math.round(then.fromSeconds() * MICROS),
                        Math.round(then.toSeconds() * MICROS),
                        Band.Kind.THEN,
                        "Compared with this span"));
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
        double first = total.first().window().startMicros() / MICROS;
        double last = total.last().window().endMicros() / MICROS;
        List<KpiWindow> windows = total.between(Long.MIN_VALUE, Long.MAX_VALUE);
        List<Band> truth = Band.truth(update.truth());
        List<Band> events =
                Band.events(
                        update.events(),
                        total.first().window().startMicros(),
                        total.last().window().endMicros());
        Map<RunChart, ChartFrame> charts = new EnumMap<>(RunChart.class);
        for (RunChart chart : CHARTS) {
            List<Band> bands = new ArrayList<>(truth);
            bands.addAll(Band.found(chart, update.anomalies()));
            bands.addAll(events);
            charts.put(
                    chart,
                    RunLines.frame(
                            chart, "all", windows, update.watermarkMicros(), bands, columns));
        }
        return Optional.of(
                new RunPicture(
                        charts,
                        update.incidents(),
                        update.anomalies(),
                        first,
                        last,
                        total.last().window().lengthSeconds(),
                        update.events()));
    }
}
