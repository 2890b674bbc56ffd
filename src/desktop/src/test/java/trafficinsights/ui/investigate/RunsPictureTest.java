package trafficinsights.ui.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.ui.common.ChartFrame;

final class RunsPictureTest {
    private static final Kpi KPI =
            new Kpi(10, 10, 10, 0, 0, 0, 0, 100, 10, 10, 0, 1, 1, 1, 1, 1, 1, 1);

    private static ComparedRuns.Side side(String title, long windowSeconds) {
        TimeWindow span = new TimeWindow(0, windowSeconds * 1_000_000);
        return new ComparedRuns.Side(
                title, span, 10, List.of(new KpiWindow(span, Dimension.TOTAL, "", KPI)), List.of());
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

    @Test
    void aLastWindowThatIsNotFullIsNotAFallInTheRate() {
        List<KpiWindow> windows =
                List.of(
                        new KpiWindow(new TimeWindow(0, 10_000_000), Dimension.TOTAL, "", KPI),
                        new KpiWindow(
                                new TimeWindow(10_000_000, 10_000_000), Dimension.TOTAL, "", KPI));
        TimeWindow span = new TimeWindow(0, 14_000_000);
        ComparedRuns.Side side = new ComparedRuns.Side("a", span, 20, windows, List.of());
        ComparedRuns runs = new ComparedRuns(side, side, true, false, List.of(), Map.of(), "");
        ChartFrame frame = RunsPicture.of(runs, RunsModel.Times.REAL, 400).get(RunChart.RATE);
        double[] rate = Objects.requireNonNull(frame).series().getFirst().values();
        assertThat(rate).containsExactly(1, Double.NaN);
    }
}
