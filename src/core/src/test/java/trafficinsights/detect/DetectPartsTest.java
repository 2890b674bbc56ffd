package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The parts of the detector beside their plain definitions: exact sorts and sums over all pairs.
class DetectPartsTest {
    private static final int WARM_UP = 48;

    @Test
    void surpriseIsTheLogarithmOfTheExactRank() {
        Random random = new Random(1);
        UpperTail tail = new UpperTail(WARM_UP);
        List<Float> past = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            float value = (float) random.nextGaussian();
            double most = past.isEmpty() ? 0 : Collections.max(past);
            if (i >= WARM_UP && value <= most) {
                long asLarge = past.stream().filter(p -> p >= value).count();
                double exact = Math.log((i + 1.0) / (asLarge + 1.0));
                assertThat(tail.surprise(value)).isEqualTo(asLarge < UpperTail.KEPT ? exact : 0);
            }
            tail.add(value);
            past.add(value);
        }
    }

    @Test
    void beyondTheLargestSurpriseGrowsAndIsBounded() {
        Random random = new Random(2);
        UpperTail tail = new UpperTail(WARM_UP);
        for (int i = 0; i < 1_000; i++) {
            tail.add((float) -Math.log(1 - random.nextDouble()));
        }
        double atMost = Math.log(1_001);
        assertThat(tail.surprise(20f)).isGreaterThan(atMost).isGreaterThan(tail.surprise(10f));
        assertThat(tail.surprise(1e20f)).isEqualTo(atMost + UpperTail.MOST_BEYOND);
    }

    /// An exponential law: the surprise of x is x, so that 12 is rarer by e^(12 - 6.9) than the
    /// rarest of a thousand. The fit of 16 excesses has an error of a quarter.
    @Test
    void theExponentialLawIsContinuedAsItIs() {
        double sum = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            UpperTail tail = new UpperTail(WARM_UP);
            for (int i = 0; i < 1_000; i++) {
                tail.add((float) -Math.log(1 - random.nextDouble()));
            }
            sum += tail.surprise(11f) / 50;
        }
        assertThat(sum).isCloseTo(11, within(1.0));
    }

    @Test
    void afterManyValuesTheOldAreHalvedAndRanksStay() {
        Random random = new Random(3);
        UpperTail tail = new UpperTail(WARM_UP);
        for (int i = 0; i < UpperTail.FORGET_AT + 10; i++) {
            tail.add(random.nextFloat());
        }
        assertThat(tail.surprise(0.999f)).isCloseTo(Math.log(1_000), within(0.8));
    }

    @Test
    void slidingQuantilesAreThoseOfASort() {
        Random random = new Random(4);
        SlidingQuantiles sliding = new SlidingQuantiles(37);
        List<Float> past = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            float value = random.nextInt(20);
            sliding.add(value);
            past.add(value);
            List<Float> last = new ArrayList<>(past.subList(Math.max(0, i - 36), i + 1));
            Collections.sort(last);
            for (double share : new double[] {0, 0.5, 0.75, 1}) {
                assertThat(sliding.at(share))
                        .isEqualTo(last.get((int) (share * (last.size() - 1))));
            }
        }
    }

    @Test
    void lagDistancesAreTheFadingSumsOverAllPairs() {
        Random random = new Random(5);
        EarlierPoints past = new EarlierPoints();
        LagDistances distances = new LagDistances(past, 16, true);
        float[] values = new float[1_400];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            distances.compare(values[i]);
            past.add(values[i]);
        }
        int last = values.length - 1;
        for (int lag : new int[] {1, 17, 300, 511, 512}) {
            double exact = 0;
            for (int age = 0; age < 400; age++) {
                double difference = values[last - age] - values[last - age - lag];
                exact += Math.pow(1 - 1 / 16.0, age) * difference * difference;
            }
            assertThat((double) distances.distance(lag)).isCloseTo(exact, within(1e-3 * exact));
        }
    }

    @Test
    void theNearestLagIsThePeriodOfASeries() {
        EarlierPoints past = new EarlierPoints();
        LagDistances distances = new LagDistances(past, 288, false);
        Random random = new Random(6);
        for (int i = 0; i < 1_000; i++) {
            float value = (float) (Math.sin(2 * Math.PI * i / 75) + 0.05 * random.nextGaussian());
            distances.compare(value);
            past.add(value);
        }
        assertThat(distances.nearestLag() % 75).isZero();
    }

    @Test
    void shiftsAreThoseOfTheTwoStretches() {
        Random random = new Random(7);
        Shift shift = new Shift(12);
        List<Float> past = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            float value = (float) random.nextGaussian();
            shift.add(value, value);
            past.add(value);
            if (i < 23) {
                assertThat(shift.ofMean()).isNaN();
                assertThat(shift.ofMedian()).isNaN();
                continue;
            }
            List<Float> newer = past.subList(i - 11, i + 1);
            List<Float> older = past.subList(i - 23, i - 11);
            assertThat(shift.ofMean()).isCloseTo(mean(newer) - mean(older), within(1e-5));
            assertThat(shift.ofMedian()).isCloseTo(median(newer) - median(older), within(1e-6));
        }
    }

    @Test
    void theBarLetsARepetitionPassWhenItsTimeIsOver() {
        FallingBar bar = new FallingBar();
        assertThat(bar.pass(10)).isEqualTo(10);
        assertThat(bar.pass(9)).isZero();
        assertThat(bar.pass(11)).isEqualTo(11);
        for (int i = 1; i < FallingBar.QUIET_POINTS; i++) {
            assertThat(bar.pass(0)).isZero();
        }
        assertThat(bar.pass(0.5)).isEqualTo(0.5);
    }

    private static double mean(List<Float> values) {
        return values.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    }

    private static double median(List<Float> values) {
        List<Float> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) / 2);
    }
}
