package trafficinsights.ui.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import trafficinsights.chart.Band;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.events.Event;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.ui.common.ChartFrame;

final class RunsPictureTest {
    private static final Kpi KPI =
            new Kpi(
                    10,
                    10,
                    10,
                    0,
                    0,
                    0,
                    0,
                    100,
                    10,
                    10,
                    0,
                    1,
                    1,
                    1,
                    1,
                    1,
                    1,
                    1,
                    Double.NaN,
                    Double.NaN,
                    true);

    private static ComparedRuns.Side side(String title, long windowSeconds) {
        TimeWindow span = new TimeWindow(0, windowSeconds * 1_000_000);
        return new ComparedRuns.Side(
                title,
                span,
                10,
                List.of(new KpiWindow(span, Dimension.TOTAL, "", KPI)),
                List.of(),
                windowSeconds * 1_000_000,
                List.of());
    }

    private static ComparedRuns runs(long windowOfA, long windowOfB) {
        return new ComparedRuns(
                side("one", windowOfA),
                side("two", windowOfB),
                true,
                false,
                List.of(),
                Map.of(),
                "");
    }

    @Test
    void windowsOfUnequalLengthAreReported() {
        assertThat(RunsPicture.windows(runs(5, 40)))
                .contains("5 s of A", "40 s of B", "peaks of A look higher");
        assertThat(RunsPicture.windows(runs(20, 5))).contains("peaks of B look higher");
        assertThat(RunsPicture.windows(runs(5, 5))).isEmpty();
    }

    private static ComparedRuns.Side sideWithEvent(String title, long startMicros, String text) {
        TimeWindow window = new TimeWindow(startMicros, 10_000_000);
        Event event = new Event(startMicros + 3_000_000, OptionalLong.empty(), "deploy", text, "");
        return new ComparedRuns.Side(
                title,
                window,
                10,
                List.of(new KpiWindow(window, Dimension.TOTAL, "", KPI)),
                List.of(),
                10_000_000,
                List.of(event));
    }

    @Test
    void eventsOfBothRunsAreMarkedWithTheRunThatTheyBelongTo() {
        long day = 86_400_000_000L;
        ComparedRuns runs =
                new ComparedRuns(
                        sideWithEvent("one", day, "orders 4.1"),
                        sideWithEvent("two", 2 * day, "orders 4.2"),
                        true,
                        false,
                        List.of(),
                        Map.of(),
                        "");
        for (RunChart chart : RunsPicture.CHARTS) {
            List<Band> elapsed = bands(runs, RunsModel.Times.SINCE_START, chart);
            assertThat(elapsed)
                    .extracting(Band::text)
                    .containsExactly("A: deploy orders 4.1", "B: deploy orders 4.2");
            assertThat(elapsed).extracting(Band::fromSeconds).containsExactly(3.0, 3.0);
            assertThat(bands(runs, RunsModel.Times.REAL, chart))
                    .extracting(Band::startMicros)
                    .containsExactly(day + 3_000_000, 2 * day + 3_000_000);
        }
    }

    private static List<Band> bands(ComparedRuns runs, RunsModel.Times times, RunChart chart) {
        return Objects.requireNonNull(RunsPicture.of(runs, times, 400).get(chart)).bands();
    }

    @Test
    void aLastWindowThatIsNotFullIsNotAFallInTheRate() {
        List<KpiWindow> windows =
                List.of(
                        new KpiWindow(new TimeWindow(0, 10_000_000), Dimension.TOTAL, "", KPI),
                        new KpiWindow(
                                new TimeWindow(10_000_000, 10_000_000), Dimension.TOTAL, "", KPI));
        TimeWindow span = new TimeWindow(0, 14_000_000);
        ComparedRuns.Side side =
                new ComparedRuns.Side("a", span, 20, windows, List.of(), 10_000_000, List.of());
        ComparedRuns runs = new ComparedRuns(side, side, true, false, List.of(), Map.of(), "");
        ChartFrame frame = RunsPicture.of(runs, RunsModel.Times.REAL, 400).get(RunChart.RATE);
        double[] rate = Objects.requireNonNull(frame).series().getFirst().values();
        assertThat(rate).containsExactly(1, Double.NaN);
    }
}
