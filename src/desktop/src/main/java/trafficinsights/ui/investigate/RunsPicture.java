package trafficinsights.ui.investigate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import trafficinsights.chart.Band;
import trafficinsights.model.RunChart;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;

/// The charts of two runs, one laid over the other. Pure.
final class RunsPicture {
    /// Colours of A and B, in every chart and wherever they are named.
    static final List<String> COLOURS = List.of("series-1", "series-2");

    private static final double MICROS = 1e6;

    private RunsPicture() {}

    /// One line of each run in each.
    static final List<RunChart> CHARTS = List.of(RunChart.RATE, RunChart.LATENCY, RunChart.ERRORS);

    /// What the one figure is called that a chart has room for.
    static String title(RunChart chart) {
        return chart.figures().size() == 1 ? chart.title() : chart.lead().label();
    }

    /// @param columns pixel columns of a chart
    static Map<RunChart, ChartFrame> of(ComparedRuns runs, RunsModel.Times times, int columns) {
        boolean isReal = times == RunsModel.Times.REAL;
        double startOfA = isReal ? 0 : start(runs.a());
        double startOfB = isReal ? 0 : start(runs.b());
        double from = Math.min(start(runs.a()) - startOfA, start(runs.b()) - startOfB);
        double to = Math.max(end(runs.a()) - startOfA, end(runs.b()) - startOfB);
        List<Band> events =
                Stream.concat(
                                events("A", runs.a(), startOfA).stream(),
                                events("B", runs.b(), startOfB).stream())
                        .toList();
        Map<RunChart, ChartFrame> frames = new EnumMap<>(RunChart.class);
        for (RunChart chart : CHARTS) {
            frames.put(
                    chart,
                    new ChartFrame(
                            from,
                            to,
                            List.of(
                                    line("A", 0, runs.a(), chart, columns).shifted(-startOfA),
                                    line("B", 1, runs.b(), chart, columns).shifted(-startOfB)),
                            events,
                            chart.unit().leastAxis()));
        }
        return frames;
    }

    private static List<Band> events(String name, ComparedRuns.Side side, double start) {
        long from = Math.round(start(side) * MICROS);
        long to = Math.round(end(side) * MICROS);
        return Band.events(side.events(), from, to).stream()
                .map(band -> band.of(name, Math.round(start * MICROS)))
                .toList();
    }

    /// What has to be known where both lines do not stand for windows of one length: extremes of
    /// the shorter ones are higher by themselves. Empty where they do.
    static String windows(ComparedRuns runs) {
        double ofA = windowSeconds(runs.a());
        double ofB = windowSeconds(runs.b());
        return ofA == ofB || Double.isNaN(ofA) || Double.isNaN(ofB)
                ? ""
                : ("A point in the charts covers %s of A and %s of B, so peaks of %s"
                                + " look higher than in longer windows.")
                        .formatted(Texts.duration(ofA), Texts.duration(ofB), ofA < ofB ? "A" : "B");
    }

    private static double windowSeconds(ComparedRuns.Side side) {
        return side.series().isEmpty()
                ? Double.NaN
                : side.series().getFirst().window().lengthSeconds();
    }

    private static SeriesFrame line(
            String name, int place, ComparedRuns.Side side, RunChart chart, int columns) {
        String colour = COLOURS.get(place);
        return chart == RunChart.RATE
                ? RunLines.rate(name, colour, side.series(), side.span().endMicros(), columns)
                : SeriesFrame.of(name, colour, side.series(), chart.lead()::of, columns);
    }

    private static double start(ComparedRuns.Side side) {
        return side.series().isEmpty()
                ? side.span().startMicros() / MICROS
                : side.series().getFirst().window().startMicros() / MICROS;
    }

    private static double end(ComparedRuns.Side side) {
        return side.series().isEmpty()
                ? side.span().endMicros() / MICROS
                : side.series().getLast().window().endMicros() / MICROS;
    }
}
