package trafficinsights.model;

/// Key figures of a set of requests. Latencies in µs are `NaN` where no request had one.
///
/// Percentiles come from one mergeable sketch and are never averaged; their relative error is
/// stated by the estimator that the report names.
///
/// @param requests rows: every attempt that was logged
/// @param attempts attempts sent to a server, those included that the balancer repeated by itself
/// @param logicalRequests first attempts: what clients wanted, before any retry
/// @param retries rows that are not a first attempt
/// @param succeededAfterRetry rows that are not a first attempt and ended below status 500
/// @param clientErrors status 400 to 499
/// @param serverErrors status 500 and above, or no answer at all
/// @param bytes sent to clients
/// @param latencyCount requests whose latency is known
/// @param satisfied known latency at most T, no server error (Apdex)
/// @param tolerating known latency above T and at most 4 T, no server error (Apdex)
/// @param isStatusKnown whether every request has a status, or was never answered. Where one comes
///   from a source without statuses, errors are not known: their counts mean nothing, and shares of
///   them are `NaN`.
public record Kpi(
        long requests,
        long attempts,
        long logicalRequests,
        long retries,
        long succeededAfterRetry,
        long clientErrors,
        long serverErrors,
        long bytes,
        long latencyCount,
        long satisfied,
        long tolerating,
        double meanMicros,
        double p50Micros,
        double p90Micros,
        double p95Micros,
        double p99Micros,
        double p999Micros,
        double maxMicros,
        double ttfbP50Micros,
        double ttfbP95Micros,
        boolean isStatusKnown) {

    /// Apdex's T: a request up to this latency satisfies (Apdex Alliance, technical specification
    /// 1.1).
    public static final long APDEX_THRESHOLD_MICROS = 500_000;

    /// Share of requests with status 500 and above or with no answer; 0 when there are none.
    public double errorRate() {
        return isStatusKnown ? share(serverErrors, requests) : Double.NaN;
    }

    /// Share of requests with status 400 to 499.
    public double clientErrorRate() {
        return isStatusKnown ? share(clientErrors, requests) : Double.NaN;
    }

    /// Share of requests that did not end in a server error.
    public double availability() {
        return requests == 0 ? Double.NaN : 1 - errorRate();
    }

    /// Share of rows that repeat an earlier attempt.
    public double retryRate() {
        return share(retries, requests);
    }

    /// Attempts sent for each thing a client wanted; 1 without retries. `NaN` when only retries
    /// were seen.
    public double retryAmplification() {
        return logicalRequests == 0 ? Double.NaN : (double) attempts / logicalRequests;
    }

    /// Share of repeated attempts that succeeded; `NaN` without any.
    public double successAfterRetry() {
        return retries == 0 || !isStatusKnown ? Double.NaN : share(succeededAfterRetry, retries);
    }

    /// (satisfied + tolerating / 2) / requests with a known latency; `NaN` without any.
    public double apdex() {
        return latencyCount == 0 ? Double.NaN : (satisfied + tolerating / 2.0) / latencyCount;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
