package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Series;

/// Pairs of numbers. Of many rows, those that would cover one another on any screen become one
/// point in their middle, so that no outlier is lost.
final class PointQueries {
    static final long MOST_SINGLE_ROWS = 5_000;
    static final int CELLS_ACROSS = 160;
    static final int CELLS_UP = 100;

    private final ChartQueries chart;

    PointQueries(ChartQueries chart) {
        this.chart = chart;
    }

    ChartData make() throws SQLException {
        ChartQueries.Extent extent = chart.extent();
        if (extent.used() == 0) {
            return new ChartData.Points(extent.counts(), 0, false, List.of(), 0);
        }
        ChartQueries.Ranking ranking = chart.ranking();
        boolean isGathered = extent.used() > MOST_SINGLE_ROWS;
        String sql =
                isGathered
                        ? "SELECT k, avg(x) AS mx, avg(y) AS my FROM (SELECT x, y, %s AS k, %s AS gx, %s AS gy FROM %s) GROUP BY gx, gy, k ORDER BY k, mx, my"
                                .formatted(
                                        ranking.key(),
                                        cell("x", extent.low(), extent.high(), CELLS_ACROSS),
                                        cell("y", extent.yLow(), extent.yHigh(), CELLS_UP),
                                        chart.usable())
                        : "SELECT %s AS k, x, y FROM %s ORDER BY k, x, y"
                                .formatted(ranking.key(), chart.usable());
        List<List<double[]>> read = new ArrayList<>();
        for (int i = 0; i <= ranking.names().size(); i++) {
            read.add(new ArrayList<>());
        }
        int places = 0;
        try (Statement statement = chart.session().statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                read.get(row.getInt(1)).add(new double[] {row.getDouble(2), row.getDouble(3)});
                places++;
            }
        }
        return new ChartData.Points(
                extent.counts(), places, isGathered, series(read, ranking), ranking.count());
    }

    private static String cell(String value, double low, double high, int cells) {
        // Parts first: the difference of two very large numbers has no place in a double.
        double width = (high / cells - low / cells);
        return !(width > 0)
                ? "0"
                : "CAST(least(%d, floor((%s - %s) / %s)) AS BIGINT)"
                        .formatted(
                                cells - 1, value, Histograms.number(low), Histograms.number(width));
    }

    private static List<Series> series(List<List<double[]>> read, ChartQueries.Ranking ranking) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            List<double[]> points = read.get(i);
            boolean isOthers = i == ranking.names().size();
            if (!points.isEmpty()) {
                series.add(
                        new Series(
                                isOthers ? "" : ranking.names().get(i),
                                isOthers,
                                points.stream().mapToDouble(point -> point[0]).toArray(),
                                points.stream().mapToDouble(point -> point[1]).toArray()));
            }
        }
        return series;
    }
}
