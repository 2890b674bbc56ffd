package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import trafficinsights.model.LatencyGrid;

/// The oracle goes through all pairs.
class LatencyComparisonTest {
    private final Random random = new Random(3);

    @Test
    void ranksAreThoseOfAllPairsWithTiesCorrected() {
        double[] before = rows(400, 30, 8);
        double[] now = rows(60, 36, 8);
        LatencyComparison comparison = comparison(before, now);
        double wins = 0;
        double ties = 0;
        for (int i = 0; i < now.length; i++) {
            for (int j = 0; j < before.length; j++) {
                wins += now[i] * before[j] * (i > j ? 1 : i == j ? 0.5 : 0);
            }
            double t = now[i] + before[i];
            ties += t * t * t - t;
        }
        double n = 460;
        // Conover, Practical Nonparametric Statistics: variance of U with ties.
        double variance = 60.0 * 400 / 12 * (n + 1 - ties / (n * (n - 1)));
        double z = (wins - 60.0 * 400 / 2) / Math.sqrt(variance);
        assertThat(comparison.ranks()).isCloseTo(z, within(0.01 * z)).isGreaterThan(3);
    }

    @Test
    void equalLatenciesRankEqual() {
        double[] before = rows(400, 30, 8);
        assertThat(comparison(before, before).ranks()).isCloseTo(0, within(1e-9));
        assertThat(comparison(before, before).logGain()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aTailThatGrowsIsAboveQuantilesOfThePast() {
        double[] before = new double[LatencyGrid.ROWS];
        before[20] = 990;
        before[40] = 10;
        double[] now = new double[LatencyGrid.ROWS];
        now[20] = 90;
        now[60] = 10;
        LatencyComparison comparison = comparison(before, now);
        assertThat(comparison.surpriseAboveP98()).isGreaterThan(4);
        assertThat(comparison.isAboveP98(3)).isTrue();
        assertThat(comparison.isAboveP98(20)).isFalse();
        now[60] = 2;
        assertThat(comparison(before, now).isAboveP98(1)).isFalse();
    }

    private static LatencyComparison comparison(double[] before, double[] now) {
        LatencyComparison comparison = new LatencyComparison();
        comparison.past(before);
        comparison.now(now);
        return comparison;
    }

    private double[] rows(int n, int middle, int spread) {
        double[] rows = new double[LatencyGrid.ROWS];
        for (int i = 0; i < n; i++) {
            long row = Math.round(middle + spread * random.nextGaussian());
            rows[Math.clamp(row, 0, LatencyGrid.ROWS - 1)]++;
        }
        assertThat(Arrays.stream(rows).sum()).isEqualTo(n);
        return rows;
    }
}
