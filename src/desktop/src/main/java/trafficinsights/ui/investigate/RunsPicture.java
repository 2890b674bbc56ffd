package trafficinsights.ui.investigate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Unit;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;

/// The charts of two runs, one laid over the other. Pure.
final class RunsPicture {
    /// Colours of A and B, in every chart and wherever they are named.
    static final List<String> COLOURS = List.of("series-1", "series-2");

    private static final double MICROS = 1e6;

    private RunsPicture() {}

    enum Chart {
        RATE(
                "Requests",
                Unit.REQUESTS_PER_SECOND,
                (side, w) ->
                        side.series().size() == 1
                                ? w.requestsPerSecond()
                                : w.fullRequestsPerSecond(side.span().endMicros())),
        LATENCY(Figure.P95.label(), Figure.P95.unit(), (side, w) -> Figure.P95.of(w)),
        ERRORS(
                Figure.ERROR_RATE.label(),
                Figure.ERROR_RATE.unit(),
                (side, w) -> Figure.ERROR_RATE.of(w));

        private final String title;
        private final Unit unit;

        @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
        private final ToDoubleBiFunction<ComparedRuns.Side, KpiWindow> value;

        Chart(String title, Unit unit, ToDoubleBiFunction<ComparedRuns.Side, KpiWindow> value) {
            this.title = title;
            this.unit = unit;
            this.value = value;
        }

        String title() {
            return title;
        }

        Unit unit() {
            return unit;
        }
    }

    /// @param columns pixel columns of a chart
    static Map<Chart, ChartFrame> of(ComparedRuns runs, RunsModel.Times times, int columns) {
        boolean isReal = times == RunsModel.Times.REAL;
        double startOfA = isReal ? 0 : start(runs.a());
        double startOfB = isReal ? 0 : start(runs.b());
        double from = Math.min(start(runs.a()) - startOfA, start(runs.b()) - startOfB);
        double to = Math.max(end(runs.a()) - startOfA, end(runs.b()) - startOfB);
        Map<Chart, ChartFrame> frames = new EnumMap<>(Chart.class);
        for (Chart chart : Chart.values()) {
            frames.put(
                    chart,
                    new ChartFrame(
                            from,
                            to,
                            List.of(
                                    line("A", 0, runs.a(), chart, columns).shifted(-startOfA),
                                    line("B", 1, runs.b(), chart, columns).shifted(-startOfB)),
                            List.of(),
                            chart.unit.leastAxis()));
        }
        return frames;
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
            String name, int place, ComparedRuns.Side side, Chart chart, int columns) {
        return SeriesFrame.of(
                name,
                COLOURS.get(place),
                side.series(),
                w -> chart.value.applyAsDouble(side, w),
                columns);
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
