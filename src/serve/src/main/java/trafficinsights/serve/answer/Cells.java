package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import trafficinsights.chart.CellFrame;
import trafficinsights.chart.HeatMap;
import trafficinsights.chart.Lanes;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.RunChart;
import trafficinsights.report.chart.Ink;

/// Swim lanes of servers and the heat map of latencies, as cells with a shade each: the ones that
/// the window shows. Threads: stateless.
final class Cells {
    private static final int COLUMNS = 180;
    private static final int SHADES = 100;
    private static final double MICROS = 1e6;
    private static final String NO_LATENCY = "No latency is known yet.";

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
        Map<String, List<KpiWindow>> servers = new TreeMap<>();
        for (KpiWindow one : shown.windows(Dimension.SERVER)) {
            if (!Double.isNaN(figure.of(one))) {
                servers.computeIfAbsent(one.key(), _ -> new ArrayList<>()).add(one);
            }
        }
        Lanes lanes = new Lanes(servers, figure, shown.fromMicros(), shown.toMicros());
        String chosen = shown.dimension() == Dimension.SERVER ? shown.key() : "";
        CellFrame frame = lanes.frame(chosen, COLUMNS, shown.toMicros(), UnaryOperator.identity());
        String more =
                servers.size() > Lanes.MOST_LANES
                        ? ", the highest %d of %d servers"
                                .formatted(Lanes.MOST_LANES, servers.size())
                        : "";
        return grid(
                RunChart.SERVERS.heading(),
                "darker is slower" + more,
                Ink.series(figure.brief()).variable(),
                frame,
                "No server has a known latency.");
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
                            ? NO_LATENCY
                            : "A report has no histograms, so there is no heat map.";
            return new Grid(title, "", colour, 0, 1, 0, List.of(), List.of(), why);
        }
        CellFrame frame =
                HeatMap.frame(
                        grid,
                        shown.fromMicros() / MICROS,
                        shown.toMicros() / MICROS,
                        UnaryOperator.identity());
        return grid(title, "darker is more requests per second", colour, frame, NO_LATENCY);
    }

    /// @param ifEmpty what is said where no cell has a value
    private static Grid grid(
            String title, String subtitle, String colour, CellFrame frame, String ifEmpty) {
        List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < frame.rowNames().size(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                double value = frame.value(row, column);
                if (!Double.isNaN(value)) {
                    int shade = (int) Math.round(SHADES * frame.scale().level(value));
                    cells.add(new Cell(column, row, shade, frame.text().apply(value)));
                }
            }
        }
        return new Grid(
                title,
                subtitle,
                colour,
                frame.firstSeconds(),
                frame.columnSeconds(),
                frame.columns(),
                cells.isEmpty() ? List.of() : frame.rowNames(),
                cells,
                cells.isEmpty() ? ifEmpty : "");
    }
}
