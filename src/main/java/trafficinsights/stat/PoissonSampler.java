package trafficinsights.stat;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;

/// Draws Poisson counts with the sampler of commons-math3 (L. Devroye, 1981, for large means).
public final class PoissonSampler {
    private PoissonSampler() {}

    /// @param mean 0 or more
    public static int sample(double mean, RandomGenerator random) {
        if (!(mean >= 0)) {
            throw new IllegalArgumentException("mean of a Poisson count is " + mean);
        }
        if (mean == 0) {
            return 0;
        }
        return new PoissonDistribution(
                        new Adapter(random),
                        mean,
                        PoissonDistribution.DEFAULT_EPSILON,
                        PoissonDistribution.DEFAULT_MAX_ITERATIONS)
                .sample();
    }

    /// The JDK's generator under the interface of commons-math3.
    private static final class Adapter extends AbstractRandomGenerator {
        private final RandomGenerator random;

        Adapter(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public void setSeed(long seed) {
            throw new IllegalStateException("a keyed stream is not seeded again");
        }

        @Override
        public double nextDouble() {
            return random.nextDouble();
        }

        @Override
        public int nextInt() {
            return random.nextInt();
        }

        @Override
        public long nextLong() {
            return random.nextLong();
        }
    }
}
