package trafficinsights.model;

import java.util.List;

/// The KPIs of one series (dimension and key) in one window of event time.
///
/// @param shape what the detector knows beside the KPI
public record KpiWindow(
        TimeWindow window, Dimension dimension, String key, Kpi kpi, WindowShape shape) {

    /// Of which only the KPI is known.
    public KpiWindow(TimeWindow window, Dimension dimension, String key, Kpi kpi) {
        this(window, dimension, key, kpi, WindowShape.estimated(kpi));
    }

    /// The figures of a window in the order of their columns, in CSV and in the store.
    public static final List<Figure> FIGURES =
            List.of(
                    Figure.REQUESTS,
                    Figure.REQUEST_RATE,
                    Figure.BYTES,
                    Figure.MEAN,
                    Figure.P50,
                    Figure.P90,
                    Figure.P95,
                    Figure.P99,
                    Figure.P999,
                    Figure.MAX,
                    Figure.CLIENT_ERRORS,
                    Figure.SERVER_ERRORS,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.ERROR_RATE,
                    Figure.RETRIES,
                    Figure.RETRY_RATE,
                    Figure.ATTEMPTS,
                    Figure.LOGICAL_REQUESTS,
                    Figure.RETRY_AMPLIFICATION,
                    Figure.SUCCEEDED_AFTER_RETRY,
                    Figure.SUCCESS_AFTER_RETRY,
                    Figure.SATISFIED,
                    Figure.TOLERATING,
                    Figure.LATENCY_COUNT,
                    Figure.APDEX,
                    Figure.AVAILABILITY,
                    Figure.TTFB_P50,
                    Figure.TTFB_P95);

    public double requestsPerSecond() {
        return kpi.requests() / window.lengthSeconds();
    }

    /// `NaN` for a window that is not full.
    ///
    /// @param untilMicros time up to which all requests have come
    public double fullRequestsPerSecond(long untilMicros) {
        return window.isFullAt(untilMicros) ? requestsPerSecond() : Double.NaN;
    }
}
