package trafficinsights.detect.kpi;

import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;
import trafficinsights.stat.Counts;
import trafficinsights.stat.RandomStream;

/// Windows of a series in which nothing happens but chance: Poisson counts of requests and errors,
/// and a 95th percentile that varies as that of a log-normal sample of this size does.
final class QuietTraffic {
    static final long WINDOW = 10_000_000;

    /// Of the log-normal latencies.
    private static final double SIGMA = 0.6;

    /// Standard error of the logarithm of a sample's 95th percentile, times the root of its size:
    /// sigma * sqrt(0.05 * 0.95) / φ(1.645) (quantile of a normal sample).
    private static final double P95_ERROR = SIGMA * Math.sqrt(0.0475) / 0.10314;

    double requestsPerWindow = 4_000;
    double errorShare = 0.002;
    double p95Micros = 180_000;

    private final RandomStream random;
    private final Dimension dimension;
    private final String key;

    QuietTraffic(long seed, Dimension dimension, String key) {
        random = new RandomStream(seed, dimension.label().hashCode(), key.hashCode());
        this.dimension = dimension;
        this.key = key;
    }

    KpiWindow window(int index) {
        int requests = Math.max(1, (int) Counts.poisson(requestsPerWindow, random));
        int errors = (int) Math.min(requests, Counts.poisson(requests * errorShare, random));
        int clientErrors = (int) Counts.poisson(requests * 0.01, random);
        double p95 = p95Micros * Math.exp(P95_ERROR / Math.sqrt(requests) * random.nextGaussian());
        return new KpiWindow(
                new TimeWindow(index * WINDOW, WINDOW),
                dimension,
                key,
                kpi(requests, errors, Math.min(requests, clientErrors), p95));
    }

    static Kpi kpi(int requests, int errors, int clientErrors, double p95) {
        return new Kpi(
                requests,
                requests,
                requests,
                0,
                0,
                clientErrors,
                errors,
                requests * 1000L,
                requests,
                requests,
                0,
                p95 / 2,
                p95 / 3,
                p95 * 0.8,
                p95,
                p95 * 1.5,
                p95 * 2,
                p95 * 3,
                Double.NaN,
                Double.NaN,
                true);
    }
}
