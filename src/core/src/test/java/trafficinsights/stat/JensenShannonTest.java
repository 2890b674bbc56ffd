package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JensenShannonTest {
    @Test
    void alikeIsNoneAndDisjointIsOneBit() {
        assertThat(JensenShannon.of(new long[] {10, 30}, new long[] {20, 60}).divergence())
                .isCloseTo(0, Offset.offset(1e-12));
        JensenShannon disjoint = JensenShannon.of(new long[] {50, 0}, new long[] {0, 70});
        assertThat(disjoint.divergence()).isCloseTo(1, Offset.offset(1e-12));
        assertThat(disjoint.pValue()).isLessThan(1e-20);
    }

    /// H(3/4, 1/4) − (H(1/2, 1/2) + H(1, 0)) / 2 = 0.8113 − 0.5.
    @Test
    void aHandMadeExampleComesOut() {
        assertThat(JensenShannon.of(new long[] {500, 500}, new long[] {1000, 0}).divergence())
                .isCloseTo(0.31127812445913283, Offset.offset(1e-12));
    }

    @Test
    void samplesOfOneLawDifferAsMuchAsChanceSays() {
        SplittableRandom random = new SplittableRandom(12);
        double sum = 0;
        double expected = 0;
        int rejected = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            long[] a = new long[6];
            long[] b = new long[6];
            for (int i = 0; i < 3_000; i++) {
                a[random.nextInt(6)]++;
                b[i % 3 == 0 ? random.nextInt(6) : 0] += i % 3 == 0 ? 1 : 0;
            }
            JensenShannon same = JensenShannon.of(a, b);
            sum += same.divergence();
            expected += same.byChance();
            rejected += same.pValue() < 0.05 ? 1 : 0;
        }
        assertThat(sum / expected).isCloseTo(1, Offset.offset(0.05));
        // 5 % of 2,000 with three standard deviations.
        assertThat(rejected).isBetween(70, 130);
    }
}
