package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Bar;
import trafficinsights.model.explore.ChartData.Counts;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;

/// Makes a chart of any number of rows: what comes out of DuckDB is a few thousand numbers.
///
/// Every row that has what the chart needs takes part; only percentiles of very many rows come from
/// a sample, which is said. One thread.
final class ChartQueries {
    /// As many as the palette has colours; the other series are one together.
    static final int MOST_SERIES = 8;

    static final int MOST_BARS = 20;
    static final int BINS = 60;

    /// A percentile keeps all its values in memory.
    static final long MOST_RANKED_ROWS = 5_000_000;

    private static final String USABLE = "x IS NOT NULL AND y IS NOT NULL";

    private static final String COPY = "temp.main.\"rows of the chart\"";

    private final Session session;
    private final ChartSpec spec;
    private final ZoneId zone;
    private final Column x;
    private String base;

    /// @param zone on whose clock slots of time begin
    /// @param columns of the rows
    /// @param name how a column is called in SQL
    /// @param from what is after `FROM`, with its condition
    ChartQueries(
            Session session,
            ChartSpec spec,
            ZoneId zone,
            List<Column> columns,
            Function<Column, String> name,
            String from) {
        this.session = session;
        this.spec = spec;
        this.zone = zone;
        FilterSql names = new FilterSql(columns);
        x = names.column(spec.x());
        String y = spec.y().isEmpty() ? "0" : number(names.column(spec.y()), name);
        String by = spec.by().isEmpty() ? "NULL" : text(names.column(spec.by()), name);
        base =
                "(SELECT %s AS x, %s AS y, CAST(%s AS VARCHAR) AS s FROM %s)"
                        .formatted(place(name), y, by, from);
    }

    /// As [#make], of rows that might be others at every pass, as with `random()`: they are read
    /// once. What is kept of them goes with the transaction, which is to be rolled back.
    ChartData makeOfCopy() throws SQLException {
        session.execute("CREATE TEMPORARY TABLE %s AS SELECT * FROM %s".formatted(COPY, base));
        base = COPY;
        return make();
    }

    private String place(Function<Column, String> name) {
        return switch (spec.kind()) {
            case LINES -> micros(name);
            case BARS -> text(x, name);
            case HISTOGRAM, POINTS -> number(x, name);
        };
    }

    private String micros(Function<Column, String> name) {
        if (x.kind() != ColumnKind.TIME) {
            throw wrong(x, "times, which lines need for X");
        }
        String type = x.type().endsWith("TIME ZONE") ? "TIMESTAMPTZ" : "TIMESTAMP";
        return "epoch_us(CASE WHEN isfinite(%1$s) THEN CAST(%1$s AS %2$s) END)"
                .formatted(name.apply(x), type);
    }

    private static String text(Column column, Function<Column, String> name) {
        return "CAST(" + name.apply(column) + " AS VARCHAR)";
    }

    /// What is not finite has no place in a chart.
    private static String number(Column column, Function<Column, String> name) {
        if (column.kind() != ColumnKind.NUMBER) {
            throw wrong(column, "numbers");
        }
        String value = "CAST(" + name.apply(column) + " AS DOUBLE)";
        return ColumnTypes.isFloating(column.type())
                ? "CASE WHEN isfinite(%1$s) THEN %1$s END".formatted(value)
                : value;
    }

    private static RuntimeException wrong(Column column, String wanted) {
        return Problem.of(
                        "explore.chart-column",
                        "The column %s has no %s. Choose another column or another kind of chart."
                                .formatted(column.name(), wanted))
                .asException();
    }

    ChartData make() throws SQLException {
        return switch (spec.kind()) {
            case LINES -> new LineQueries(this).make();
            case BARS -> bars();
            case HISTOGRAM -> histogram();
            case POINTS -> new PointQueries(this).make();
        };
    }

    Session session() {
        return session;
    }

    ChartSpec spec() {
        return spec;
    }

    ZoneId zone() {
        return zone;
    }

    String base() {
        return base;
    }

    /// The rows that take part, for a `FROM`.
    String usable() {
        return base + " WHERE " + USABLE;
    }

    /// Rows for an aggregate; a sample where a percentile of all would need too much memory. The
    /// seed is fixed.
    String ranked(long used) {
        return spec.aggregate().isPercentile() ? sample(used, MOST_RANKED_ROWS) : usable();
    }

    private String sample(long used, long most) {
        return used <= most
                ? usable()
                : "(SELECT * FROM (SELECT * FROM %s) USING SAMPLE %s PERCENT (bernoulli, 17))"
                        .formatted(usable(), 100.0 * most / used);
    }

