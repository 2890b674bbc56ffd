package trafficinsights.analyze.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.rules.AlertState;

/// Windows of ten seconds; the limit is 10, to clear at 8 for 30 s, broken for 20 s, silent after
/// 60 s.
class AlertWatchTest {
    private static final long WINDOW = 10_000_000;
    private static final AlertWatch.Law LAW =
            new AlertWatch.Law(Comparison.BELOW, 10, 8, 2 * WINDOW, 3 * WINDOW, 6 * WINDOW);
    private static final double NONE = Double.NaN;

    private static AlertWatch after(double... values) {
        AlertWatch watch = new AlertWatch(LAW);
        for (int i = 0; i < values.length; i++) {
            watch.accept(new TimeWindow(i * WINDOW, WINDOW), values[i]);
        }
        return watch;
    }

    @Test
    void oneBrokenWindowIsPendingAndTwoFire() {
        assertThat(after(5, 5).state()).isEqualTo(AlertState.NORMAL);
        assertThat(after(5, 12).state()).isEqualTo(AlertState.PENDING);
        assertThat(after(5, 12, 12).state()).isEqualTo(AlertState.FIRING);
        assertThat(after(5, 12, 5).state()).isEqualTo(AlertState.NORMAL);
        assertThat(after(5, 12, 5, 12).state()).isEqualTo(AlertState.PENDING);
    }

    @Test
    void anAlertIsResolvedOnlyWhenTheFigureWasBackFarAndLongEnough() {
        assertThat(after(12, 12, 9, 9, 9, 9, 9, 9).state()).isEqualTo(AlertState.FIRING);
        assertThat(after(12, 12, 5, 5).state()).isEqualTo(AlertState.FIRING);
        assertThat(after(12, 12, 5, 5, 5).state()).isEqualTo(AlertState.RESOLVED);
        assertThat(after(12, 12, 5, 5, 12, 5, 5).state()).isEqualTo(AlertState.FIRING);
        assertThat(after(12, 12, 5, 5, 12, 5, 5, 5).episodes())
                .containsExactly(new AlertWatch.Episode(AlertState.RESOLVED, 0, 5 * WINDOW, 12));
    }

    @Test
    void aFigureThatFlapsMakesOneAlert() {
        double[] flapping = new double[101];
        for (int i = 0; i < 100; i++) {
            flapping[i] = i < 2 || i % 3 == 0 ? 11 : 7;
        }
        assertThat(after(flapping).episodes()).hasSize(1);
    }

    @Test
    void silenceNeitherBreaksNorHoldsUntilThereIsNoData() {
        assertThat(after(12, NONE, 12).state()).isEqualTo(AlertState.FIRING);
        assertThat(after(12, 12, NONE, NONE, NONE, NONE, NONE, NONE).state())
                .isEqualTo(AlertState.FIRING);
        AlertWatch silent = after(12, 13, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
        assertThat(silent.state()).isEqualTo(AlertState.NO_DATA);
        assertThat(silent.episodes())
                .containsExactly(new AlertWatch.Episode(AlertState.NO_DATA, 0, 2 * WINDOW, 13));
        assertThat(after(NONE, NONE, NONE, NONE, NONE, NONE, NONE, 5).state())
                .isEqualTo(AlertState.NORMAL);
    }

    @Test
    void whatIsKnownAtATimeDoesNotDependOnWhatComesLater() {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = new double[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(10) == 0 ? NONE : random.nextDouble(6, 12);
        }
        List<AlertState> streamed = new ArrayList<>();
        AlertWatch watch = new AlertWatch(LAW);
        for (int i = 0; i < values.length; i++) {
            watch.accept(new TimeWindow(i * WINDOW, WINDOW), values[i]);
            streamed.add(watch.state());
        }
        for (int end = 1; end <= values.length; end += 37) {
            assertThat(after(java.util.Arrays.copyOf(values, end)).state())
                    .isEqualTo(streamed.get(end - 1));
        }
    }

    @Test
    void theWorstFigureIsTheLeastWhereALeastIsWanted() {
        AlertWatch watch =
                new AlertWatch(
                        new AlertWatch.Law(Comparison.AT_LEAST, 10, 10, 0, WINDOW, 6 * WINDOW));
        watch.accept(new TimeWindow(0, WINDOW), 7);
        watch.accept(new TimeWindow(WINDOW, WINDOW), 3);
        watch.accept(new TimeWindow(2 * WINDOW, WINDOW), 10);
        assertThat(watch.episodes())
                .containsExactly(new AlertWatch.Episode(AlertState.RESOLVED, 0, 2 * WINDOW, 3));
    }
}
