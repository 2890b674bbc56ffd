package trafficinsights.analyze.rules;

import java.util.Arrays;
import java.util.List;
import trafficinsights.model.Kpi;

/// A figure that a rule may be about.
enum Measure {
    P50("p50", Quantity.LATENCY),
    P90("p90", Quantity.LATENCY),
    P95("p95", Quantity.LATENCY),
    P99("p99", Quantity.LATENCY),
    P999("p99.9", Quantity.LATENCY),
    MEAN("mean", Quantity.LATENCY),
    MAX("max", Quantity.LATENCY),
    ERROR_RATE("error_rate", Quantity.SHARE),
    CLIENT_ERROR_RATE("client_error_rate", Quantity.SHARE),
    RETRY_RATE("retry_rate", Quantity.SHARE),
    AVAILABILITY("availability", Quantity.SHARE),
    SUCCESS_AFTER_RETRY("success_after_retry", Quantity.SHARE),
    /// Of the requests with a known latency, those that took at most so long. The bound stands with
    /// the rule, so the figure comes from the sketch and not from here.
    WITHIN("within", Quantity.SHARE),
    APDEX("apdex", Quantity.RATIO),
    RETRY_AMPLIFICATION("retry_amplification", Quantity.RATIO),
    REQUEST_RATE("request_rate", Quantity.REQUESTS_PER_SECOND),
    BYTE_RATE("byte_rate", Quantity.BYTES_PER_SECOND);

    private final String label;
    private final Quantity quantity;

    Measure(String label, Quantity quantity) {
        this.label = label;
        this.quantity = quantity;
    }

    String label() {
        return label;
    }

    Quantity quantity() {
        return quantity;
    }

    /// Whether it says how much there was, so that silence is a figure too: 0.
    boolean isRate() {
        return this == REQUEST_RATE || this == BYTE_RATE;
    }

    /// @param seconds that the KPIs are over
    double of(Kpi kpi, double seconds) {
        boolean isSilent = kpi.requests() == 0 && !isRate();
        return isSilent ? Double.NaN : figure(kpi, seconds);
    }

    private double figure(Kpi kpi, double seconds) {
        return switch (this) {
            case P50 -> kpi.p50Micros();
            case P90 -> kpi.p90Micros();
            case P95 -> kpi.p95Micros();
            case P99 -> kpi.p99Micros();
            case P999 -> kpi.p999Micros();
            case MEAN -> kpi.meanMicros();
            case MAX -> kpi.maxMicros();
            case ERROR_RATE -> kpi.errorRate();
            case CLIENT_ERROR_RATE -> kpi.clientErrorRate();
            case RETRY_RATE -> kpi.retryRate();
            case AVAILABILITY -> kpi.availability();
            case SUCCESS_AFTER_RETRY -> kpi.successAfterRetry();
            case APDEX -> kpi.apdex();
            case RETRY_AMPLIFICATION -> kpi.retryAmplification();
            case REQUEST_RATE -> kpi.requests() / seconds;
            case BYTE_RATE -> kpi.bytes() / seconds;
            case WITHIN -> throw new IllegalStateException("the sketch has it, see Indicator");
        };
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Measure::label).toList();
    }

    /// How a sentence names it.
    String words() {
        return switch (this) {
            case P50, P90, P95, P99, P999 -> label + " latency";
            case MEAN -> "mean latency";
            case MAX -> "longest latency";
            case ERROR_RATE -> "share of server errors";
            case CLIENT_ERROR_RATE -> "share of client errors";
            case RETRY_RATE -> "share of retries";
            case AVAILABILITY -> "availability";
            case SUCCESS_AFTER_RETRY -> "success after retry";
            case WITHIN -> "share of requests in time";
            case APDEX -> "Apdex";
            case RETRY_AMPLIFICATION -> "retry amplification";
            case REQUEST_RATE -> "request rate";
            case BYTE_RATE -> "byte rate";
        };
    }
}
