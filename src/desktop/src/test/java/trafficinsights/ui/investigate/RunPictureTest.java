package trafficinsights.ui.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.MarkedCharts;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.FakeRun;
import trafficinsights.ui.ScriptedTraffic;
import trafficinsights.ui.common.SeriesFrame;

final class RunPictureTest {
    private static final int WINDOWS = 20;

    /// The rate where requests of the last window have come up to a share of it.
    private static SeriesFrame rate(double share) {
        RunSource source = new RunSource.Logs(List.of(Path.of("a")), "auto");
        LiveUpdate all = new FakeRun(RunSpec.inMemory(source)).give(WINDOWS).liveSince(0);
        WindowSeries total = new WindowSeries();
        all.windows().stream()
                .filter(window -> window.dimension() == Dimension.TOTAL)
                .forEach(total::put);
        KpiWindow last = total.last();
        long watermark =
                last.window().startMicros() + (long) (share * last.window().lengthMicros());
        LiveUpdate update =
                new LiveUpdate(
                        1, true, false, all.windows(), List.of(), List.of(), List.of(), watermark);
        return RunPicture.of(total, update, 400)
                .orElseThrow()
                .frame(RunChart.RATE)
                .series()
                .getFirst();
    }

    @Test
    void aLastWindowThatIsNotFullIsNotAFallInTheRate() {
        SeriesFrame rate = rate(0.4);
        assertThat(rate.values()).hasSize(WINDOWS);
        assertThat(rate.values()[WINDOWS - 1]).isNaN();
        assertThat(rate.values()[WINDOWS - 2]).isPositive();
        assertThat(rate.latest()).isEqualTo(rate.values()[WINDOWS - 2]);
    }

    @Test
    void aWindowThatLacksLessThanTheTimeBetweenRequestsIsFull() {
        assertThat(rate(0.99).values()[WINDOWS - 1]).isPositive();
        assertThat(rate(1).values()[WINDOWS - 1]).isPositive();
    }

    static List<Anomaly> anomalies() {
        return MarkedCharts.anomalies();
    }

    @ParameterizedTest
    @MethodSource("anomalies")
    void whatWasFoundIsMarkedInTheChartsOfItsFigure(Anomaly anomaly) {
        List<KpiWindow> windows = new ArrayList<>();
        WindowSeries total = new WindowSeries();
        for (int i = 0; i < WINDOWS; i++) {
            windows.add(ScriptedTraffic.windows(i).getFirst());
            total.put(windows.getLast());
        }
        LiveUpdate update =
                new LiveUpdate(
                        1,
                        true,
                        true,
                        windows,
                        List.of(anomaly),
                        List.of(),
                        List.of(),
                        ScriptedTraffic.start(WINDOWS));
        RunPicture shown = RunPicture.of(total, update, 400).orElseThrow();
        List<String> marked = new ArrayList<>();
        for (RunChart chart : RunPicture.CHARTS) {
            if (!shown.frame(chart).bands().isEmpty()) {
                marked.add(chart.name());
            }
        }
        assertThat(marked).containsExactlyInAnyOrderElementsOf(MarkedCharts.of(anomaly));
    }
}
