package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.ColumnSummary.Bin;
import trafficinsights.model.explore.ColumnSummary.Quantile;
import trafficinsights.model.explore.ColumnSummary.ValueCount;
import trafficinsights.model.explore.ExploreWatch;

/// Summarises columns: up to a million rows everything is exact; above, distinct values are
/// estimated and quantiles come from a sample.
///
/// The sample takes rows by a hash of their number, so the same rows give the same figures. Of `n`
/// sampled rows the quantile q has a rank of q ± 3 √(q(1−q)/n), 0.15 % for a million.
final class Summaries {
    static final long EXACT_ROWS = 1_000_000;
    static final int BINS = 24;
    private static final int TOP = 10;
    private static final long MOST_VALUES_FOR_TOP = 100_000;
    private static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    private final Duck duck;
    private final RowSource source;

    Summaries(Duck duck, RowSource source) {
        this.duck = duck;
        this.source = source;
    }

    /// What one pass over the column finds.
    private record Basics(
            long rows,
            long nulls,
            long distinct,
            @Nullable String min,
            @Nullable String max,
            double least,
            double greatest) {}

    ColumnSummary of(Column column, String where, ExploreWatch watch) throws SQLException {
        String what = "summarizing " + column.name();
        boolean isExact = source.count() <= EXACT_ROWS;
        return duck.run(
                what,
                watch,
                session -> {
                    Basics basics = basics(session, column, where, isExact);
                    boolean hasBins =
                            column.kind() == ColumnKind.NUMBER || column.kind() == ColumnKind.TIME;
                    Sample sample =
                            hasBins
                                    ? sample(session, column, where, isExact)
                                    : new Sample(0, List.of());
                    double upper = sample.upper();
                    List<Bin> bins =
                            hasBins && basics.least <= basics.greatest
                                    ? bins(session, column, where, basics, upper)
                                    : List.of();
                    List<ValueCount> top =
                            basics.distinct <= MOST_VALUES_FOR_TOP || isExact
                                    ? top(session, column, where)
                                    : List.of();
                    return new ColumnSummary(
                            column,
                            basics.rows,
                            basics.nulls,
                            basics.distinct,
                            isExact,
                            basics.min,
                            basics.max,
                            sample.quantiles,
                            sample.rows,
                            bins,
                            top);
                });
    }

    private List<Bin> bins(Session session, Column column, String where, Basics basics, double p99)
            throws SQLException {
        Histograms histograms =
                new Histograms(session, source.all() + " WHERE " + where, asDouble(column));
        Histograms.Range range = new Histograms.Range(basics.least, basics.greatest, p99);
        return column.isStatus() && range.isOfStatuses()
                ? histograms.statusClasses(range)
                : histograms.of(range, BINS, ColumnTypes.isWhole(column.type()));
    }

    /// Numbers as they are, times as µs since the epoch.
    static String asDouble(Column column) {
        String name = SqlText.name(column.name());
        return column.kind() == ColumnKind.TIME
                ? "CAST(epoch_us(CASE WHEN isfinite(%s) THEN CAST(%s AS %s) END) AS DOUBLE)"
                        .formatted(
                                name,
                                name,
                                column.type().endsWith("TIME ZONE") ? "TIMESTAMPTZ" : "TIMESTAMP")
                : "CAST(" + name + " AS DOUBLE)";
    }

    private static String value(Column column) {
        return column.kind() == ColumnKind.OTHER
                ? FilterSql.asText(column)
                : SqlText.name(column.name());
    }

    private Basics basics(Session session, Column column, String where, boolean isExact)
            throws SQLException {
        String value = value(column);
        String numeric = asDouble(column);
        boolean isOrdered = column.kind() == ColumnKind.NUMBER || column.kind() == ColumnKind.TIME;
        String sql =
                "SELECT count(*), count(*) - count(%1$s), %2$s, CAST(min(%1$s) AS VARCHAR), CAST(max(%1$s) AS VARCHAR), %3$s FROM %4$s WHERE %5$s"
                        .formatted(
                                value,
                                isExact
                                        ? "count(DISTINCT " + value + ")"
                                        : "approx_count_distinct(" + value + ")",
                                isOrdered
                                        ? "min(%1$s) FILTER (isfinite(%1$s)), max(%1$s) FILTER (isfinite(%1$s))"
                                                .formatted(numeric)
                                        : "NULL, NULL",
                                source.all(),
                                where);
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Basics(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    orNaN(row, 6),
                    orNaN(row, 7));
        }
    }

    private static double orNaN(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /// @param rows with a value
    /// @param quantiles of [#SHARES]
    /// @param upper p99; NaN when there is none
    private record Sample(long rows, List<Quantile> quantiles, double upper) {
        Sample(long rows, List<Quantile> quantiles) {
            this(rows, quantiles, Double.NaN);
        }
    }

    private Sample sample(Session session, Column column, String where, boolean isExact)
            throws SQLException {
        String name = SqlText.name(column.name());
        StringBuilder sql = new StringBuilder("SELECT count(").append(name).append(")");
        for (double share : SHARES) {
            sql.append(", CAST(quantile_disc(%s, %s) AS VARCHAR)".formatted(name, share));
        }
        sql.append(", quantile_disc(%s, 0.99)".formatted(asDouble(column)));
        sql.append(" FROM ").append(source.all()).append(" WHERE ").append(where);
        if (!isExact) {
            long every = Math.max(1, source.count() / EXACT_ROWS);
            sql.append(" AND hash(%s) %% %d = 0".formatted(source.number(), every));
        }
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql.toString())) {
            row.next();
            List<Quantile> quantiles = new ArrayList<>();
            for (int i = 0; i < SHARES.size(); i++) {
                String value = row.getString(i + 2);
                if (value != null) {
                    quantiles.add(new Quantile(SHARES.get(i), value));
                }
            }
            return new Sample(row.getLong(1), quantiles, orNaN(row, SHARES.size() + 2));
        }
    }

    private List<ValueCount> top(Session session, Column column, String where) throws SQLException {
        String value = value(column);
        String sql =
                "SELECT CAST(v AS VARCHAR), n FROM (SELECT %s AS v, count(*) AS n FROM %s WHERE %s GROUP BY 1) WHERE v IS NOT NULL ORDER BY n DESC, v LIMIT %d"
                        .formatted(value, source.all(), where, TOP);
        List<ValueCount> top = new ArrayList<>();
        try (Statement statement = session.statement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                top.add(new ValueCount(row.getString(1), row.getLong(2)));
            }
        }
        return top;
    }
}
