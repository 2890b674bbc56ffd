package trafficinsights.ui.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import trafficinsights.model.RunChart;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.StoredReport;
import trafficinsights.model.report.StoredReport.Point;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Unit;

/// The charts of a report, made from its series. Pure.
final class ReportFrames {
    enum Chart {
        RATE("Requests", Unit.RATE, RunChart.RATE, 1),
        LATENCY("Latency", Unit.MILLIS, RunChart.LATENCY, 1),
        ERRORS("Errors", Unit.SHARE, RunChart.ERRORS, 0.01);

        private final String title;
        private final Unit unit;
        private final RunChart kind;
        private final double largestAtLeast;

        Chart(String title, Unit unit, RunChart kind, double largestAtLeast) {
            this.title = title;
            this.unit = unit;
            this.kind = kind;
            this.largestAtLeast = largestAtLeast;
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
    static Map<Chart, ChartFrame> of(StoredReport report, int columns) {
        Map<Chart, ChartFrame> frames = new EnumMap<>(Chart.class);
        List<Point> series = report.series();
        if (series.isEmpty()) {
            return frames;
        }
        double from = series.getFirst().startSeconds();
        double to = series.getLast().startSeconds() + series.getLast().windowSeconds();
        for (Chart chart : Chart.values()) {
            frames.put(
                    chart,
                    new ChartFrame(
                            from,
                            to,
                            lines(chart, report, columns),
                            RunLines.found(chart.kind, report.anomalies()),
                            chart.largestAtLeast));
        }
        return frames;
    }

    private static List<SeriesFrame> lines(Chart chart, StoredReport report, int columns) {
        List<Point> series = report.series();
        return switch (chart) {
            case RATE -> List.of(line("all", "series-rate", series, p -> rate(p, report), columns));
            case LATENCY ->
                    List.of(
                            line(
                                    "p50",
                                    "series-p50",
                                    series,
                                    p -> p.figures().p50Micros() / 1e3,
                                    columns),
                            line(
                                    "p95",
                                    "series-p95",
                                    series,
                                    p -> p.figures().p95Micros() / 1e3,
                                    columns),
                            line(
                                    "p99",
                                    "series-p99",
                                    series,
                                    p -> p.figures().p99Micros() / 1e3,
                                    columns));
            case ERRORS ->
                    List.of(
                            line(
                                    "5xx",
                                    "series-5xx",
                                    series,
                                    p -> p.figures().errorRate(),
                                    columns),
                            line(
                                    "4xx",
                                    "series-4xx",
                                    series,
                                    p -> p.figures().clientErrorRate(),
                                    columns));
        };
    }

    /// One window alone cannot fall.
    private static double rate(Point point, StoredReport report) {
        TimeWindow span = report.span();
        boolean isFull =
                span == null
                        || report.series().size() == 1
                        || point.window().isFullAt(span.endMicros());
        return isFull ? point.figures().requestsPerSecond() : Double.NaN;
    }

    /// A line that breaks where windows are missing.
    private static SeriesFrame line(
            String name,
            String colour,
            List<Point> series,
            ToDoubleFunction<Point> figure,
            int columns) {
        List<double[]> points = new ArrayList<>();
        double end = Double.NaN;
        for (Point point : series) {
            if (point.startSeconds() > end + point.windowSeconds() / 2) {
                points.add(new double[] {end, Double.NaN});
            }
            points.add(
                    new double[] {
                        point.startSeconds() + point.windowSeconds() / 2,
                        figure.applyAsDouble(point)
                    });
            end = point.startSeconds() + point.windowSeconds();
        }
        return SeriesFrame.of(
                name,
                colour,
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray(),
                columns);
    }
}
