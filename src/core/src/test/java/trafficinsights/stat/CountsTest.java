package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {
    private static final int DRAWS = 50_000;
    private static final double SMALLEST_P = 0.001;

    /// Chi square needs about this many expected counts in a cell.
    private static final double SMALLEST_CELL = 20;

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.7, 3, 39.5, 40.5, 400, 16_000})
    void meanAndVarianceAreBothTheMean(double mean) {
        RandomStream random = new RandomStream(4, (long) (mean * 100), 1);
        int draws = mean > 1000 ? 2_000 : DRAWS;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double deviation = Counts.poisson(mean, random) - mean;
            sum += deviation;
            squares += deviation * deviation;
        }
        // Standard errors: of the mean sqrt(λ/n); of the variance sqrt((λ + 2λ²)/n).
        double meanError = 4 * Math.sqrt(mean / draws);
        double varianceError = 4 * Math.sqrt((mean + 2 * mean * mean) / draws);
        assertThat(sum / draws).isCloseTo(0, within(meanError));
        assertThat(squares / draws).isCloseTo(mean, within(varianceError));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 3, 39.5, 40.5, 400})
    void countsFollowThePoissonLaw(double mean) {
        RandomStream random = new RandomStream(5, (long) (mean * 100), 1);
        int most = (int) (mean + 12 * Math.sqrt(mean) + 20);
        long[] counts = new long[most + 1];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) Math.min(most, Counts.poisson(mean, random))]++;
        }
        PoissonDistribution law = new PoissonDistribution(mean);
        List<Double> expected = new ArrayList<>();
        List<Long> observed = new ArrayList<>();
        double cell = 0;
        long inCell = 0;
        for (int k = 0; k <= most; k++) {
            cell += DRAWS * law.probability(k);
            inCell += counts[k];
            boolean isRestLarge = DRAWS * (1 - law.cumulativeProbability(k)) >= SMALLEST_CELL;
            if (cell >= SMALLEST_CELL && isRestLarge) {
                expected.add(cell);
                observed.add(inCell);
                cell = 0;
                inCell = 0;
            }
        }
        expected.add(cell);
        observed.add(inCell);
        double p =
                new ChiSquareTest()
                        .chiSquareTest(
                                expected.stream().mapToDouble(Double::doubleValue).toArray(),
                                observed.stream().mapToLong(Long::longValue).toArray());
        assertThat(expected).hasSizeGreaterThan(2);
        assertThat(p).isGreaterThan(SMALLEST_P);
    }

    @Test
    void nothingArrivesAtRateNothing() {
        assertThat(Counts.poisson(0, new RandomStream(1, 1, 1))).isZero();
    }

    @Test
    void theStreamAloneDecides() {
        for (double mean : new double[] {0.5, 30, 5000}) {
            assertThat(Counts.poisson(mean, new RandomStream(9, 8, 7)))
                    .isEqualTo(Counts.poisson(mean, new RandomStream(9, 8, 7)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
    void aMeanThatIsNoneIsRefused(double mean) {
        assertThatThrownBy(() -> Counts.poisson(mean, new RandomStream(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(mean));
    }
}
