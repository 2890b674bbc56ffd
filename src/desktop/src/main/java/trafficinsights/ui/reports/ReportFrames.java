package trafficinsights.ui.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trafficinsights.chart.Band;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.report.RunReport;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;

/// The charts of a report, made from its series. Pure.
final class ReportFrames {
    /// The charts of the panel.
    static final List<RunChart> CHARTS = List.of(RunChart.RATE, RunChart.LATENCY, RunChart.ERRORS);

    private ReportFrames() {}

    /// Empty when the report has no series.
    static Map<RunChart, ChartFrame> of(RunReport report, int columns) {
        Map<RunChart, ChartFrame> frames = new EnumMap<>(RunChart.class);
        List<KpiWindow> series =
                report.series().stream()
                        .filter(window -> window.dimension() == Dimension.TOTAL)
                        .toList();
        if (series.isEmpty()) {
            return frames;
        }
        for (RunChart chart : CHARTS) {
            List<Band> bands = new ArrayList<>(Band.found(chart, report.anomalies()));
            bands.addAll(
                    Band.events(
                            report.events(),
                            series.getFirst().window().startMicros(),
                            series.getLast().window().endMicros()));
            frames.put(
                    chart,
                    RunLines.frame(chart, "all", series, report.endMicros(), bands, columns));
        }
        return frames;
    }
}
