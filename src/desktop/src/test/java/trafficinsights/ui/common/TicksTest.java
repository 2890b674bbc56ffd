package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TicksTest {
    @Test
    void aLinearAxisEndsAtARoundTickAboveTheLargestValue() {
        assertThat(Ticks.roundEnd(1204, 4)).isEqualTo(1500);
        assertThat(Ticks.linear(0, 1500, 4)).containsExactly(0, 500, 1000, 1500);
    }

    @Test
    void aLogarithmicAxisHasOneTwoFiveInEachDecade() {
        assertThat(Ticks.logarithmic(10, 120)).containsExactly(10, 20, 50, 100);
        assertThat(Ticks.logarithmic(1, 100_000)).hasSize(6);
    }

    @Test
    void timesAreRoundAndFew() {
        double ten = 1_795_341_600;
        assertThat(Ticks.time(ten + 1, ten + 3200, 4))
                .containsExactly(ten + 900, ten + 1800, ten + 2700);
    }

    @Test
    void decimatingKeepsPeaksAndGaps() {
        int size = 10_000;
        double[] times = new double[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            times[i] = i;
            values[i] = Math.sin(i / 300.0);
        }
        values[4321] = 50;
        values[7777] = Double.NaN;
        SeriesFrame frame = SeriesFrame.of("a", "series-1", times, values, 400);
        // Two points a column of pixels, and the gap between them.
        assertThat(frame.drawnTimes()).hasSizeLessThanOrEqualTo(801).isSorted();
        assertThat(frame.drawnValues()).contains(50).contains(Double.NaN);
        assertThat(frame.at(4321)).isEqualTo(50);
    }
}
