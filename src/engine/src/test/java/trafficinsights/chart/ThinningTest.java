package trafficinsights.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is left of a line with more values than pixel columns.
class ThinningTest {
    private static final double GAP = Double.NaN;

    private static double[] left(double[] values, int columns) {
        return Thinning.pick(values, Thinning.kept(values, columns));
    }

    @Test
    void aLineThatFitsStaysWhole() {
        assertThat(Thinning.kept(new double[] {3, GAP, 2}, 3)).containsExactly(0, 1, 2);
    }

    @Test
    void aGapDoesNotTakeAwayTheValuesBesideIt() {
        double[] values = {1, 9, 3, GAP, 2, 4, 5, 6, GAP, 7, 0, 8, GAP, 3, 3};
        assertThat(Thinning.kept(values, 3)).containsExactly(0, 1, 3, 5, 8, 9, 10, 11, 12);
        assertThat(left(values, 3)).containsExactly(1, 9, GAP, 4, GAP, 7, 0, 8, GAP);
    }

    @Test
    void aGapBetweenTheLeastAndTheGreatestValueStaysBetweenThem() {
        assertThat(left(new double[] {1, 2, GAP, GAP, 8, 9, 7, 7}, 1)).containsExactly(1, GAP, 9);
    }

    @Test
    void aColumnWithoutAnyValueIsAGap() {
        assertThat(left(new double[] {GAP, GAP, GAP, 5, 5, 5}, 2)).containsExactly(GAP, 5);
    }

    @Test
    void theExtremesOfEachColumnAreKeptInTheirOrder() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = random.doubles(10_000).toArray();
        int[] kept = Thinning.kept(values, 400);
        assertThat(kept).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(800);
        for (int column = 0; column < 400; column++) {
            int from = 25 * column;
            double[] all = Arrays.copyOfRange(values, from, from + 25);
            double[] own =
                    Arrays.stream(kept)
                            .filter(i -> i >= from && i < from + 25)
                            .mapToDouble(i -> values[i])
                            .toArray();
            assertThat(Arrays.stream(own).min()).isEqualTo(Arrays.stream(all).min());
            assertThat(Arrays.stream(own).max()).isEqualTo(Arrays.stream(all).max());
        }
    }
}
