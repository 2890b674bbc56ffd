package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SteadyRateTest {
    @Test
    void aStraightLineIsContinued() {
        SteadyRate rate = new SteadyRate();
        for (int t = 0; t < 300; t++) {
            rate.add(t, 1_000 + 5 * t);
        }
        assertThat(rate.at(330)).isCloseTo(2_650, within(1e-6));
        assertThat(rate.level()).isLessThan(2_500);
    }

    @Test
    void chanceAloneIsNotDispersed() {
        Random random = new Random(1);
        SteadyRate rate = new SteadyRate();
        for (int t = 0; t < 1_000; t++) {
            rate.add(t, 400 + 20 * random.nextGaussian());
        }
        assertThat(rate.dispersion(1)).isBetween(1.0, 1.6);
        assertThat(rate.dispersion(32)).isBetween(1.0, 3.0);
    }

    /// Waves of a minute stay above and below for long: together, windows scatter by more.
    @Test
    void waveHasMoreScatterTheMoreOfItsWindowsAreTakenTogether() {
        SteadyRate rate = new SteadyRate();
        for (int t = 0; t < 600; t++) {
            rate.add(t, 400 * (1 + 0.5 * Math.sin(t / 8.0)));
        }
        assertThat(rate.dispersion(1)).isGreaterThan(20);
        assertThat(rate.dispersion(8)).isGreaterThan(4 * rate.dispersion(1));
    }

    @Test
    void aJumpIsFarFromTheLineAsWindowsUsuallyAreNot() {
        Random random = new Random(2);
        SteadyRate rate = new SteadyRate();
        for (int t = 0; t < 200; t++) {
            rate.add(t, 400);
            rate.addJump(400 + 30 * random.nextGaussian(), 400);
        }
        assertThat(rate.jump(400, 400, 1)).isZero();
        assertThat(rate.jump(700, 400, 1)).isBetween(7.0, 13.0);
        assertThat(rate.jump(100, 400, 1)).isLessThan(-7);
        assertThat(rate.jump(4 * 700, 400, 4)).isCloseTo(rate.jump(700, 400, 1), within(1e-9));
    }
}
