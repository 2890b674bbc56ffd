package trafficinsights.analyze.shift;

import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Figure;

/// How many standard errors apart a figure of two sets of requests is, if requests are independent:
/// counts by Poisson, shares by the binomial, percentiles by the share of requests above one bound.
/// Signed roots of the deviance (R. R. Wilks, 1938), which hold for small counts too. Positive
/// where the second side has more.
final class CountTest {
    /// Below so many expected events on both sides together nothing is said.
    private static final double FEWEST_EVENTS = 5;

    private CountTest() {}

    /// @param boundMicros above which a request is slow, for percentiles
    /// @return 0 where there is too little to say anything
    static double errors(
            Figure figure,
            KpiAccumulator before,
            double beforeSeconds,
            KpiAccumulator after,
            double afterSeconds,
            long boundMicros) {
        return switch (figure) {
            case REQUESTS, LOGICAL_REQUESTS, REQUEST_RATE ->
                    rate(
                            (double) before.requests(),
                            beforeSeconds,
                            (double) after.requests(),
                            afterSeconds);
            case BYTE_RATE -> bytes(before, beforeSeconds, after, afterSeconds);
            case MEAN -> mean(before, after);
            case RETRY_AMPLIFICATION -> {
                Hits a = Hits.of(figure, before, 0);
                Hits b = Hits.of(figure, after, 0);
                yield rate(a.hits() - a.count(), a.count(), b.hits() - b.count(), b.count());
            }
            default ->
                    share(
                            Hits.of(figure, before, boundMicros),
                            Hits.of(figure, after, boundMicros));
        };
    }

    /// Two Poisson counts over their exposures.
    static double rate(double a, double exposureA, double b, double exposureB) {
        double all = a + b;
        if (all < FEWEST_EVENTS || exposureA <= 0 || exposureB <= 0) {
            return 0;
        }
        double expectedA = all * exposureA / (exposureA + exposureB);
        double expectedB = all - expectedA;
        double deviance = 2 * (entropy(a, expectedA) + entropy(b, expectedB));
        return Math.signum(b - expectedB) * Math.sqrt(Math.max(0, deviance));
    }

    /// Two binomial shares.
    static double share(Hits a, Hits b) {
        double hits = a.hits() + b.hits();
        double count = a.count() + b.count();
        boolean isTooFew = Math.min(hits, count - hits) < FEWEST_EVENTS;
        if (a.count() <= 0 || b.count() <= 0 || (isTooFew && hits < FEWEST_EVENTS)) {
            return 0;
        }
        double share = hits / count;
        double deviance =
                2
                        * (entropy(a.hits(), a.count() * share)
                                + entropy(a.count() - a.hits(), a.count() * (1 - share))
                                + entropy(b.hits(), b.count() * share)
                                + entropy(b.count() - b.hits(), b.count() * (1 - share)));
        return Math.signum(b.share() - a.share()) * Math.sqrt(Math.max(0, deviance));
    }

    private static double entropy(double seen, double expected) {
        return seen <= 0 ? 0 : seen * Math.log(seen / expected);
    }

    /// Sizes vary about as much as their mean, as exponential ones do.
    private static double bytes(
            KpiAccumulator before,
            double secondsBefore,
            KpiAccumulator after,
            double secondsAfter) {
        double a = (double) before.toKpi().bytes() / secondsBefore;
        double b = (double) after.toKpi().bytes() / secondsAfter;
        if (!(a > 0 && b > 0) || before.requests() + after.requests() < FEWEST_EVENTS) {
            return 0;
        }
        double variance = 2 / (double) before.requests() + 2 / (double) after.requests();
        return Math.log(b / a) / Math.sqrt(variance);
    }

    /// Latencies vary about as much as their mean, as exponential ones do.
    private static double mean(KpiAccumulator before, KpiAccumulator after) {
        double a = before.toKpi().meanMicros();
        double b = after.toKpi().meanMicros();
        double variance =
                a * a / (double) before.latencyCount() + b * b / (double) after.latencyCount();
        return variance > 0 ? (b - a) / Math.sqrt(variance) : 0;
    }
}
