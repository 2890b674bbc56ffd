package trafficinsights.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;

/// How a table of facts goes into the warehouse: which column of the store into which of SQL
/// Server.
///
/// @param table the same name on both sides
record FactTarget(String table, List<Column> columns) {

    /// What a column holds on the wire and in the table; both are the same.
    enum Kind {
        /// A text that repeats, as its id in `ti.Labels`.
        LABEL,
        /// A server's name, as its id in `ti.Servers`.
        SERVER,
        SMALLINT,
        BIGINT,
        REAL,
        FLOAT,
        /// A time: see [Clock].
        TIME,
        TEXT
    }

    /// @param from name in the store
    /// @param isNeeded whether a row cannot be without it
    record Column(String to, String from, Kind kind, boolean isNeeded) {}

    private static Column need(String to, String from, Kind kind) {
        return new Column(to, from, kind, true);
    }

    private static Column may(String name, Kind kind) {
        return new Column(name, name, kind, false);
    }

    private static final List<FactTarget> ALL =
            List.of(
                    new FactTarget(
                            "ServerMetrics",
                            List.of(
                                    need("ts", "ts", Kind.TIME),
                                    need("server", "server", Kind.SERVER),
                                    may("health", Kind.SMALLINT),
                                    may("cpu_utilization", Kind.REAL),
                                    may("memory_utilization", Kind.REAL),
                                    may("active_connections", Kind.REAL),
                                    may("network_in_bytes_per_second", Kind.FLOAT),
                                    may("network_out_bytes_per_second", Kind.FLOAT))),
                    new FactTarget("KpiWindows", kpiColumns()),
                    new FactTarget(
                            "Anomalies",
                            List.of(
                                    need("start_ts", "start", Kind.TIME),
                                    need("end_ts", "end", Kind.TIME),
                                    need("dimension", "dimension", Kind.LABEL),
                                    need("series_key", "key", Kind.LABEL),
                                    need("metric", "metric", Kind.LABEL),
                                    need("unit", "unit", Kind.LABEL),
                                    need("severity", "severity", Kind.LABEL),
                                    need("score", "score", Kind.FLOAT),
                                    may("observed", Kind.FLOAT),
                                    may("expected", Kind.FLOAT),
                                    may("band_low", Kind.FLOAT),
                                    may("band_high", Kind.FLOAT),
                                    may("deviation", Kind.FLOAT))),
                    new FactTarget(
                            "Incidents",
                            List.of(
                                    need("start_ts", "start", Kind.TIME),
                                    need("end_ts", "end", Kind.TIME),
                                    need("severity", "severity", Kind.LABEL),
                                    need("metric", "metric", Kind.LABEL),
                                    need("dimension", "dimension", Kind.LABEL),
                                    need("series_key", "key", Kind.LABEL),
                                    may("share", Kind.FLOAT),
                                    need("sentence", "sentence", Kind.TEXT),
                                    new Column("detected_ts", "detected", Kind.TIME, false),
                                    may("deviation", Kind.FLOAT))),
                    new FactTarget(
                            "Events",
                            List.of(
                                    need("start_ts", "start", Kind.TIME),
                                    new Column("end_ts", "end", Kind.TIME, false),
                                    need("kind", "kind", Kind.LABEL),
                                    need("server", "server", Kind.LABEL),
                                    need("repeats", "count", Kind.BIGINT),
                                    need("event_text", "text", Kind.TEXT))),
                    new FactTarget(
                            "DataQualityMetrics",
                            List.of(
                                    need("metric", "metric", Kind.LABEL),
                                    need("detail", "detail", Kind.LABEL),
                                    need("value", "value", Kind.FLOAT))));

    /// Amounts and latencies: all else is computed from them.
    private static List<Column> kpiColumns() {
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                need("window_start", "window_start", Kind.TIME),
                                need("window_seconds", "window_seconds", Kind.REAL),
                                need("dimension", "dimension", Kind.LABEL),
                                need("series_key", "key", Kind.LABEL)));
        for (Figure figure : KpiWindow.FIGURES) {
            if (figure.isAmount()) {
                boolean isNeeded = figure == Figure.REQUESTS;
                columns.add(new Column(figure.column(), figure.column(), Kind.BIGINT, isNeeded));
            }
        }
        for (Figure figure : KpiWindow.FIGURES) {
            if (figure.unit().isTime()) {
                columns.add(may(figure.column(), Kind.REAL));
            }
        }
        return List.copyOf(columns);
    }

    static Optional<FactTarget> of(String table) {
        return ALL.stream().filter(t -> t.table.equals(table)).findFirst();
    }

    String stage(Clock clock) {
        StringBuilder sql = new StringBuilder("CREATE TABLE #ti_facts (");
        for (Column column : columns) {
            sql.append(column.to)
                    .append(' ')
                    .append(column.kind == Kind.TIME ? clock.type() : type(column.kind))
                    .append(column.isNeeded ? " NOT NULL, " : " NULL, ");
        }
        return sql.substring(0, sql.length() - 2) + ")";
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case LABEL -> "int";
            case SERVER, SMALLINT -> "smallint";
            case BIGINT, TIME -> "bigint";
            case REAL -> "real";
            case FLOAT -> "float";
            case TEXT -> "nvarchar(2000)";
        };
    }

    /// One parameter: the batch's id.
    String move(Clock clock) {
        StringBuilder to = new StringBuilder("batch_id");
        StringBuilder from = new StringBuilder("CAST(? AS int)");
        for (Column column : columns) {
            to.append(", ").append(column.to);
            from.append(", ").append(column.kind == Kind.TIME ? clock.time(column.to) : column.to);
        }
        return "INSERT INTO ti.%s (%s) SELECT %s FROM #ti_facts".formatted(table, to, from);
    }
}
