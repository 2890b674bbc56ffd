package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.stat.RandomStream;

class SortedRingTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60})
    void medianAndSpreadAreThoseOfTheNewestValuesSortedAgain(int capacity) {
        RandomStream random = new RandomStream(3, capacity, 0);
        SortedRing ring = new SortedRing(capacity);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            // Ties matter: a third of the values are the same.
            double value = i % 3 == 0 ? 1 : Math.rint(10 * random.nextGaussian()) / 10;
            ring.add(value);
            all.add(value);
            List<Double> newest = all.subList(Math.max(0, all.size() - capacity), all.size());
            double median = median(newest);
            assertThat(ring.median()).isEqualTo(median);
            double center = i % 2 == 0 ? median : 0.25;
            double mad = median(newest.stream().map(v -> Math.abs(v - center)).toList());
            assertThat(ring.countAtMost(1))
                    .isEqualTo((int) newest.stream().filter(v -> v <= 1).count());
            assertThat(ring.sigmaAround(center)).isCloseTo(1.4826 * mad, within(1e-12));
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
