package trafficinsights.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.chart.CellFrame;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.RunChart;
import trafficinsights.run.base.LiveHistory;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.FakeRun;
import trafficinsights.ui.ScriptedTraffic;
import trafficinsights.ui.live.LowerView.Kind;

final class PartsTest {
    private static final LowerView LANES = LowerView.START.withKind(Kind.LANES);

    private final FakeRun run =
            new FakeRun(
                            RunSpec.inMemory(
                                    new RunSource.Logs(
                                            List.of(java.nio.file.Path.of("a")), "auto")))
                    .give(ScriptedTraffic.WINDOWS);
    private final LiveHistory history = new LiveHistory();

    PartsTest() {
        history.fold(run.liveSince(0));
    }

    private LivePicture picture(LiveView view) {
        return PictureMaker.picture(history, view, Sketches.of(run)).orElseThrow();
    }

    private LowerPicture.Lanes lanes(LiveView view) {
        assertThat(picture(view).lower()).isInstanceOf(LowerPicture.Lanes.class);
        return (LowerPicture.Lanes) picture(view).lower();
    }

    @Test
    void theSlowServerIsTheFirstLane() {
        LowerPicture.Lanes made = lanes(LiveView.START.withLower(LANES));
        assertThat(made.all()).isEqualTo(24);
        assertThat(made.frame().rowNames()).hasSize(24);
        assertThat(made.frame().rowNames().getFirst()).isEqualTo("eu-2");
    }

    @Test
    void aCellOfOneWindowIsItsValue() {
        CellFrame frame = lanes(LiveView.START.withLower(LANES)).frame();
        assertThat(frame.columns()).isEqualTo(ScriptedTraffic.WINDOWS);
        double at = ScriptedTraffic.start(120) / 1e6 + 1;
        double expected =
                ScriptedTraffic.windows(120).stream()
                        .filter(w -> w.dimension() == Dimension.SERVER && w.key().equals("eu-2"))
                        .findFirst()
                        .orElseThrow()
                        .kpi()
                        .p95Micros();
        assertThat(frame.value(0, frame.columnAt(at))).isEqualTo(expected);
    }

    @Test
    void aCellOfManyWindowsIsTheHighestOfThem() {
        CellFrame frame = lanes(LiveView.START.withColumns(20).withLower(LANES)).frame();
        assertThat(frame.columns()).isBetween(36, 41);
        List<Double> cells = new ArrayList<>();
        for (int i = 0; i < frame.columns(); i++) {
            cells.add(frame.value(0, i));
        }
        double highest =
                history.series(Dimension.SERVER, "eu-2").between(0, Long.MAX_VALUE).stream()
                        .mapToDouble(Figure.P95::of)
                        .max()
                        .orElseThrow();
        assertThat(cells).contains(highest);
    }

    @Test
    void aPartWithoutRequestsHasEmptyCells() {
        CellFrame frame =
                new Parts(
                                history.parts(Dimension.SERVER),
                                Figure.REQUEST_RATE,
                                ScriptedTraffic.start(-10),
                                ScriptedTraffic.start(10))
                        .lanes(LiveFilter.NONE, 400, ScriptedTraffic.start(10));
        assertThat(frame.value(0, 5)).isNaN();
        assertThat(frame.value(0, 15)).isPositive();
    }

    @Test
    void aMeasureIsRememberedUnderTheNameOfOlderVersions() {
        assertThat(LowerView.MEASURES)
                .extracting(LowerView::remembered)
                .containsExactly("P95", "TTFB_P95", "ERRORS", "RATE");
    }

    @Test
    void theFilterIsOnTheChosenLaneAndOnEveryChart() {
        LiveFilter filter = new LiveFilter(Dimension.SERVER, "eu-2");
        LivePicture made = picture(LiveView.START.withLower(LANES).withFilter(filter));
        CellFrame frame = ((LowerPicture.Lanes) made.lower()).frame();
        assertThat(frame.rowNames().get(frame.chosenRow())).isEqualTo("eu-2");
        double all = picture(LiveView.START).frame(RunChart.RATE).series().getFirst().latest();
        assertThat(made.frame(RunChart.RATE).series().getFirst().latest()).isLessThan(all / 20);
        assertThat(made.basis()).endsWith("server eu-2");
        assertThat(made.incidents()).hasSize(1);
        assertThat(made.incidents().getFirst().key()).isEqualTo("eu-2");
    }

    @Test
    void theHeatMapHasEveryRequestOnce() {
        LiveView view = LiveView.START.withLower(LowerView.START.withKind(Kind.HEAT));
        CellFrame frame = ((LowerPicture.Heat) picture(view).lower()).frame();
        double sum = 0;
        for (double value : frame.values()) {
            sum += Double.isNaN(value) ? 0 : value * frame.columnSeconds();
        }
        long requests = 0;
        for (int i = 0; i < ScriptedTraffic.WINDOWS; i++) {
            requests += ScriptedTraffic.windows(i).getFirst().kpi().requests() / 2 * 2;
        }
        assertThat(Math.round(sum)).isEqualTo(requests);
    }

    @Test
    void smallChartsShareOneScale() {
        LiveView view = LiveView.START.withLower(LowerView.START.withKind(Kind.SMALL));
        LowerPicture.Small made = (LowerPicture.Small) picture(view).lower();
        assertThat(made.tiles().getFirst().key()).isEqualTo("eu-2");
        assertThat(made.tiles())
                .allSatisfy(tile ->
                        assertThat(Arrays.stream(tile.line().drawnValues()))
                                .noneMatch(value -> value > made.largest()));
    }

    @Test
    void rowsOfTheGridLieBetweenTheirBounds() {
        for (int row = 0; row < LatencyGrid.ROWS; row++) {
            double low = LatencyGrid.lowerMicros(row);
            assertThat(LatencyGrid.rowOf(low)).isEqualTo(row);
            assertThat(LatencyGrid.lowerMicros(row + 1)).isGreaterThan(low);
        }
    }
}
