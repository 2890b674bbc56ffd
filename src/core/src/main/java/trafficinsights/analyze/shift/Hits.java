package trafficinsights.analyze.shift;

import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;

/// Events that count, of so many: what a share, a percentile or Apdex is made of.
record Hits(double hits, double count) {
    static final Hits NOTHING = new Hits(0, 0);

    double share() {
        return hits / count;
    }

    /// @param boundMicros above which a request is slow, for percentiles
    /// @throws IllegalArgumentException for a figure that is not a share of anything, such as a sum
    static Hits of(Figure figure, KpiAccumulator measured, long boundMicros) {
        Kpi kpi = measured.toKpi();
        double known = kpi.latencyCount();
        double requests = kpi.requests();
        return switch (figure) {
            case P50, P90, P95, P99, P999, TTFB_P50, TTFB_P95 ->
                    slow(figure, measured, boundMicros);
            case MEAN -> new Hits(known == 0 ? 0 : kpi.meanMicros() * known, known);
            case ERROR_RATE, AVAILABILITY, CLIENT_ERROR_RATE, SUCCESS_AFTER_RETRY ->
                    kpi.isStatusKnown() ? errors(figure, kpi) : NOTHING;
            case RETRY_RATE -> new Hits(kpi.retries(), requests);
            case RETRY_AMPLIFICATION -> new Hits(kpi.attempts(), kpi.logicalRequests());
            case APDEX -> new Hits(kpi.satisfied() + kpi.tolerating() / 2.0, known);
            default -> throw new IllegalArgumentException(figure + " is not a share of anything");
        };
    }

    private static Hits errors(Figure figure, Kpi kpi) {
        long requests = kpi.requests();
        return switch (figure) {
            case ERROR_RATE -> new Hits(kpi.serverErrors(), requests);
            case AVAILABILITY -> new Hits(requests - kpi.serverErrors(), requests);
            case CLIENT_ERROR_RATE -> new Hits(kpi.clientErrors(), requests);
            default -> new Hits(kpi.succeededAfterRetry(), kpi.retries());
        };
    }

    private static Hits slow(Figure percentile, KpiAccumulator measured, long boundMicros) {
        double known = measured.count(percentile);
        return new Hits(known - measured.countWithin(percentile, boundMicros), known);
    }
}
