package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void aLineIsFoundExactly() {
        double[] values = new double[97];
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 - 0.25 * i;
        }
        Trend trend = Trend.of(values);
        assertThat(trend.slope()).isCloseTo(-0.25, Offset.offset(1e-12));
        assertThat(trend.at(10)).isCloseTo(0.5, Offset.offset(1e-9));
        assertThat(trend.isSignificant()).isTrue();
    }

    /// Sen (1968), the example of his paper: x = 1, 2, 3, 4, 10, 12, 18; here at even steps by
    /// hand.
    @Test
    void theSlopeIsTheMedianOfAllSlopesBetweenPairs() {
        double[] values = {9, 15, 19, 20, 45, 55, 78};
        double[] slopes = new double[21];
        int k = 0;
        for (int i = 0; i < 7; i++) {
            for (int j = i + 1; j < 7; j++) {
                slopes[k++] = (values[j] - values[i]) / (j - i);
            }
        }
        java.util.Arrays.sort(slopes);
        assertThat(Trend.of(values).slope()).isEqualTo(slopes[10]);
    }

    @Test
    void aQuarterOfWildValuesDoesNotTurnIt() {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = new double[140];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 4 == 0 ? 1e6 * random.nextDouble() : 0.5 * i + random.nextGaussian();
        }
        Trend trend = Trend.of(values);
        assertThat(trend.slope()).isCloseTo(0.5, Offset.offset(0.1));
    }

    @Test
    void noiseHasHardlyEverATrendThoughNeighboursAreAlike() {
        int found = 0;
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[600];
            for (int i = 1; i < values.length; i++) {
                values[i] = 0.8 * values[i - 1] + random.nextGaussian();
            }
            found += Trend.of(values).isSignificant() ? 1 : 0;
        }
        // 1 % are expected; 300 trials give 8 with a chance of one in a hundred.
        assertThat(found).isLessThanOrEqualTo(8);
    }
}
