package trafficinsights.detect.kpi;

/// How unlikely counts are under what was counted before, in standard deviations of a normal law:
/// signed roots of two-sample deviances (Wilks 1938). Threads: stateless.
final class Surprise {
    private static final double PLAIN = 2;

    private Surprise() {}

    /// Of a share: `x` of `n` now, `xBefore` of `nBefore` in the past; positive where it rose.
    static double ofShare(double x, double n, double xBefore, double nBefore) {
        if (!(n > 0 && nBefore > 0)) {
            return 0;
        }
        double pooled = (x + xBefore) / (n + nBefore);
        double change = x / n - xBefore / nBefore;
        double variance = pooled * (1 - pooled) * (1 / n + 1 / nBefore);
        if (change * change <= PLAIN * PLAIN * variance) {
            // Near chance, Pearson's statistic is as good, and needs no logarithms.
            return variance > 0 ? change / Math.sqrt(variance) : 0;
        }
        double deviance =
                entropy(x, n * pooled)
                        + entropy(n - x, n * (1 - pooled))
                        + entropy(xBefore, nBefore * pooled)
                        + entropy(nBefore - xBefore, nBefore * (1 - pooled));
        return signed(change, deviance);
    }

    /// Of a rate: `x` in `windows` now, `xBefore` in `windowsBefore`, both Poisson.
    static double ofRate(double x, double windows, double xBefore, double windowsBefore) {
        if (!(windows > 0 && windowsBefore > 0)) {
            return 0;
        }
        double rate = (x + xBefore) / (windows + windowsBefore);
        double deviance = entropy(x, rate * windows) + entropy(xBefore, rate * windowsBefore);
        return signed(x / windows - xBefore / windowsBefore, deviance);
    }

    private static double entropy(double observed, double expected) {
        return observed > 0 ? observed * Math.log(observed / Math.max(expected, 1e-300)) : 0;
    }

    private static double signed(double change, double halfDeviance) {
        return Math.signum(change) * Math.sqrt(Math.max(0, 2 * halfDeviance));
    }
}
