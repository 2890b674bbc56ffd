package trafficinsights.detect;

import trafficinsights.model.Figure;

/// The scale on which a metric is judged: chance alone moves a figure by the same amount whatever
/// its level is, and that amount is known from the number of requests.
///
/// Counts by their square root (Anscombe 1948), shares by the arc sine of theirs (Freeman and Tukey
/// 1950, with Anscombe's correction), latencies by their logarithm.
enum Scale {
    COUNT {
        @Override
        double of(double value, double n) {
            return 2 * Math.sqrt(value + 0.375);
        }

        @Override
        double back(double y, double n) {
            double root = Math.max(0, y) / 2;
            return Math.max(0, root * root - 0.375);
        }

        @Override
        double noise(double n) {
            return 1;
        }

        @Override
        double smallestChange(double y) {
            // y is twice the square root: a relative change of the count counts half.
            return Math.abs(y) * SMALLEST_RELATIVE_CHANGE / 2;
        }
    },
    SHARE {
        @Override
        double of(double value, double n) {
            double share = (value * n + 0.375) / (n + 0.75);
            return 2 * Math.asin(Math.sqrt(Math.clamp(share, 0, 1)));
        }

        @Override
        double back(double y, double n) {
            double root = Math.sin(Math.clamp(y, 0, Math.PI) / 2);
            return Math.clamp((root * root * (n + 0.75) - 0.375) / Math.max(1, n), 0, 1);
        }

        @Override
        double noise(double n) {
            return 1 / Math.sqrt(n + 0.5);
        }

        @Override
        double smallestChange(double y) {
            return 0.01;
        }
    },
    LATENCY {
        @Override
        double of(double value, double n) {
            return Math.log(Math.max(value, 1));
        }

        @Override
        double back(double y, double n) {
            return Math.exp(y);
        }

        @Override
        double noise(double n) {
            // Quantile noise of a lognormal law with sigma 1: sqrt(q (1 - q)) / phi(z_q) = 2.1.
            return 2.1 / Math.sqrt(n);
        }

        @Override
        double smallestChange(double y) {
            return SMALLEST_RELATIVE_CHANGE;
        }
    };

    /// A smaller change of rate or latency is of no practical interest, however sure it is.
    private static final double SMALLEST_RELATIVE_CHANGE = 0.05;

    static Scale of(Figure metric) {
        return switch (metric.unit()) {
            case REQUESTS_PER_SECOND -> COUNT;
            case SHARE -> SHARE;
            case MICROS, ESTIMATED_MICROS -> LATENCY;
            case REQUESTS, BYTES, BYTES_PER_SECOND, RATIO, NUMBER ->
                    throw new IllegalArgumentException(metric + " is not watched");
        };
    }

    /// @param value a count, a share, or µs
    /// @param n requests behind it
    abstract double of(double value, double n);

    abstract double back(double y, double n);

    /// Standard deviation by chance alone, on this scale.
    abstract double noise(double n);

    abstract double smallestChange(double y);
}
