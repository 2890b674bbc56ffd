package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A line that has more values than are drawn.
final class SeriesFrameTest {
    @Test
    void whatIsNotDrawnCanStillBePointedAt() {
        double[] times = new double[10_000];
        double[] values = new double[10_000];
        Arrays.setAll(times, i -> i);
        Arrays.setAll(values, i -> Math.sin(i / 300.0));
        values[4321] = 50;
        values[7777] = Double.NaN;
        SeriesFrame frame = SeriesFrame.of("a", "series-1", times, values, 400);
        // Two points a column of pixels, and the gap between them.
        assertThat(frame.drawnTimes()).hasSizeLessThanOrEqualTo(801).isSorted();
        assertThat(frame.drawnValues()).contains(50).contains(Double.NaN);
        assertThat(frame.at(4321)).isEqualTo(50);
        assertThat(frame.at(4322)).isEqualTo(Math.sin(4322 / 300.0));
    }
}
