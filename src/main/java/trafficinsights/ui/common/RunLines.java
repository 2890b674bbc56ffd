package trafficinsights.ui.common;

import java.util.List;
import trafficinsights.model.Anomaly;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.TruthInterval;
import trafficinsights.ui.common.ChartFrame.Band;

/// The lines that every panel draws of a run: rate, latency and errors, each always in the same
/// colour. Pure.
public final class RunLines {
    /// Of all of the traffic.
    public static final String RATE_COLOUR = "series-rate";

    private static final double MICROS = 1e6;

    private RunLines() {}

    /// @param watermarkMicros time up to which all requests have come
    public static List<SeriesFrame> rate(
            String name, List<KpiWindow> windows, long watermarkMicros, int columns) {
        return rate(name, RATE_COLOUR, windows, watermarkMicros, columns);
    }

    /// The same of a part of the traffic, in its own colour.
    public static List<SeriesFrame> rate(
            String name,
            String colour,
            List<KpiWindow> windows,
            long watermarkMicros,
            int columns) {
        return List.of(
                SeriesFrame.of(
                        name,
                        colour,
                        windows,
                        // One window alone cannot fall.
                        window ->
                                windows.size() == 1
                                        ? window.requestsPerSecond()
                                        : window.fullRequestsPerSecond(watermarkMicros),
                        columns));
    }

    public static List<SeriesFrame> latency(List<KpiWindow> windows, int columns) {
        return List.of(
                SeriesFrame.of(
                        "p50", "series-p50", windows, w -> w.kpi().p50Micros() / 1e3, columns),
                SeriesFrame.of(
                        "p95", "series-p95", windows, w -> w.kpi().p95Micros() / 1e3, columns),
                SeriesFrame.of(
                        "p99", "series-p99", windows, w -> w.kpi().p99Micros() / 1e3, columns));
    }

    public static List<SeriesFrame> errors(List<KpiWindow> windows, int columns) {
        return List.of(
                SeriesFrame.of("5xx", "series-5xx", windows, w -> w.kpi().errorRate(), columns),
                SeriesFrame.of(
                        "4xx", "series-4xx", windows, w -> w.kpi().clientErrorRate(), columns));
    }

    /// What was found, as the bands of a chart.
    public static List<Band> found(RunChart chart, List<Anomaly> anomalies) {
        return chart.spans(anomalies).stream()
                .map(span ->
                        new Band(
                                span.startMicros() / MICROS,
                                span.endMicros() / MICROS,
                                "band-" + span.worst().severity().label(),
                                FoundText.sentence(span.worst())))
                .toList();
    }

    /// What really happened, as bands.
    public static List<Band> truth(List<TruthInterval> truth) {
        return truth.stream()
                .map(interval ->
                        new Band(
                                interval.startMicros() / MICROS,
                                interval.endMicros() / MICROS,
                                "band-truth",
                                FoundText.truth(interval)))
                .toList();
    }
}
