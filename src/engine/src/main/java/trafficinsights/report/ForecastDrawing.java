package trafficinsights.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import trafficinsights.chart.ValueScale;
import trafficinsights.model.NumberText;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesForecast.Point;
import trafficinsights.report.chart.Ink;
import trafficinsights.report.chart.SvgText;

/// A small picture of a forecast: what was, the expected course, its intervals, the limit.
final class ForecastDrawing {
    private static final double WIDTH = 452;
    private static final double HEIGHT = 150;
    private static final double LEFT = 4;
    private static final double RIGHT = 64;
    private static final double TOP = 12;
    private static final double BOTTOM = 20;
    private static final int STEPS = 3;

    private final SeriesForecast forecast;
    private final double low;
    private final double high;
    private final int steps;

    ForecastDrawing(SeriesForecast forecast) {
        this.forecast = forecast;
        this.steps = forecast.past().length + forecast.points().size();
        DoubleStream shown =
                DoubleStream.concat(
                        DoubleStream.of(forecast.past()),
                        forecast.points().stream()
                                .flatMapToDouble(p -> DoubleStream.of(p.low95(), p.high95())));
        SeriesForecast.Crossing crossing = forecast.crossing();
        double[] values = shown.filter(Double::isFinite).toArray();
        double least = DoubleStream.of(values).min().orElse(0);
        double most = DoubleStream.of(values).max().orElse(1);
        if (crossing != null) {
            least = Math.min(least, crossing.limit());
            most = Math.max(most, crossing.limit());
        }
        // A figure that is never negative is on its zero, unless it hardly moves.
        this.low = least >= 0 && least < 0.6 * most ? 0 : least - 0.05 * (most - least);
        this.high = most > low ? most + 0.04 * (most - low) : low + 1;
    }

    private double x(int step) {
        return LEFT + (WIDTH - LEFT - RIGHT) * step / Math.max(1, steps - 1);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value - low) / (high - low);
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" font-size=\"11\">",
                        WIDTH,
                        HEIGHT));
        svg.append("<title>").append(SvgText.escape(forecast.sentence())).append("</title>");
        drawAxis(svg);
        band(svg, Point::low95, Point::high95, 0.14);
        band(svg, Point::low80, Point::high80, 0.2);
        drawLimit(svg);
        drawPast(svg);
        List<Point> points = forecast.points();
        StringBuilder course = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            course.append(point(forecast.past().length + i, points.get(i).expected()));
        }
        svg.append(line(course, Ink.SERIES_1, " stroke-dasharray=\"5 3\""));
        return svg.append("</svg>").toString();
    }

    private void drawAxis(StringBuilder svg) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f,%.1f H%.1f\" stroke=\"var(%s)\"/>",
                        LEFT,
                        HEIGHT - BOTTOM,
                        WIDTH - RIGHT,
                        Ink.AXIS.variable()));
        for (ValueScale.Tick tick :
                ValueScale.between(low, high, STEPS, forecast.name().unit()).ticks()) {
            if (tick.value() > low) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<path d=\"M%.1f,%.1f H%.1f\" stroke=\"var(%s)\"/>",
                                LEFT,
                                y(tick.value()),
                                WIDTH - RIGHT,
                                Ink.GRID.variable()));
            }
            text(svg, WIDTH - RIGHT + 6, y(tick.value()) + 4, "start", tick.label());
        }
        Point first = forecast.points().getFirst();
        int at = forecast.past().length;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f,%.1f V%.1f\" stroke=\"var(%s)\"/>",
                        x(at),
                        TOP,
                        HEIGHT - BOTTOM,
                        Ink.AXIS.variable()));
        text(svg, x(at), HEIGHT - 6, "middle", moment(first.atMicros()));
        text(
                svg,
                x(steps - 1),
                HEIGHT - 6,
                "middle",
                moment(forecast.points().getLast().atMicros()));
    }

    private String moment(long epochMicros) {
        String clock = NumberText.clock(epochMicros).substring(0, 5);
        boolean isLong = steps * forecast.stepMicros() > 86_400_000_000L;
        return isLong ? NumberText.date(epochMicros).substring(5) + " " + clock : clock;
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"var(%s)\">%s</text>",
                        x,
                        y,
                        anchor,
                        Ink.MUTED.variable(),
                        SvgText.escape(words)));
    }

    private void band(
            StringBuilder svg,
            ToDoubleFunction<Point> lower,
            ToDoubleFunction<Point> upper,
            double opacity) {
        StringBuilder edge = new StringBuilder();
        List<Point> points = forecast.points();
        for (int i = 0; i < points.size(); i++) {
            edge.append(point(forecast.past().length + i, upper.applyAsDouble(points.get(i))));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            edge.append(point(forecast.past().length + i, lower.applyAsDouble(points.get(i))));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polygon points=\"%s\" fill=\"var(%s)\" opacity=\"%.2f\"/>",
                        edge.toString().strip(),
                        Ink.SERIES_1.variable(),
                        opacity));
    }

    private void drawLimit(StringBuilder svg) {
        SeriesForecast.Crossing crossing = forecast.crossing();
        if (crossing != null) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%.1f,%.1f H%.1f\" stroke=\"var(%s)\" stroke-width=\"1.5\"/>",
                            LEFT,
                            y(crossing.limit()),
                            WIDTH - RIGHT,
                            Ink.CRITICAL.variable()));
        }
    }

    /// In pieces where values are missing.
    private void drawPast(StringBuilder svg) {
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < forecast.past().length; i++) {
            double value = forecast.past()[i];
            if (Double.isNaN(value)) {
                svg.append(line(piece, Ink.SERIES_1, ""));
                piece = new StringBuilder();
            } else {
                piece.append(point(i, value));
            }
        }
        svg.append(line(piece, Ink.SERIES_1, ""));
    }

    private static String line(StringBuilder points, Ink ink, String more) {
        return points.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"var(%s)\" stroke-width=\"1.5\"%s/>",
                        points.toString().strip(),
                        ink.variable(),
                        more);
    }

    private String point(int step, double value) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x(step), y(value));
    }
}
