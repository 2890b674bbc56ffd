package trafficinsights.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import trafficinsights.chart.Band;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Chart.Form;
import trafficinsights.chart.Series;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.NumberText;
import trafficinsights.model.RunChart;
import trafficinsights.model.SeriesColours;
import trafficinsights.model.Unit;
import trafficinsights.model.report.RunReport;

/// The charts of a report. All of them share the same times.
public final class ReportCharts {
    /// Runs of fewer windows are shown as bars: a line would suggest values in between.
    private static final int FEW_WINDOWS = 24;

    /// Latencies that span more than this factor are shown on a logarithmic axis.
    private static final double WIDE_RANGE = 40;

    private static final int MOST_NAMED = 7;
    private static final int MOST_LINES = 60;
    private static final String NO_REQUESTS = "No requests, so there is nothing to draw.";
    private static final String NO_LATENCY =
            "No request has a known latency. Use a log format with a latency field.";

    private final RunReport report;
    private final long[] times;
    private final long windowMicros;
    private final Map<Long, Integer> indexByTime = new HashMap<>();

    private ReportCharts(RunReport report) {
        this.report = report;
        this.times =
                report.series().stream()
                        .mapToLong(w -> w.window().startMicros())
                        .sorted()
                        .distinct()
                        .toArray();
        this.windowMicros =
                report.series().isEmpty()
                        ? report.windowMicros()
                        : report.series().getFirst().window().lengthMicros();
        for (int t = 0; t < times.length; t++) {
            indexByTime.put(times[t], t);
        }
    }

    /// In the order in which they are shown.
    public static List<Chart> of(RunReport report) {
        ReportCharts charts = new ReportCharts(report);
        return List.of(
                charts.requestsPerSecond(),
                charts.latencyPercentiles(),
                charts.errorRates(),
                charts.rateByRegion(),
                charts.p95ByServer());
    }

    private Chart requestsPerSecond() {
        Series rate = total("requests", SeriesColours.RATE, this::rate, false);
        // A single line needs no name: the title has it.
        return chart(
                Figure.REQUEST_RATE.column(),
                RunChart.RATE.heading(),
                "all requests, retries included",
                Unit.REQUESTS_PER_SECOND,
                times.length <= FEW_WINDOWS ? Form.BARS : Form.AREA,
                List.of(rate),
                bands(RunChart.RATE));
    }

    /// One window alone cannot fall.
    private double rate(KpiWindow window) {
        return times.length == 1
                ? window.requestsPerSecond()
                : window.fullRequestsPerSecond(report.endMicros());
    }

    private Chart latencyPercentiles() {
        return chart(
                "latency_percentiles",
                RunChart.LATENCY.heading(),
                "p50, p95 and p99 of all requests",
                Unit.ESTIMATED_MICROS,
                Form.LINES,
                RunChart.LATENCY.figures().stream().map(this::total).toList(),
                bands(RunChart.LATENCY));
    }

    private Chart errorRates() {
        return chart(
                "error_rates",
                RunChart.ERRORS.heading(),
                "share of all requests; 5xx includes requests without an answer",
                Unit.SHARE,
                Form.LINES,
                RunChart.ERRORS.figures().reversed().stream().map(this::total).toList(),
                bands(RunChart.ERRORS));
    }

    private Chart rateByRegion() {
        Map<String, double[]> byRegion = byKey(Dimension.REGION, this::rate);
        List<Series> series = named(byRegion, first(byRegion, ReportCharts::sum));
        if (!byRegion.isEmpty()) {
            series.add(
                    new Series(
                            byRegion.size() + " others",
                            SeriesColours.OTHERS,
                            added(byRegion),
                            true));
        }
        return chart(
                "rate_by_region",
                RunChart.REGIONS.heading(),
                "stacked; the upper edge is all requests",
                Unit.REQUESTS_PER_SECOND,
                Form.STACKED,
                series,
                bands(RunChart.REGIONS));
    }

