package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.model.Kpi;

/// Oracle: the sorted values themselves.
class LatencyHistogramTest {
    private static final double[] REPORTED = {0.5, 0.9, 0.95, 0.99, 0.999};

    static Stream<Arguments> distributions() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.of(
                Arguments.of("log-normal", (LongSupplier) () -> logNormal(random, 11, 0.6)),
                Arguments.of("wide log-normal", (LongSupplier) () -> logNormal(random, 9, 3)),
                Arguments.of("uniform", (LongSupplier) () -> random.nextLong(2_000_000)),
                Arguments.of("small whole numbers", (LongSupplier) () -> random.nextLong(200)),
                Arguments.of("constant", (LongSupplier) () -> 123_456_789L),
                Arguments.of(
                        "two humps",
                        (LongSupplier)
                                () ->
                                        random.nextInt(100) < 97
                                                ? 4_000 + random.nextLong(900)
                                                : 3_000_000 + random.nextLong(40_000)),
                Arguments.of(
                        "heavy tail",
                        (LongSupplier) () -> (long) (1000 / Math.pow(random.nextDouble(), 2.5))));
    }

    private static long logNormal(SplittableRandom random, double mu, double sigma) {
        return (long) Math.exp(mu + sigma * random.nextGaussian());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void aPackedHistogramAnswersAsBeforeAndTakesMoreValues(String name, LongSupplier values) {
        long[] first = LongStream.generate(values).limit(5_000).toArray();
        long[] second = LongStream.generate(values).limit(300).toArray();
        LatencyHistogram plain = of(first);
        LatencyHistogram packed = of(first);
        packed.pack();
        assertSame(packed, plain);
        LatencyHistogram merged = of(second);
        merged.merge(packed);
        LatencyHistogram mergedPlain = of(second);
        mergedPlain.merge(plain);
        assertSame(merged, mergedPlain);
        Arrays.stream(second).forEach(plain::add);
        Arrays.stream(second).forEach(packed::add);
        assertSame(packed, plain);
        packed.pack();
        packed.pack();
        packed.merge(of(first));
        plain.merge(of(first));
        assertSame(packed, plain);
    }

    @Test
    void aPackedHistogramTakesAFractionOfTheMemory() {
        SplittableRandom random = new SplittableRandom(3);
        LatencyHistogram histogram =
                of(LongStream.generate(() -> logNormal(random, 11, 0.6)).limit(5_000).toArray());
        long before = histogram.memoryBytes();
        histogram.pack();
        assertThat(histogram.memoryBytes()).isLessThan(before / 5);
        histogram.clear();
        assertThat(histogram.count()).isZero();
        assertThat(histogram.quantiles(0.5)).containsExactly(Double.NaN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void everyQuantileIsWithinOneIn128OfTheExactRank(String name, LongSupplier values) {
        for (int size : new int[] {1, 2, 3, 19, 100, 1000, 20_000}) {
            long[] sorted =
                    LongStream.generate(values)
                            .limit(size)
                            .map(v -> Math.min(v, LatencyHistogram.MAX_VALUE))
                            .toArray();
            LatencyHistogram histogram = of(sorted);
            Arrays.sort(sorted);
            double[] quantiles = new double[1001];
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = i / 1000.0;
            }
            double[] answers = histogram.quantiles(quantiles);
            for (int i = 0; i < quantiles.length; i++) {
                int rank = Math.max(1, (int) Math.ceil(quantiles[i] * size));
                long exact = sorted[rank - 1];
                assertThat(Math.abs(answers[i] - exact))
                        .as("%s, %d values, quantile %s", name, size, quantiles[i])
                        .isLessThanOrEqualTo(exact * LatencyHistogram.RELATIVE_ERROR);
            }
        }
    }

    @Test
    void theReportedQuantilesHaveTheRankOfExactArithmeticForEveryCount() {
        // Distinct values below 128 have a bucket each, so an answer tells its rank.
        LatencyHistogram histogram = new LatencyHistogram();
        for (int count = 1; count <= 127; count++) {
            histogram.add(count);
            double[] answers = histogram.quantiles(REPORTED);
            for (int i = 0; i < REPORTED.length; i++) {
                int rank =
                        new BigDecimal(String.valueOf(REPORTED[i]))
                                .multiply(BigDecimal.valueOf(count))
                                .setScale(0, RoundingMode.CEILING)
                                .intValueExact();
                assertThat(answers[i]).as("%d values, %s", count, REPORTED[i]).isEqualTo(rank);
            }
        }
    }

    @Test
    void bucketsAreInOrderWithoutGapsAndHoldTheirMiddle() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 200_000; i++) {
            long value = random.nextLong() >>> (random.nextInt(63) + 1);
            int bucket = LatencyHistogram.bucketOf(value);
            int next = LatencyHistogram.bucketOf(value == Long.MAX_VALUE ? value : value + 1);
            assertThat(next - bucket).as("step behind %d", value).isBetween(0, 1);
            double middle = LatencyHistogram.middleOf(bucket);
            assertThat(LatencyHistogram.bucketOf((long) middle)).isEqualTo(bucket);
        }
        for (long value = 0; value < 128; value++) {
            assertThat(LatencyHistogram.middleOf(LatencyHistogram.bucketOf(value)))
                    .isEqualTo((double) value);
        }
    }

    @Test
    void mergingEqualsAddingInAnyOrderAndGrouping() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 50; round++) {
            int mu = 2 + round % 20;
            long[][] parts = new long[3][];
            for (int p = 0; p < parts.length; p++) {
                parts[p] =
                        LongStream.generate(() -> logNormal(random, mu, 2))
                                .limit(random.nextInt(300))
                                .toArray();
            }
            LatencyHistogram all = of(Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray());
            LatencyHistogram leftFirst = of(parts[0]);
            leftFirst.merge(of(parts[1]));
            leftFirst.merge(of(parts[2]));
            LatencyHistogram rightFirst = of(parts[1]);
            rightFirst.merge(of(parts[2]));
            LatencyHistogram grouped = of(parts[0]);
            grouped.merge(rightFirst);
            LatencyHistogram swapped = of(parts[2]);
            swapped.merge(of(parts[1]));
            swapped.merge(of(parts[0]));
            for (LatencyHistogram merged : new LatencyHistogram[] {leftFirst, grouped, swapped}) {
                assertSame(merged, all);
            }
        }
    }

    @Test
    void mergingLeavesTheOtherAlone() {
        LatencyHistogram mine = of(1, 2, 3);
        LatencyHistogram other = of(1000, 2000);
        mine.merge(other);
        mine.add(2000);
        mine.add(5);
        assertSame(other, of(1000, 2000));
        assertThat(mine.count()).isEqualTo(7);
    }

    @Test
    void anEmptyHistogramKnowsNoQuantile() {
        LatencyHistogram empty = new LatencyHistogram();
        assertThat(empty.count()).isZero();
        assertThat(empty.quantiles(0, 0.5, 1)).containsOnly(Double.NaN);
        empty.merge(new LatencyHistogram());
        assertThat(empty.quantiles(0.5)).containsOnly(Double.NaN);
        LatencyHistogram cleared = of(4, 5, 6_000_000);
        cleared.clear();
        assertThat(cleared.quantiles(0.5)).containsOnly(Double.NaN);
        cleared.add(9);
        assertThat(cleared.quantiles(0, 1)).containsOnly(9);
    }

    @Test
    void largerValuesCountAsTheLargest() {
        LatencyHistogram histogram =
                of(LatencyHistogram.MAX_VALUE, LatencyHistogram.MAX_VALUE + 1, Long.MAX_VALUE);
        double bound = LatencyHistogram.MAX_VALUE * LatencyHistogram.RELATIVE_ERROR;
        for (double answer : histogram.quantiles(0, 0.5, 1)) {
            assertThat(Math.abs(answer - LatencyHistogram.MAX_VALUE)).isLessThanOrEqualTo(bound);
        }
        assertThat(LatencyHistogram.MAX_VALUE)
                .as("three years in µs fit")
                .isGreaterThan(3L * 365 * 86_400 * 1_000_000);
    }

    @Test
    void theStatedErrorIsTheOneThatIsKept() {
        assertThat(LatencyHistogram.RELATIVE_ERROR).isEqualTo(1.0 / 128).isLessThan(0.01);
        assertThat(Kpi.APDEX_THRESHOLD_MICROS).isLessThan(LatencyHistogram.MAX_VALUE);
    }

    private static LatencyHistogram of(long... values) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long value : values) {
            histogram.add(value);
        }
        return histogram;
    }

    private static void assertSame(LatencyHistogram actual, LatencyHistogram expected) {
        assertThat(actual.count()).isEqualTo(expected.count());
        double[] quantiles = new double[2001];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = i / 2000.0;
        }
        assertThat(actual.quantiles(quantiles)).containsExactly(expected.quantiles(quantiles));
        for (long bound :
                new long[] {0, 90, 4_000, 70_000, 3_000_000, LatencyHistogram.MAX_VALUE}) {
            assertThat(actual.countUpTo(bound)).isEqualTo(expected.countUpTo(bound));
        }
        long[] actualRows = new long[60];
        long[] expectedRows = new long[60];
        actual.addQuarterOctaves(actualRows, 0, 60);
        expected.addQuarterOctaves(expectedRows, 0, 60);
        assertThat(actualRows).containsExactly(expectedRows);
    }

    @Test
    void theCountUpToABoundLiesBetweenThoseOfTheBoundAndOneSixtyFourthMore() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(11);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] values = random.longs(5_000, 0, 100_000).map(v -> v * v / 1_000).toArray();
        java.util.Arrays.stream(values).forEach(histogram::add);
        for (long bound : new long[] {0, 1, 100, 127, 128, 5_000, 123_456, 9_999_999, 1L << 60}) {
            long least = java.util.Arrays.stream(values).filter(v -> v <= bound).count();
            double more = bound * (1 + 1.0 / 64);
            long most = java.util.Arrays.stream(values).filter(v -> v <= more).count();
            assertThat(histogram.countUpTo(bound)).isBetween(least, most);
        }
    }
}
