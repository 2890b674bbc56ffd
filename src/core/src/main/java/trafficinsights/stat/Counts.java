package trafficinsights.stat;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Gamma;

/// Draws counts: Poisson and binomial, exact for any mean and in constant time for large ones.
///
/// Below a mean of 10 by inversion; above by transformed rejection: W. Hörmann, "The transformed
/// rejection method for generating Poisson random variables", Insurance: Mathematics and Economics
/// 12 (1993), algorithm PTRS; and "The generation of binomial random variates", J. Statist. Comput.
/// Simul. 46 (1993), algorithm BTRS. commons-math3 has samplers of both laws, but their time grows
/// with the mean. Threads: any.
public final class Counts {
    private static final double SMALL_MEAN = 10;

    private Counts() {}

    /// @param mean 0 or more
    public static long poisson(double mean, RandomGenerator random) {
        if (!(mean >= 0) || mean == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("mean of a Poisson count is " + mean);
        }
        return mean < SMALL_MEAN ? poissonByInversion(mean, random) : ptrs(mean, random);
    }

    private static long poissonByInversion(double mean, RandomGenerator random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private static long ptrs(double mean, RandomGenerator random) {
        double logMean = Math.log(mean);
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double vr = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= vr) {
                return (long) k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double bound = k * logMean - mean - Gamma.logGamma(k + 1);
            if (Math.log(v * inverseAlpha / (a / (us * us) + b)) <= bound) {
                return (long) k;
            }
        }
    }

    /// @param n trials, 0 or more
    /// @param p chance of one, 0 to 1
    public static long binomial(long n, double p, RandomGenerator random) {
        if (n < 0 || !(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("binomial count of %d trials at %s".formatted(n, p));
        }
        if (p > 0.5) {
            return n - binomial(n, 1 - p, random);
        }
        return n * p < SMALL_MEAN ? binomialByGaps(n, p, random) : btrs(n, p, random);
    }

    /// Counts the successes by the geometric gaps between them (Devroye 1986, section X.4.3).
    private static long binomialByGaps(long n, double p, RandomGenerator random) {
        if (p == 0) {
            return 0;
        }
        double logQ = Math.log1p(-p);
        long count = 0;
        double reached = 0;
        while (true) {
            reached += Math.floor(Math.log(1 - random.nextDouble()) / logQ) + 1;
            if (reached > n) {
                return count;
            }
            count++;
        }
    }

    private static long btrs(long n, double p, RandomGenerator random) {
        double q = 1 - p;
        double deviation = Math.sqrt(n * p * q);
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double vr = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * deviation;
        double logOdds = Math.log(p / q);
        double mode = Math.floor((n + 1) * p);
        double h = Gamma.logGamma(mode + 1) + Gamma.logGamma(n - mode + 1);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= vr) {
                return (long) k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double bound =
                    h - Gamma.logGamma(k + 1) - Gamma.logGamma(n - k + 1) + (k - mode) * logOdds;
            if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) {
                return (long) k;
            }
        }
    }
}
