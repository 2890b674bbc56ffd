package trafficinsights.analyze.shift;

import java.util.List;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Kpi;

/// A figure that is compared, and how much chance alone moves it.
enum FigureKind {
    REQUEST_RATE("request_rate", "requests/s"),
    BYTE_RATE("byte_rate", "bytes/s"),
    P50("p50", "µs"),
    P95("p95", "µs"),
    P99("p99", "µs"),
    ERROR_RATE("error_rate", "share"),
    CLIENT_ERROR_RATE("client_error_rate", "share"),
    RETRY_RATE("retry_rate", "share"),
    APDEX("apdex", "ratio");

    static final List<FigureKind> ALL = List.of(values());

    private final String label;
    private final String unit;

    FigureKind(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    String label() {
        return label;
    }

    String unit() {
        return unit;
    }

    /// `NaN` where there is none.
    double of(KpiAccumulator measured, double seconds) {
        Kpi kpi = measured.toKpi();
        return switch (this) {
            case REQUEST_RATE -> kpi.requests() / seconds;
            case BYTE_RATE -> kpi.bytes() / seconds;
            case P50 -> kpi.p50Micros();
            case P95 -> kpi.p95Micros();
            case P99 -> kpi.p99Micros();
            case ERROR_RATE -> known(kpi, kpi.errorRate());
            case CLIENT_ERROR_RATE -> known(kpi, kpi.clientErrorRate());
            case RETRY_RATE -> known(kpi, kpi.retryRate());
            case APDEX -> kpi.apdex();
        };
    }

    private static double known(Kpi kpi, double value) {
        return kpi.requests() == 0 ? Double.NaN : value;
    }

    /// Variance that chance alone gives the figure over a span, if requests are independent.
    double samplingVariance(KpiAccumulator measured, double seconds) {
        double n = Math.max(1, measured.requests());
        return switch (this) {
            // A Poisson count has the variance of its mean.
            case REQUEST_RATE -> n / seconds / seconds;
            case BYTE_RATE -> {
                double rate = of(measured, seconds);
                yield rate * rate / n;
            }
            case P50 -> quantileVariance(measured, 0.5);
            case P95 -> quantileVariance(measured, 0.95);
            case P99 -> quantileVariance(measured, 0.99);
            case ERROR_RATE, CLIENT_ERROR_RATE, RETRY_RATE -> {
                // As if half an event more and half an event less had been seen.
                double p = (of(measured, seconds) * n + 0.5) / (n + 1);
                yield p * (1 - p) / n;
            }
            case APDEX -> 0.25 / Math.max(1, measured.latencyCount());
        };
    }

    /// The values one standard deviation of the rank below and above: half their distance.
    private static double quantileVariance(KpiAccumulator measured, double q) {
        double n = Math.max(1, measured.latencyCount());
        double reach = Math.sqrt(q * (1 - q) / n);
        double[] ends = measured.latencyQuantiles(Math.max(0, q - reach), Math.min(1, q + reach));
        double half = (ends[1] - ends[0]) / 2;
        // The sketch's own step is an error as well.
        double step = measured.latencyQuantiles(q)[0] / 128;
        return half * half + step * step;
    }
}
