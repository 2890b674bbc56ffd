package trafficinsights.model;

/// The KPIs of one series (dimension and key) in one window of event time.
public record KpiWindow(TimeWindow window, Dimension dimension, String key, Kpi kpi) {
    public double requestsPerSecond() {
        return kpi.requests() / window.lengthSeconds();
    }

    public double bytesPerSecond() {
        return kpi.bytes() / window.lengthSeconds();
    }
}
