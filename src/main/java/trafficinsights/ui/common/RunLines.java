package trafficinsights.ui.common;

import java.util.List;
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
                                        : window.fullRequestsPerSecond(watermarkMicros),
                        columns));
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
