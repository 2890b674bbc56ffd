package trafficinsights.model;

/// The KPIs of one series (dimension and key) in one window of event time.
public record KpiWindow(TimeWindow window, Dimension dimension, String key, Kpi kpi) {
    public double requestsPerSecond() {
        return kpi.requests() / window.lengthSeconds();
    }

    /// `NaN` for a window that is not full.
    ///
    /// @param untilMicros time up to which all requests have come
    public double fullRequestsPerSecond(long untilMicros) {
        return window.isFullAt(untilMicros) ? requestsPerSecond() : Double.NaN;
    }

    public double bytesPerSecond() {
        return kpi.bytes() / window.lengthSeconds();
    }
}