    String value() {
        return value(spec.aggregate());
    }

    private static String value(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT -> "CAST(count(*) AS DOUBLE)";
            case SUM -> "sum(y)";
            case MEAN -> "avg(y)";
            case MIN -> "min(y)";
            case MAX -> "max(y)";
            case MEDIAN -> "quantile_disc(y, 0.5)";
            case P95 -> "quantile_disc(y, 0.95)";
        };
    }

    /// What a pass over all rows finds.
    ///
    /// @param low of X, and `high`; NaN without a row that takes part
    record Extent(long all, long used, double low, double high, double yLow, double yHigh) {
        Counts counts() {
            return new Counts(all, used, used);
        }
    }

    Extent extent() throws SQLException {
        boolean isText = spec.kind() == ChartKind.BARS;
        String ends = isText ? "NULL, NULL" : "min(x) FILTER (%1$s), max(x) FILTER (%1$s)";
        String sql =
                ("SELECT count(*), count(*) FILTER (%1$s), "
                                + ends
                                + ", min(y) FILTER (%1$s), max(y) FILTER (%1$s) FROM %2$s")
                        .formatted(USABLE, base);
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Extent(
                    row.getLong(1),
                    row.getLong(2),
                    orNaN(row, 3),
                    orNaN(row, 4),
                    orNaN(row, 5),
                    orNaN(row, 6));
        }
    }

    private static double orNaN(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /// The series with most rows, and how many there are.
    ///
    /// @param names null for rows without a series
    record Ranking(List<@Nullable String> names, long count) {
        boolean hasOthers() {
            return count > names.size();
        }

        /// Number of a row's series; one more than the last for all others.
        String key() {
            StringBuilder key = new StringBuilder("CASE");
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                key.append(" WHEN s ")
                        .append(name == null ? "IS NULL" : "= " + SqlText.text(name))
                        .append(" THEN ")
                        .append(i);
            }
            return names.size() == 1 && count == 1
                    ? "0"
                    : key.append(" ELSE ").append(names.size()).append(" END").toString();
        }
    }

    Ranking ranking() throws SQLException {
        if (spec.by().isEmpty()) {
            return new Ranking(List.of(""), 1);
        }
        String sql =
                "SELECT s, n, count(*) OVER () FROM (SELECT s, count(*) AS n FROM %s GROUP BY s) ORDER BY n DESC, s NULLS LAST LIMIT %d"
                        .formatted(usable(), MOST_SERIES);
        List<@Nullable String> names = new ArrayList<>();
        long count = 0;
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
                count = row.getLong(3);
            }
        }
        return new Ranking(names, count);
    }

    private ChartData bars() throws SQLException {
        Extent extent = extent();
        String sql =
                "SELECT x, v, n, count(*) OVER (), max(n) OVER (), sum(n) OVER (), count(*) FILTER (NOT isfinite(v)) OVER () FROM (SELECT x, %s AS v, count(*) AS n FROM %s GROUP BY x) ORDER BY isfinite(v) DESC, v DESC, n DESC, x LIMIT %d"
                        .formatted(value(), ranked(extent.used), MOST_BARS);
        List<Bar> bars = new ArrayList<>();
        long values = 0;
        long mostRows = 0;
        long sampled = 0;
        long beyond = 0;
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                double value = row.getDouble(2);
                if (Double.isFinite(value)) {
                    String name = Objects.requireNonNull(row.getString(1));
                    bars.add(new Bar(name, value, row.getLong(3)));
                }
                values = row.getLong(4);
                mostRows = row.getLong(5);
                sampled = row.getLong(6);
                beyond = row.getLong(7);
            }
        }
        return new ChartData.Bars(
                new Counts(extent.all, extent.used, sampled),
                bars,
                values - beyond,
                bars.stream().mapToLong(Bar::rows).sum(),
                mostRows > 1,
                beyond);
    }

    private ChartData histogram() throws SQLException {
        Extent extent = extent();
        if (extent.used == 0) {
            return new ChartData.Histogram(extent.counts(), List.of());
        }
        double p99 = Double.NaN;
        String sql =
                "SELECT quantile_disc(x, 0.99) FROM " + sample(extent.used, Summaries.EXACT_ROWS);
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            p99 = orNaN(row, 1);
        }
        return new ChartData.Histogram(
                extent.counts(),
                new Histograms(session, usable(), "x")
                        .round(
                                new Histograms.Range(extent.low, extent.high, p99),
                                BINS,
                                ColumnTypes.isWhole(x.type())));
    }
}
