package trafficinsights.generate;

import trafficinsights.stat.NormalLaw;

/// Latency of an attempt = delay of the queue + a wait with some probability, exponential + service
/// time, log-normal. Threads: any.
final class LatencyLaw {
    /// The exponential wait is cut into this many parts of equal probability.
    private static final int PARTS = 16;

    /// In means of the exponential wait: 1 of 160,000 waits is longer.
    private static final double LONGEST_WAIT = 12;

    /// Standard deviations beyond which nothing comes: one request in 1e9.
    private static final double FAR = 6;

    private static final double[] WAITS = new double[PARTS];

    static {
        for (int i = 0; i < PARTS; i++) {
            WAITS[i] = -Math.log(1 - (i + 0.5) / PARTS);
        }
    }

    private LatencyLaw() {}

    /// Probability that an attempt takes longer than `limitSeconds`.
    ///
    /// @param logMedianSeconds of the service time, slowdowns included
    static double exceeds(
            double limitSeconds,
            double delaySeconds,
            double waitProbability,
            double waitSeconds,
            double logMedianSeconds,
            double sigma) {
        double rest = limitSeconds - delaySeconds;
        if (serviceExceeds(rest - LONGEST_WAIT * waitSeconds, logMedianSeconds, sigma) == 0) {
            return 0;
        }
        double without = serviceExceeds(rest, logMedianSeconds, sigma);
        if (waitProbability * waitSeconds < 1e-9 * limitSeconds) {
            return without;
        }
        double sum = 0;
        for (double wait : WAITS) {
            sum += serviceExceeds(rest - wait * waitSeconds, logMedianSeconds, sigma);
        }
        return without + waitProbability * (sum / PARTS - without);
    }

    private static double serviceExceeds(double seconds, double logMedian, double sigma) {
        if (seconds <= 0) {
            return 1;
        }
        double distance = logMedian - Math.log(seconds);
        if (distance < -FAR * sigma) {
            return 0;
        }
        if (sigma == 0) {
            return distance > 0 ? 1 : 0;
        }
        return NormalLaw.cumulative(distance / sigma);
    }
}
