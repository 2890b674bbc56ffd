package trafficinsights.ui.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import trafficinsights.model.Figure;
import trafficinsights.model.RunChart;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.Unit;
import trafficinsights.model.report.StoredReport;
import trafficinsights.model.report.StoredReport.Point;
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
                            chart.unit.leastAxis()));
        }
        return frames;
    }

    private static List<SeriesFrame> lines(Chart chart, StoredReport report, int columns) {
        List<Point> series = report.series();
        return switch (chart) {
            case RATE ->
                    List.of(
                            line(
                                    "all",
                                    RunLines.RATE_COLOUR,
                                    series,
                                    p -> rate(p, report),
                                    columns));
            case LATENCY, ERRORS -> figureLines(chart.kind, series, columns);
        };
    }

    private static List<SeriesFrame> figureLines(RunChart chart, List<Point> series, int columns) {
        return chart.figures().stream()
                .map(figure ->
                        line(
                                figure.brief(),
                                RunLines.colour(figure),
                                series,
                                point -> point.figures().of(figure),
                                columns))
                .toList();
    }

    /// One window alone cannot fall.
    private static double rate(Point point, StoredReport report) {
        TimeWindow span = report.span();
        boolean isFull =
                span == null
                        || report.series().size() == 1
                        || point.window().isFullAt(span.endMicros());
        return isFull ? point.figures().of(Figure.REQUEST_RATE) : Double.NaN;
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
