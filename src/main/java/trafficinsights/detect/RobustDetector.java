package trafficinsights.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Metric;

/// Watches the KPI series of total, regions, servers and routes, window by window, and reports
/// spans in which a metric leaves the band that its own recent past makes likely.
///
/// Streaming and causal: a window is judged by the windows before it. Windows of one series must
/// come in order of time. Threads: one at a time.
public final class RobustDetector {
    private record SeriesKey(Dimension dimension, String key, Metric metric) {}

    private final Map<SeriesKey, SeriesWatch> watches = new HashMap<>();
    private final List<Anomaly> closed = new ArrayList<>();

    /// Judges one window of one series by every metric.
    public void accept(KpiWindow window) {
        accept(window, true);
    }

    /// As [#accept(KpiWindow)], for the last window of a run: traffic may end inside it, so how
    /// much there was of it says nothing.
    public void acceptLast(KpiWindow window) {
        accept(window, false);
    }

    private void accept(KpiWindow window, boolean isWhole) {
        if (window.dimension() == Dimension.STATUS_CLASS) {
            return;
        }
        for (Metric metric : Metric.values()) {
            if (metric == Metric.REQUEST_RATE && !isWhole) {
                continue;
            }
            SeriesKey key = new SeriesKey(window.dimension(), window.key(), metric);
            watches.computeIfAbsent(key, k -> new SeriesWatch(k.dimension(), k.key(), k.metric()))
                    .accept(window, closed::add);
        }
    }

    /// Anomalies found so far, those that still last among them, in order of start.
    public List<Anomaly> anomalies() {
        List<Anomaly> all = new ArrayList<>(closed);
        watches.values().forEach(watch -> watch.current().ifPresent(all::add));
        all.sort(
                Comparator.comparingLong(Anomaly::startMicros)
                        .thenComparing(Anomaly::dimension)
                        .thenComparing(Anomaly::key)
                        .thenComparing(Anomaly::metric));
        return all;
    }
}
