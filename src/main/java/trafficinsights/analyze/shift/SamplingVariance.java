package trafficinsights.analyze.shift;

import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiFigure;

/// How much chance alone moves a figure over a span, if requests are independent.
final class SamplingVariance {
    private SamplingVariance() {}

    /// Variance of the figure; `NaN` where it is not known.
    static double of(KpiFigure figure, KpiAccumulator measured, double seconds) {
        Kpi kpi = measured.toKpi();
        double n = (double) Math.max(1, measured.requests());
        return switch (figure) {
            // A Poisson count has the variance of its mean.
            case REQUESTS -> n;
            case LOGICAL_REQUESTS -> (double) Math.max(1, kpi.logicalRequests());
            case REQUEST_RATE -> n / seconds / seconds;
            case BYTE_RATE -> {
                double rate = figure.of(kpi, seconds);
                yield rate * rate / n;
            }
            // Latencies vary about as much as their mean, as exponential ones do.
            case MEAN -> kpi.meanMicros() * kpi.meanMicros() / Math.max(1, kpi.latencyCount());
            case P50, P90, P95, P99, P999 -> quantile(measured, figure.rank());
            case ERROR_RATE, CLIENT_ERROR_RATE, RETRY_RATE, AVAILABILITY ->
                    share(figure.of(kpi, seconds), n);
            case SUCCESS_AFTER_RETRY ->
                    share(figure.of(kpi, seconds), (double) Math.max(1, kpi.retries()));
            case RETRY_AMPLIFICATION -> {
                // Retries of one request follow one another: at least a Poisson count of them.
                double firsts = (double) Math.max(1, kpi.logicalRequests());
                yield Math.max(1, (double) kpi.attempts() - firsts) / firsts / firsts;
            }
            case APDEX -> 0.25 / (double) Math.max(1, measured.latencyCount());
        };
    }

    private static double share(double share, double n) {
        // As if half an event more and half an event less had been seen.
        double p = (share * n + 0.5) / (n + 1);
        return p * (1 - p) / n;
    }

    /// The values one standard deviation of the rank below and above: half their distance.
    private static double quantile(KpiAccumulator measured, double q) {
        double n = (double) Math.max(1, measured.latencyCount());
        double reach = Math.sqrt(q * (1 - q) / n);
        double[] ends = measured.latencyQuantiles(Math.max(0, q - reach), Math.min(1, q + reach));
        double half = (ends[1] - ends[0]) / 2;
        // The sketch's own step is an error as well.
        double step = measured.latencyQuantiles(q)[0] / 128;
        return half * half + step * step;
    }
}
