package trafficinsights.ui.common;

import java.util.List;
import trafficinsights.model.Anomaly;
import trafficinsights.model.ChartKind;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.ui.common.ChartFrame.Band;

/// The lines that every panel draws of a run: rate, latency and errors, each always in the same
/// colour. Pure.
public final class RunLines {
    public static final List<String> RATE_COLOURS = List.of("series-rate");
    public static final List<String> LATENCY_COLOURS =
            List.of("series-p50", "series-p95", "series-p99");
    public static final List<String> ERROR_COLOURS = List.of("series-5xx", "series-4xx");

    private static final double MICROS = 1e6;
    private static final double LEAST_MISSING = 0.05;

    private RunLines() {}

    /// @param watermarkMicros time up to which all requests have come
    public static List<SeriesFrame> rate(
            String name, List<KpiWindow> windows, long watermarkMicros, int columns) {
        return List.of(
                SeriesFrame.of(
                        name,
                        RATE_COLOURS.getFirst(),
                        windows,
                        // One window alone cannot fall.
                        window ->
                                windows.size() == 1
                                        ? window.requestsPerSecond()
                                        : ratePerSecond(window, watermarkMicros),
                        columns));
    }

    /// `NaN` for a window that still fills, or that the run ended in: less of it is no fall in
    /// traffic. A window that wants so little that no request has to be in it counts as full.
    public static double ratePerSecond(KpiWindow window, long watermarkMicros) {
        double missing = (double) window.window().endMicros() - watermarkMicros;
        return missing > LEAST_MISSING * window.window().lengthMicros()
                ? Double.NaN
                : window.requestsPerSecond();
    }

    public static List<SeriesFrame> latency(List<KpiWindow> windows, int columns) {
        return List.of(
                SeriesFrame.of(
                        "p50",
                        LATENCY_COLOURS.get(0),
                        windows,
                        w -> w.kpi().p50Micros() / 1e3,
                        columns),
                SeriesFrame.of(
                        "p95",
                        LATENCY_COLOURS.get(1),
                        windows,
                        w -> w.kpi().p95Micros() / 1e3,
                        columns),
                SeriesFrame.of(
                        "p99",
                        LATENCY_COLOURS.get(2),
                        windows,
                        w -> w.kpi().p99Micros() / 1e3,
                        columns));
    }

    public static List<SeriesFrame> errors(List<KpiWindow> windows, int columns) {
        return List.of(
                SeriesFrame.of(
                        "5xx", ERROR_COLOURS.get(0), windows, w -> w.kpi().errorRate(), columns),
                SeriesFrame.of(
                        "4xx",
                        ERROR_COLOURS.get(1),
                        windows,
                        w -> w.kpi().clientErrorRate(),
                        columns));
    }

    /// What was found, as the bands of a chart.
    public static List<Band> found(ChartKind chart, List<Anomaly> anomalies) {
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
