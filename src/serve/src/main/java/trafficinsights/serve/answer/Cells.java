package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.NumberText;
import trafficinsights.model.RunChart;
import trafficinsights.model.Unit;
import trafficinsights.report.chart.Ink;

/// Swim lanes of servers and the heat map of latencies, as cells with a shade each. Threads:
/// stateless.
final class Cells {
    private static final int MOST_LANES = 48;
    private static final int COLUMNS = 180;
    private static final int SHADES = 100;
    private static final double MICROS = 1e6;

    private Cells() {}

    /// @param column and row from 0
    /// @param shade 0 to 100: how strong the colour is
    record Cell(int column, int row, int shade, String text) {}

    /// @param rows names, from the top
    /// @param start of the first column, seconds since 1970 UTC
    record Grid(
            String title,
            String subtitle,
            String colour,
            double start,
            double columnSeconds,
            int columns,
            List<String> rows,
            List<Cell> cells,
            String emptyText) {}

    record Both(String run, long version, double from, double to, Grid lanes, Grid heat) {}

    static Both of(Shown shown) {
        return new Both(
                shown.run().id(),
                shown.snapshot().version(),
                shown.fromMicros() / MICROS,
                shown.toMicros() / MICROS,
                lanes(shown),
                heat(shown));
    }

    private static Grid lanes(Shown shown) {
        Figure figure = RunChart.SERVERS.lead();
        long window = shown.snapshot().windowMicros();
        long span = Math.max(1, shown.toMicros() - shown.fromMicros());
        long length = window * Math.max(1, Math.ceilDiv(span, window * COLUMNS));
        long first = Math.floorDiv(shown.fromMicros(), length);
        int columns = (int) Math.max(0, Math.ceilDiv(shown.toMicros(), length) - first);
        // A cell of several windows is the highest of them: percentiles cannot be averaged.
        Map<String, Map<Integer, Double>> byServer = new TreeMap<>();
        for (KpiWindow one : shown.windows(Dimension.SERVER)) {
            double value = figure.of(one);
            if (!Double.isNaN(value)) {
                int column = (int) (Math.floorDiv(one.window().startMicros(), length) - first);
                byServer.computeIfAbsent(one.key(), _ -> new TreeMap<>())
                        .merge(column, value, Math::max);
            }
        }
        List<String> rows = byServer.keySet().stream().limit(MOST_LANES).toList();
        Shades shades =
                Shades.of(
                        byServer.values().stream()
                                .flatMap(cells -> cells.values().stream())
                                .mapToDouble(Double::doubleValue)
                                .toArray());
        List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            byServer.getOrDefault(rows.get(row), Map.of())
                    .forEach((column, value) ->
                            cells.add(new Cell(column, at, shades.of(value), figure.text(value))));
        }
        String more =
                byServer.size() > rows.size()
                        ? ", the first %d of %d servers".formatted(rows.size(), byServer.size())
                        : "";
        return new Grid(
                RunChart.SERVERS.heading(),
                "darker is slower" + more,
                Ink.series(figure.brief()).variable(),
                first * length / MICROS,
                length / MICROS,
                columns,
                rows,
                cells,
                rows.isEmpty() ? "No server has a known latency." : "");
    }

    private static Grid heat(Shown shown) {
        LatencyGrid grid =
                shown.run()
                        .latencies(
                                shown.dimension(),
                                shown.key(),
                                shown.fromMicros(),
                                shown.toMicros(),
                                COLUMNS)
                        .orElse(null);
        String title = "Latency of all requests";
        String colour = Ink.series(Figure.P95.brief()).variable();
        if (grid == null) {
            String why =
                    shown.run().canMerge()
                            ? "No latency is known yet."
                            : "A report has no histograms, so there is no heat map.";
            return new Grid(title, "", colour, 0, 1, 0, List.of(), List.of(), why);
        }
        Map<Integer, Long> counts = new LinkedHashMap<>();
        int low = LatencyGrid.ROWS;
        int high = -1;
        for (int i = 0; i < grid.counts().length; i++) {
            if (grid.counts()[i] > 0) {
                counts.put(i, grid.counts()[i]);
                low = Math.min(low, i % LatencyGrid.ROWS);
                high = Math.max(high, i % LatencyGrid.ROWS);
            }
        }
        double seconds = grid.columnMicros() / MICROS;
        Shades shades = Shades.of(counts.values().stream().mapToDouble(n -> n / seconds).toArray());
        List<String> rows = new ArrayList<>();
        for (int row = high; row >= low; row--) {
            rows.add(
                    NumberText.latency(LatencyGrid.lowerMicros(row))
                            + " – "
                            + NumberText.latency(LatencyGrid.lowerMicros(row + 1)));
        }
        List<Cell> cells = new ArrayList<>();
        for (Map.Entry<Integer, Long> one : counts.entrySet()) {
            double rate = one.getValue() / seconds;
            cells.add(
                    new Cell(
                            one.getKey() / LatencyGrid.ROWS,
                            high - one.getKey() % LatencyGrid.ROWS,
                            shades.of(rate),
                            Unit.REQUESTS_PER_SECOND.text(rate)));
        }
        return new Grid(
                title,
                "darker is more requests per second",
                colour,
                grid.startMicros() / MICROS,
                seconds,
                grid.columns(),
                rows,
                cells,
                cells.isEmpty() ? "No latency is known yet." : "");
    }

    /// By the order of magnitude.
    private record Shades(double low, double high) {
        private static final double LEAST_FACTOR = 2;

        static Shades of(double[] values) {
            double low = Double.POSITIVE_INFINITY;
            double high = 0;
            for (double value : values) {
                low = value > 0 ? Math.min(low, value) : low;
                high = Math.max(high, value);
            }
            return new Shades(low, Math.max(high, LEAST_FACTOR * low));
        }

        int of(double value) {
            return value <= low
                    ? 0
                    : (int) Math.round(SHADES * Math.log(value / low) / Math.log(high / low));
        }
    }
}
