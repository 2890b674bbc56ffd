package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What is left of a line with more values than pixel columns.
final class SeriesFrameTest {
    private static SeriesFrame thinned(double[] values, int columns) {
        double[] times = new double[values.length];
        Arrays.setAll(times, i -> i);
        return SeriesFrame.of("a", "series-1", times, values, columns);
    }

    @Test
    void aGapDoesNotTakeAwayTheValuesBesideIt() {
        SeriesFrame line =
                thinned(
                        new double[] {
                            1, 9, 3, Double.NaN, 2, 4, 5, 6, Double.NaN, 7, 0, 8, Double.NaN, 3, 3
                        },
                        3);
        assertThat(line.drawnTimes()).containsExactly(0, 1, 3, 5, 8, 9, 10, 11, 12);
        assertThat(line.drawnValues())
                .containsExactly(1, 9, Double.NaN, 4, Double.NaN, 7, 0, 8, Double.NaN);
    }

    @Test
    void aGapBetweenTheLeastAndTheGreatestValueStaysBetweenThem() {
        SeriesFrame line = thinned(new double[] {1, 2, Double.NaN, Double.NaN, 8, 9, 7, 7}, 1);
        assertThat(line.drawnValues()).containsExactly(1, Double.NaN, 9);
    }

    @Test
    void aColumnWithoutAnyValueIsAGap() {
        double gap = Double.NaN;
        assertThat(thinned(new double[] {gap, gap, gap, 5, 5, 5}, 2).drawnValues())
                .containsExactly(gap, 5);
    }
}
