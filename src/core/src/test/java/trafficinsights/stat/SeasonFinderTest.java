package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonFinderTest {
    @ParameterizedTest
    @CsvSource({"7,150", "24,500", "60,400", "96,1000", "288,2000", "37,200"})
    void thePeriodOfANoisyWaveIsFound(int period, int n) {
        SplittableRandom random = new SplittableRandom(period);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 50 + 3 * Math.sin(2 * Math.PI * i / period) + 2 * random.nextGaussian();
        }
        assertThat(SeasonFinder.find(values))
                .get()
                .satisfies(season -> {
                    assertThat(season.steps())
                            .isCloseTo(period, Offset.offset(Math.max(1, period / 20)));
                    // Half of a wave's square is its variance: 4.5 of 4.5 + 4.
                    assertThat(season.strength()).isCloseTo(4.5 / 8.5, Offset.offset(0.15));
                });
    }

    @Test
    void spikesTrendAndGapsDoNotHideIt() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[600];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.05 * i + 3 * Math.sin(2 * Math.PI * i / 48) + random.nextGaussian();
            values[i] = random.nextInt(60) == 0 ? 1_000 : i % 31 == 0 ? Double.NaN : values[i];
        }
        assertThat(SeasonFinder.find(values)).get().extracting(Season::steps).isEqualTo(48);
    }

    /// A week of which Saturday and Sunday differ: the day is a part of the week.
    @Test
    void aWeekIsNotTakenForADay() {
        SplittableRandom random = new SplittableRandom(6);
        double[] values = new double[7 * 24 * 8];
        for (int i = 0; i < values.length; i++) {
            double day = 5 + 4 * Math.sin(2 * Math.PI * i / 24);
            boolean isWeekend = i / 24 % 7 >= 5;
            values[i] = day * (isWeekend ? 0.3 : 1) + 0.5 * random.nextGaussian();
        }
        assertThat(SeasonFinder.find(values)).get().extracting(Season::steps).isEqualTo(168);
    }

    @Test
    void noiseOfAnyColourHasHardlyEverASeason() {
        double[] colours = {0, 0.7, 0.95, 1};
        for (double colour : colours) {
            int found = 0;
            for (int seed = 0; seed < 200; seed++) {
                found += SeasonFinder.find(noise(seed, 400, colour)).isPresent() ? 1 : 0;
            }
            assertThat(found).as("seasons in noise of colour %s", colour).isLessThanOrEqualTo(4);
        }
    }

    private static double[] noise(int seed, int n, double colour) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        for (int i = 1; i < n; i++) {
            values[i] = colour * values[i - 1] + random.nextGaussian();
        }
        return values;
    }

    @Test
    void whatIsFlatOrShortHasNone() {
        double[] flat = new double[100];
        Arrays.fill(flat, 7);
        assertThat(SeasonFinder.find(flat)).isEmpty();
        assertThat(SeasonFinder.find(new double[] {1, 2, 1, 2, 1, 2})).isEmpty();
        double[] unknown = new double[100];
        Arrays.fill(unknown, Double.NaN);
        assertThat(SeasonFinder.find(unknown)).isEmpty();
    }

    @Test
    void theProfileIsTheWaveAndAddsUpToNothing() {
        double[] values = new double[240];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 + 0.1 * i + Math.sin(2 * Math.PI * i / 24);
        }
        double[] profile = SeasonFinder.profile(values, new Season(24, 1, 0));
        for (int i = 0; i < 24; i++) {
            assertThat(profile[i]).isCloseTo(Math.sin(2 * Math.PI * i / 24), Offset.offset(0.06));
        }
        assertThat(Arrays.stream(profile).sum()).isCloseTo(0, Offset.offset(1e-9));
    }
}
