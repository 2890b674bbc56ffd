package trafficinsights.model;

/// A figure of a KPI window that is watched for anomalies.
public enum Metric {
    REQUEST_RATE("request_rate", "requests/s"),
    /// Requests of a region, server or route as a share of all requests of the window.
    TRAFFIC_SHARE("traffic_share", "share"),
    P95_LATENCY("p95_latency", "µs"),
    ERROR_RATE("error_rate", "share"),
    CLIENT_ERROR_RATE("client_error_rate", "share");

    private final String label;
    private final String unit;

    Metric(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /// The name in files and tables.
    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    /// @throws IllegalArgumentException when no metric has this label
    public static Metric ofLabel(String label) {
        for (Metric metric : values()) {
            if (metric.label.equals(label)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("no metric is called " + label);
    }

    /// The figure, in [#unit()]; `NaN` where the window cannot tell.
    ///
    /// @param allRequests of all series together in the same time
    public double of(KpiWindow window, long allRequests) {
        return switch (this) {
            case REQUEST_RATE -> window.requestsPerSecond();
            case TRAFFIC_SHARE ->
                    allRequests == 0 ? Double.NaN : (double) window.kpi().requests() / allRequests;
            case P95_LATENCY -> window.kpi().p95Micros();
            case ERROR_RATE -> window.kpi().errorRate();
            case CLIENT_ERROR_RATE -> window.kpi().clientErrorRate();
        };
    }
}
