package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.inference.GTest;
import org.junit.jupiter.api.Test;

/// The oracle is the G test of Commons Math: its statistic is the deviance.
class SurpriseTest {
    private static final GTest G_TEST = new GTest();

    @Test
    void aShareThatDiffersHasTheRootOfTheDevianceAndTheSignOfTheChange() {
        Random random = new Random(1);
        int compared = 0;
        for (int i = 0; i < 1_000; i++) {
            int n = 5 + random.nextInt(300);
            int nBefore = 50 + random.nextInt(5_000);
            int x = 1 + random.nextInt(n - 1);
            int xBefore = 1 + random.nextInt(nBefore / 10);
            double deviance =
                    G_TEST.gDataSetsComparison(
                            new long[] {x, n - x}, new long[] {xBefore, nBefore - xBefore});
            double surprise = Surprise.ofShare(x, n, xBefore, nBefore);
            assertThat(Math.signum(surprise))
                    .isEqualTo(Math.signum((double) x / n - (double) xBefore / nBefore));
            if (deviance > 25) {
                assertThat(surprise * surprise).isCloseTo(deviance, within(1e-6 * deviance));
                compared++;
            } else if (deviance < 1) {
                // Near chance Pearson's statistic stands for it.
                assertThat(Math.abs(surprise)).isCloseTo(Math.sqrt(deviance), within(0.3));
            }
        }
        assertThat(compared).isGreaterThan(300);
    }

    @Test
    void nothingIsSurprisingWhereNothingWasCounted() {
        assertThat(Surprise.ofShare(0, 0, 5, 100)).isZero();
        assertThat(Surprise.ofShare(3, 10, 0, 0)).isZero();
        assertThat(Surprise.ofShare(0, 10, 0, 100)).isZero();
        assertThat(Surprise.ofRate(5, 1, 0, 0)).isZero();
    }

    /// Of two Poisson counts the share of the first in their sum is binomial.
    @Test
    void aRateThatDiffersHasTheDevianceOfItsShareOfTheTime() {
        double rate = Surprise.ofRate(90, 3, 1_000, 100);
        double expectedNow = 1_090 * 3 / 103.0;
        double expectedBefore = 1_090 * 100 / 103.0;
        double deviance =
                2 * (90 * Math.log(90 / expectedNow) + 1_000 * Math.log(1_000 / expectedBefore));
        assertThat(rate).isCloseTo(Math.sqrt(deviance), within(1e-9));
        assertThat(Surprise.ofRate(2, 3, 1_000, 100)).isNegative();
    }
}
