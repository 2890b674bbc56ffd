package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
    @Test
    void stepsOfTheLevelAreFoundWhereTheyAre() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i < 100 ? 10 : i < 220 ? 14 : 8) + random.nextGaussian();
        }
        List<Integer> changes = ChangePoints.find(values);
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).isCloseTo(100, Offset.offset(2));
        assertThat(changes.get(1)).isCloseTo(220, Offset.offset(2));
    }

    /// Every way to cut the series, by the recursion without pruning.
    @Test
    void pruningLosesNothing() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[80];
            double level = 0;
            for (int i = 0; i < values.length; i++) {
                level += random.nextInt(15) == 0 ? 3 * random.nextGaussian() : 0;
                values[i] = level + random.nextGaussian();
            }
            double penalty = ChangePoints.PENALTY * Math.log(values.length);
            assertThat(ChangePoints.segments(values, penalty)).isEqualTo(cheapest(values, penalty));
        }
    }

    private static List<Integer> cheapest(double[] values, double penalty) {
        int n = values.length;
        double[] best = new double[n + 1];
        int[] previous = new int[n + 1];
        best[0] = -penalty;
        for (int end = 1; end <= n; end++) {
            best[end] = Double.POSITIVE_INFINITY;
            for (int start = 0; start <= end - ChangePoints.SHORTEST_SEGMENT; start++) {
                double mean = 0;
                for (int i = start; i < end; i++) {
                    mean += values[i] / (end - start);
                }
                double cost = best[start] + penalty;
                for (int i = start; i < end; i++) {
                    cost += (values[i] - mean) * (values[i] - mean);
                }
                if (cost < best[end]) {
                    best[end] = cost;
                    previous[end] = start;
                }
            }
        }
        List<Integer> changes = new ArrayList<>();
        for (int at = previous[n]; at > 0; at = previous[at]) {
            changes.addFirst(at);
        }
        return changes;
    }

    @Test
    void noiseAndSpikesAreNotChanges() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[300];
            for (int i = 1; i < values.length; i++) {
                values[i] = 0.5 * values[i - 1] + random.nextGaussian();
            }
            values[50] = 100;
            values[51] = 100;
            values[200] = -300;
            found += ChangePoints.find(values).isEmpty() ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(10);
        assertThat(ChangePoints.find(new double[200])).isEmpty();
        assertThat(ChangePoints.find(new double[] {1, 9, 1, 9})).isEmpty();
    }

    /// As percentiles of a sketch come: in few steps, so that most neighbours are the same.
    @Test
    void noiseInStepsIsNotAChange() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[180];
            for (int i = 0; i < values.length; i++) {
                values[i] = 3 * Math.rint((185 + 4 * random.nextGaussian()) / 3);
            }
            found += ChangePoints.find(values).isEmpty() ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(10);
    }
}
