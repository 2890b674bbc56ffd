package trafficinsights.ui.reports;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trafficinsights.chart.Band;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.Unit;
import trafficinsights.model.report.RunReport;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;

/// The charts of a report, made from its series. Pure.
final class ReportFrames {
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

    private ReportFrames() {}

    /// Empty when the report has no series.
    static Map<Chart, ChartFrame> of(RunReport report, int columns) {
        Map<Chart, ChartFrame> frames = new EnumMap<>(Chart.class);
        List<KpiWindow> series =
                report.series().stream()
                        .filter(window -> window.dimension() == Dimension.TOTAL)
                        .toList();
        if (series.isEmpty()) {
            return frames;
        }
        double from = series.getFirst().window().startMicros() / 1e6;
        double to = series.getLast().window().endMicros() / 1e6;
        for (Chart chart : Chart.values()) {
            frames.put(
                    chart,
                    new ChartFrame(
                            from,
                            to,
                            lines(chart, series, report.endMicros(), columns),
                            Band.found(chart.kind, report.anomalies()),
                            chart.unit.leastAxis()));
        }
        return frames;
    }

    private static List<SeriesFrame> lines(
            Chart chart, List<KpiWindow> series, long endMicros, int columns) {
        return switch (chart) {
            case RATE -> RunLines.rate("all", series, endMicros, columns);
            case LATENCY -> RunLines.latency(series, columns);
            case ERRORS -> RunLines.errors(series, columns);
        };
    }
}
