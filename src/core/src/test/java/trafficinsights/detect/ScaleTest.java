package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.stat.Counts;
import trafficinsights.stat.RandomStream;

class ScaleTest {
    private static final int DRAWS = 20_000;

    /// Of a standard deviation from so many draws: 1 / sqrt(2 n) is 0.5 %; the transforms are exact
    /// only for large counts.
    private static final double TOLERANCE = 0.1;

    @ParameterizedTest
    @ValueSource(doubles = {10, 100, 4_000})
    void chanceMovesACountBySoMuchWhateverItsLevel(double mean) {
        RandomStream random = new RandomStream(1, 2, 3);
        double sigma =
                sigma(() -> Scale.COUNT.of((double) Counts.poisson(mean, random), Double.NaN));
        assertThat(sigma).isCloseTo(Scale.COUNT.noise(mean), within(TOLERANCE));
    }

    @ParameterizedTest
    @CsvSource({"4000, 0.01", "4000, 0.5", "500, 0.1", "100, 0.3"})
    void chanceMovesAShareBySoMuchWhateverItsLevel(double n, double share) {
        RandomStream random = new RandomStream(4, 5, 6);
        double sigma = sigma(() -> Scale.SHARE.of(binomial(n, share, random) / n, n));
        double noise = Scale.SHARE.noise(n);
        assertThat(sigma / noise).isCloseTo(1, within(TOLERANCE));
    }

    @ParameterizedTest
    @CsvSource({"COUNT, 250, 250", "SHARE, 0.04, 900", "SHARE, 0, 50", "LATENCY, 125000, 40"})
    void theWayBackGivesTheFigure(Scale scale, double value, double n) {
        double back = scale.back(scale.of(value, n), n);
        assertThat(back).isCloseTo(value, within(1e-6 * Math.max(1, value)));
    }

    private static double binomial(double n, double share, RandomStream random) {
        int hits = 0;
        for (int i = 0; i < n; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    private static double sigma(DoubleSupplier draw) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double y = draw.getAsDouble();
            sum += y;
            squares += y * y;
        }
        double mean = sum / DRAWS;
        return Math.sqrt(squares / DRAWS - mean * mean);
    }
}
