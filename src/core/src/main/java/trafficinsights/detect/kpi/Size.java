package trafficinsights.detect.kpi;

/// What a person cares for: a smaller change is not an incident, however certain it is.
final class Size {
    /// Latencies as a whole, as the ratio of geometric means.
    static final double LATENCY_RATIO = 1.5;

    /// More than this on the mean latency.
    static final double LATENCY_MICROS = 4_000;

    /// The mean, where only a part of the requests got slower.
    static final double MEAN_RATIO = 1.4;

    /// The share of requests above the past's 90th percentile.
    static final double ABOVE_P90_RATIO = 2.5;

    /// The share of requests above the past's 98th percentile.
    static final double ABOVE_P98_RATIO = 3;

    /// Added share of server errors.
    static final double SERVER_ERRORS = 0.025;

    static final double CLIENT_ERRORS = 0.03;

    /// Added share of redirects, which is news and harms less.
    static final double REDIRECTS = 0.08;

    /// Sizes of responses, as the ratio of geometric means, either way.
    static final double RESPONSE_RATIO = 1.5;

    /// The rate of all requests.
    static final double RATE_FALL = 0.65;

    static final double RATE_RISE = 1.5;

    /// A part's share of the traffic.
    static final double SHARE_FALL = 0.62;

    static final double SHARE_RISE = 1.6;

    private Size() {}
}
