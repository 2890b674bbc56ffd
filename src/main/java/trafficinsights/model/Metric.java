package trafficinsights.model;

/// A figure of a KPI window that is watched for anomalies.
public enum Metric {
    REQUEST_RATE("request_rate", "requests/s"),
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

    /// The figure, in [#unit()]; `NaN` where the window cannot tell.
    public double of(KpiWindow window) {
        return switch (this) {
            case REQUEST_RATE -> window.requestsPerSecond();
            case P95_LATENCY -> window.kpi().p95Micros();
            case ERROR_RATE -> window.kpi().errorRate();
            case CLIENT_ERROR_RATE -> window.kpi().clientErrorRate();
        };
    }
}
