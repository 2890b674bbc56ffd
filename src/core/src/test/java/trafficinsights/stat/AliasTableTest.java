package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTableTest {
    private static final int DRAWS = 200_000;

    /// Seeds are fixed, so a test passes always or never.
    private static final double SMALLEST_P = 0.001;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,1,1,1",
                "5,1",
                "0.2,0.3,0.5",
                "1,10,100,1000",
                "3,3,3,1,1,1,7",
                "1e-6,1e-6,3e-6"
            })
    void drawsFollowTheWeights(String weights) {
        double[] weight = weights(weights);
        long[] counts = counts(weight);
        double sum = Arrays.stream(weight).sum();
        double[] expected = Arrays.stream(weight).map(w -> w / sum * DRAWS).toArray();
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(SMALLEST_P);
    }

    @Test
    void aHundredRandomTablesFollowTheirWeightsTogether() {
        // p-values of true hypotheses are uniform: of 100 at most 6 may lie below 0.01 (the chance
        // of more is below 0.0001, binomial), and none below 0.00001.
        int low = 0;
        RandomStream random = new RandomStream(1, 1, 1);
        for (int round = 0; round < 100; round++) {
            double[] weight = random.doubles(2 + random.nextInt(40)).map(u -> u + 0.02).toArray();
            double sum = Arrays.stream(weight).sum();
            double[] expected = Arrays.stream(weight).map(w -> w / sum * DRAWS).toArray();
            double p = new ChiSquareTest().chiSquareTest(expected, counts(weight));
            assertThat(p).isGreaterThan(0.00001);
            low += p < 0.01 ? 1 : 0;
        }
        assertThat(low).isLessThanOrEqualTo(6);
    }

    @Test
    void aWeightOfNothingIsNeverDrawn() {
        RandomStream random = new RandomStream(2, 1, 1);
        for (int round = 0; round < 200; round++) {
            double[] weight = random.doubles(3 + random.nextInt(30)).toArray();
            int zero = random.nextInt(weight.length);
            weight[zero] = 0;
            AliasTable table = new AliasTable(weight);
            for (int i = 0; i < 3_000; i++) {
                assertThat(table.sample(random)).isNotEqualTo(zero);
            }
        }
    }

    @Test
    void theOnlyIndexIsAlwaysDrawn() {
        assertThat(counts(new double[] {0.3})).containsExactly(DRAWS);
        assertThat(counts(new double[] {0, 7, 0})).containsExactly(0, DRAWS, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0,0,0", "1,-1", "1,NaN", "Infinity,1"})
    void weightsThatAreNoneAreRefused(String weights) {
        assertThatThrownBy(() -> new AliasTable(weights(weights)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight");
    }

    private static double[] weights(String text) {
        return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static long[] counts(double[] weight) {
        AliasTable table = new AliasTable(weight);
        RandomStream random = new RandomStream(3, weight.length, 1);
        long[] counts = new long[weight.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[table.sample(random)]++;
        }
        return counts;
    }
}
