package trafficinsights.run.alert;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.alerts.Sending;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Sample;
import trafficinsights.run.base.RunProgress;

/// The figures of a run for monitoring systems: the KPIs of the newest complete window of all
/// requests, of each region and of each server, and how the workbench itself is doing. Threads:
/// any.
public final class RunFigures {
    private static final int MOST_SERIES = 500;
    private static final Set<Dimension> SHOWN =
            EnumSet.of(Dimension.TOTAL, Dimension.REGION, Dimension.SERVER);
    private static final double MICROS_A_SECOND = 1e6;

    /// The figures of a series, in their order.
    static final List<Figure> GAUGES =
            List.of(
                    Figure.REQUEST_RATE,
                    Figure.BYTE_RATE,
                    Figure.ERROR_RATE,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.RETRY_RATE,
                    Figure.APDEX,
                    Figure.P50,
                    Figure.P90,
                    Figure.P95,
                    Figure.P99,
                    Figure.TTFB_P50,
                    Figure.TTFB_P95);

    private record SeriesKey(Dimension dimension, String key) {}

    private record WindowKey(SeriesKey series, long startMicros) {}

    private final Supplier<RunProgress> progress;
    private final Map<SeriesKey, KpiWindow> newest = new LinkedHashMap<>();
    private final Map<WindowKey, KpiWindow> waiting = new HashMap<>();
    private @Nullable Sending sending;
    private long firing;

    public RunFigures(Supplier<RunProgress> progress) {
        this.progress = progress;
    }

    synchronized void sending(Sending opened) {
        sending = opened;
    }

    synchronized void firing(long alerts) {
        firing = alerts;
    }

    /// Takes the newest state of windows, which are shown once they are complete.
    ///
    /// @param untilMicros up to which windows are complete
    public synchronized void accept(List<KpiWindow> windows, long untilMicros) {
        for (KpiWindow window : windows) {
            if (SHOWN.contains(window.dimension())) {
                waiting.put(new WindowKey(seriesOf(window), window.window().startMicros()), window);
            }
        }
        Iterator<KpiWindow> remaining = waiting.values().iterator();
        while (remaining.hasNext()) {
            KpiWindow window = remaining.next();
            if (window.window().endMicros() <= untilMicros) {
                show(window);
                remaining.remove();
            }
        }
    }

    private void show(KpiWindow window) {
        SeriesKey series = seriesOf(window);
        KpiWindow known = newest.get(series);
        boolean isNewer =
                known == null
                        ? newest.size() < MOST_SERIES
                        : window.window().startMicros() >= known.window().startMicros();
        if (isNewer) {
            newest.put(series, window);
        }
    }

    private static SeriesKey seriesOf(KpiWindow window) {
        return new SeriesKey(window.dimension(), window.key());
    }

    public synchronized List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        newest.values().forEach(window -> traffic(window, samples));
        if (!newest.isEmpty()) {
            double end =
                    newest.values().stream()
                            .mapToLong(window -> window.window().endMicros())
                            .max()
                            .orElseThrow();
            gauge(
                    samples,
                    "traffic_window_end_timestamp_seconds",
                    "End of the newest complete window, in event time.",
                    Map.of(),
                    end / MICROS_A_SECOND);
        }
        gauge(
                samples,
                "traffic_alerts_firing",
                "Alerts that are firing.",
                Map.of(),
                (double) firing);
        workbench(samples);
        return samples;
    }

    private static void traffic(KpiWindow window, List<Sample> samples) {
        for (Figure figure : GAUGES) {
            if (figure.isOptional() && Double.isNaN(figure.of(window))) {
                continue;
            }
            SortedMap<String, String> labels = new TreeMap<>();
            labels.put("dimension", window.dimension().label());
            labels.put("key", window.key());
            if (figure.isPercentile()) {
                labels.put("percentile", figure.percent());
            }
            gauge(
                    samples,
                    figure.gauge(),
                    figure.isPercentile()
                            ? "Percentile of %s over the window."
                                    .formatted(
                                            figure.isLatencyPercentile()
                                                    ? "latency"
                                                    : "the time to first byte")
                            : figure.meaning(),
                    labels,
                    figure.unit().isTime()
                            ? figure.of(window) / MICROS_A_SECOND
                            : figure.of(window));
        }
    }

    private void workbench(List<Sample> samples) {
        RunProgress now = progress.get();
        counter(samples, "workbench_requests_total", "Requests processed.", Map.of(), now.rows());
        counter(samples, "workbench_lines_total", "Lines read.", Map.of(), now.lines());
        counter(samples, "workbench_rejects_total", "Rejected lines.", Map.of(), now.rejects());
        gauge(
                samples,
                "workbench_requests_per_second",
                "Requests processed per second of real time.",
                Map.of(),
                now.rowsPerSecond());
        gauge(
                samples,
                "workbench_run_seconds",
                "Seconds since the run began.",
                Map.of(),
                now.elapsedSeconds());
        Runtime runtime = Runtime.getRuntime();
        gauge(
                samples,
                "workbench_heap_used_bytes",
                "Heap in use.",
                Map.of(),
                (double) (runtime.totalMemory() - runtime.freeMemory()));
        gauge(
                samples,
                "workbench_heap_max_bytes",
                "Maximum heap.",
                Map.of(),
                (double) runtime.maxMemory());
        Sending opened = sending;
        List<Delivery> deliveries = opened == null ? List.of() : opened.deliveries();
        for (Delivery delivery : deliveries) {
            Map<String, String> label = Map.of("receiver", delivery.receiver());
            counter(
                    samples,
                    "workbench_alerts_sent_total",
                    "Messages accepted by receivers.",
                    label,
                    delivery.sent());
            counter(
                    samples,
                    "workbench_alerts_failed_total",
                    "Messages not accepted by receivers.",
                    label,
                    delivery.failed() + delivery.dropped());
        }
    }

    private static void gauge(
            List<Sample> samples,
            String name,
            String help,
            Map<String, String> labels,
            double value) {
        samples.add(new Sample(name, help, false, new TreeMap<>(labels), value));
    }

    private static void counter(
            List<Sample> samples,
            String name,
            String help,
            Map<String, String> labels,
            long value) {
        samples.add(new Sample(name, help, true, new TreeMap<>(labels), (double) value));
    }
}
