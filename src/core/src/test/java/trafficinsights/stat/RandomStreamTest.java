package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final int DRAWS = 20_000;

    /// Seeds are fixed, so a test passes always or never; below this the numbers are not of their
    /// law.
    private static final double SMALLEST_P = 0.001;

    @Test
    void aKeyAlwaysGivesTheSameNumbers() {
        assertThat(longs(new RandomStream(42, 7, 3))).isEqualTo(longs(new RandomStream(42, 7, 3)));
        // A value kept here: files that a seed made last year must come out the same next year.
        assertThat(new RandomStream(42, 7, 3).nextLong()).isEqualTo(-3055198537677391858L);
    }

    @Test
    void aStreamDoesNotDependOnWhatOthersHaveDrawn() {
        long[] alone = longs(new RandomStream(1, 2, 3));
        RandomStream busy = new RandomStream(1, 2, 4);
        RandomStream stream = new RandomStream(1, 2, 3);
        long[] between = new long[alone.length];
        for (int i = 0; i < between.length; i++) {
            busy.nextGaussian();
            between[i] = stream.nextLong();
            busy.nextLong();
        }
        assertThat(between).isEqualTo(alone);
    }

    @Test
    void everyPartOfTheKeyMatters() {
        Set<Long> first = new HashSet<>();
        int keys = 0;
        for (long seed = -8; seed < 8; seed++) {
            for (long slice = -8; slice < 8; slice++) {
                for (long stream = -8; stream < 8; stream++) {
                    first.add(new RandomStream(seed, slice, stream).nextLong());
                    keys++;
                }
            }
        }
        assertThat(first).hasSize(keys);
    }

    @Test
    void neighbouringKeysAreNotCorrelated() {
        double[] one = new RandomStream(5, 100, 1).doubles(DRAWS).toArray();
        double bound = 4 / Math.sqrt(DRAWS); // four standard errors of no correlation
        for (RandomStream other :
                new RandomStream[] {
                    new RandomStream(6, 100, 1),
                    new RandomStream(5, 101, 1),
                    new RandomStream(5, 100, 2)
                }) {
            double[] two = other.doubles(DRAWS).toArray();
            assertThat(Math.abs(new PearsonsCorrelation().correlation(one, two))).isLessThan(bound);
        }
    }

    @Test
    void drawsFollowTheirLaws() {
        RandomStream random = new RandomStream(11, 0, 0);
        assertLaw(random.doubles(DRAWS).toArray(), new UniformRealDistribution(0, 1));
        assertLaw(
                DoubleStream.generate(random::nextGaussian).limit(DRAWS).toArray(),
                new NormalDistribution(0, 1));
        assertLaw(
                DoubleStream.generate(random::nextExponential).limit(DRAWS).toArray(),
                new ExponentialDistribution(1));
    }

    @Test
    void theFirstDrawsOfManyKeysAreUniformToo() {
        double[] firsts = new double[DRAWS];
        for (int slice = 0; slice < DRAWS; slice++) {
            firsts[slice] = new RandomStream(1, slice, 2).nextDouble();
        }
        assertLaw(firsts, new UniformRealDistribution(0, 1));
    }

    private static void assertLaw(double[] draws, RealDistribution law) {
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, draws))
                .as("p of %s", law.getClass().getSimpleName())
                .isGreaterThan(SMALLEST_P);
    }

    private static long[] longs(RandomStream random) {
        return LongStream.generate(random::nextLong).limit(1000).toArray();
    }
}
