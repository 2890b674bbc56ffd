package trafficinsights.model;

import java.util.List;

/// The charts that a run is drawn in, wherever it is shown, and what of it is marked in which: a
/// chart of a figure marks what was found in that figure, in all of the traffic or in a part of it;
/// a chart that shows parts marks what was found in its parts.
public enum RunChart {
    RATE,
    LATENCY,
    ERRORS,
    /// Rates of regions.
    REGIONS,
    /// Latencies of servers.
    SERVERS;

    public boolean marks(Anomaly anomaly) {
        return switch (this) {
            case RATE, LATENCY, ERRORS -> of(anomaly.metric()) == this;
            case REGIONS -> anomaly.dimension() == Dimension.REGION && of(anomaly.metric()) == RATE;
            case SERVERS ->
                    anomaly.dimension() == Dimension.SERVER && of(anomaly.metric()) == LATENCY;
        };
    }

    /// The spans to mark in this chart, in order of time; no two overlap.
    public List<MarkedSpan> spans(List<Anomaly> anomalies) {
        return MarkedSpan.of(anomalies.stream().filter(this::marks).toList());
    }

    private static RunChart of(Metric metric) {
        return switch (metric) {
            case REQUEST_RATE, TRAFFIC_SHARE -> RATE;
            case P95_LATENCY -> LATENCY;
            case ERROR_RATE, CLIENT_ERROR_RATE -> ERRORS;
        };
    }
}