    private Chart p95ByServer() {
        Map<String, double[]> byServer = byKey(Dimension.SERVER, Figure.P95::of);
        int servers = byServer.size();
        List<String> named = first(byServer, ReportCharts::max);
        List<Series> lines = named(byServer, named);
        List<Series> series = new ArrayList<>();
        byServer.entrySet().stream()
                .limit(MOST_LINES)
                .forEach(e ->
                        series.add(
                                new Series(e.getKey(), SeriesColours.OTHERS, e.getValue(), false)));
        series.addAll(lines);
        String subtitle =
                servers <= named.size()
                        ? "95 % of a server's requests took at most this long"
                        : "the %d slowest of %d servers are named; others are grey"
                                .formatted(named.size(), servers);
        return chart(
                "p95_by_server",
                RunChart.SERVERS.heading(),
                subtitle,
                Unit.ESTIMATED_MICROS,
                Form.LINES,
                series,
                bands(RunChart.SERVERS));
    }

    private Chart chart(
            String id,
            String title,
            String subtitle,
            Unit unit,
            Form form,
            List<Series> series,
            List<Band> bands) {
        boolean isLog = unit == Unit.ESTIMATED_MICROS && isWide(series);
        String resolution = NumberText.duration(windowMicros) + " windows";
        String scale = isLog ? ", log scale" : "";
        return new Chart(
                id,
                title,
                subtitle + ", " + resolution + scale,
                unit,
                form,
                isLog,
                times,
                windowMicros,
                series,
                bands,
                unit == Unit.ESTIMATED_MICROS && times.length > 0 ? NO_LATENCY : NO_REQUESTS);
    }

    private Series total(Figure figure) {
        return total(figure.brief(), figure.brief(), figure::of, true);
    }

    private Series total(
            String name, String colour, ToDoubleFunction<KpiWindow> value, boolean isLabelled) {
        double[] values = byKey(Dimension.TOTAL, value).get(Dimension.ALL);
        return new Series(name, colour, values == null ? unknown() : values, isLabelled);
    }

    private Map<String, double[]> byKey(Dimension dimension, ToDoubleFunction<KpiWindow> value) {
        Map<String, double[]> byKey = new TreeMap<>();
        for (KpiWindow window : report.series()) {
            Integer index = indexByTime.get(window.window().startMicros());
            if (window.dimension() == dimension && index != null) {
                double[] values = byKey.computeIfAbsent(window.key(), k -> unknown());
                values[index] = value.applyAsDouble(window);
            }
        }
        return byKey;
    }

    private double[] take(Map<String, double[]> byKey, String key) {
        double[] values = byKey.remove(key);
        return values == null ? unknown() : values;
    }

    private double[] unknown() {
        double[] values = new double[times.length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /// Takes the series of these keys out, each in its colour.
    private List<Series> named(Map<String, double[]> byKey, List<String> keys) {
        Map<String, String> colours = SeriesColours.of(List.copyOf(byKey.keySet()), keys);
        List<Series> series = new ArrayList<>();
        colours.forEach(
                (key, colour) -> series.add(new Series(key, colour, take(byKey, key), true)));
        return series;
    }

    /// The keys that matter most.
    private static List<String> first(
            Map<String, double[]> byKey, ToDoubleFunction<double[]> weight) {
        return byKey.entrySet().stream()
                .sorted(
                        Comparator.comparingDouble((Map.Entry<String, double[]> e) ->
                                        weight.applyAsDouble(e.getValue()))
                                .reversed())
                .limit(byKey.size() <= MOST_NAMED + 1 ? MOST_NAMED + 1 : MOST_NAMED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private double[] added(Map<String, double[]> byKey) {
        double[] sums = unknown();
        for (double[] values : byKey.values()) {
            for (int t = 0; t < sums.length; t++) {
                if (!Double.isNaN(values[t])) {
                    sums[t] = Double.isNaN(sums[t]) ? values[t] : sums[t] + values[t];
                }
            }
        }
        return sums;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sum();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }

    private static boolean isWide(List<Series> series) {
        double max = series.stream().mapToDouble(s -> max(s.values())).max().orElse(0);
        double min =
                series.stream()
                        .flatMapToDouble(s -> Arrays.stream(s.values()))
                        .filter(v -> v > 0)
                        .min()
                        .orElse(max);
        return max > WIDE_RANGE * min;
    }

    private List<Band> bands(RunChart chart) {
        List<Band> bands = new ArrayList<>(Band.truth(report.truth()));
        bands.addAll(Band.found(chart, report.anomalies()));
        if (times.length > 0) {
            long end = times[times.length - 1] + windowMicros;
            bands.addAll(Band.events(report.events(), times[0], end));
        }
        return bands;
    }
}
