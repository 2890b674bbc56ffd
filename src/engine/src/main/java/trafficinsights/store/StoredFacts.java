package trafficinsights.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

/// What a run of a store found besides its requests, in pieces of a bounded size: a day of server
/// metrics by the second is millions of rows.
///
/// Threads: one at a time.
final class StoredFacts {
    private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

    private static final String INCIDENTS = "Incidents";

    /// A table, and the column that cuts it; none where a run has few rows by their nature.
    private record Source(String table, @Nullable String time) {}

    private static final List<Source> SOURCES =
            List.of(
                    new Source("ServerMetrics", "ts"),
                    new Source("KpiWindows", "window_start"),
                    new Source("Anomalies", "start"),
                    new Source(INCIDENTS, "start"),
                    new Source("Events", "start"),
                    new Source("DataQualityMetrics", null),
                    new Source("AnalyticsReports", null));

    /// Columns that other tables of a batch have already: a warehouse knows the events.
    private static final Map<String, List<String>> NOT_READ =
            Map.of("Incidents", List.of("event_before"));

    private final LocalStore store;
    private final int runId;

    StoredFacts(LocalStore store, int runId) {
        this.store = store;
        this.runId = runId;
    }

    /// @see StoredRuns#readFacts
    void read(long target, Consumer<List<FactTable>> consumer) {
        List<FactTable> piece = new ArrayList<>();
        long held = 0;
        for (Source source : SOURCES) {
            try {
                for (String condition : pieces(source, target)) {
                    FactTable table = table(source, condition);
                    if (held > 0 && held + table.rows() > target) {
                        consumer.accept(piece);
                        piece = new ArrayList<>();
                        held = 0;
                    }
                    if (table.rows() > 0) {
                        piece.add(table);
                        held += table.rows();
                    }
                }
            } catch (SQLException e) {
                // A store of an earlier version has not all of them.
                if (!String.valueOf(e.getMessage()).startsWith("Catalog Error")) {
                    throw LocalStore.problem(store.file(), e);
                }
            }
        }
        if (!piece.isEmpty()) {
            consumer.accept(piece);
        }
    }

    /// The conditions that cut a table of the run between seconds.
    private List<String> pieces(Source source, long target) throws SQLException {
        String run = "run_id = " + runId;
        if (source.time() == null) {
            return List.of(run);
        }
        List<String> pieces = new ArrayList<>();
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                ("SELECT epoch_us(date_trunc('second', %s)) AS second, count(*)"
                                                + " FROM %s WHERE %s GROUP BY 1 ORDER BY 1")
                                        .formatted(source.time(), source.table(), run))) {
            long from = Long.MIN_VALUE;
            long held = 0;
            while (rows.next()) {
                long second = rows.getLong(1);
                if (held > 0 && held + rows.getLong(2) > target) {
                    pieces.add(run + between(source.time(), from, second));
                    from = second;
                    held = 0;
                }
                held += rows.getLong(2);
            }
            if (held > 0) {
                pieces.add(run + between(source.time(), from, Long.MAX_VALUE));
            }
        }
        return pieces;
    }

    private static String between(String time, long fromMicros, long toMicros) {
        String from =
                fromMicros == Long.MIN_VALUE
                        ? ""
                        : " AND %s >= make_timestamp(%d)".formatted(time, fromMicros);
        return toMicros == Long.MAX_VALUE
                ? from
                : from + " AND %s < make_timestamp(%d)".formatted(time, toMicros);
    }

    /// Columns that came with a later version and of which the run has no value. A batch without
    /// them has the key that it had before there were such columns.
    private List<String> unknownColumns(String table) throws SQLException {
        List<String> later = new ArrayList<>();
        KpiWindow.FIGURES.stream()
                .filter(Figure::isOptional)
                .map(Figure::column)
                .forEach(later::add);
        if (table.equals(INCIDENTS)) {
            later.addAll(List.of("detected", "deviation"));
        }
        List<String> unknown = new ArrayList<>();
        for (String column : later) {
            if (LocalStore.has(store.connection(), "", table, column) && !isKnown(table, column)) {
                unknown.add(column);
            }
        }
        return unknown;
    }

    private boolean isKnown(String table, String column) throws SQLException {
        try (Statement statement = store.connection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(%s) FROM %s WHERE run_id = %d"
                                        .formatted(column, table, runId))) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    private FactTable table(Source source, String condition) throws SQLException {
        List<String> left = new ArrayList<>(List.of("run_id"));
        left.addAll(unknownColumns(source.table()));
        for (String column : NOT_READ.getOrDefault(source.table(), List.of())) {
            if (LocalStore.has(store.connection(), "", source.table(), column)) {
                left.add(column);
            }
        }
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT * EXCLUDE (%s) FROM %s WHERE %s"
                                        .formatted(
                                                String.join(", ", left),
                                                source.table(),
                                                condition))) {
            return read(source.table(), rows);
        }
    }

    private static FactTable read(String table, ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<Growing> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(
                    new Growing(
                            meta.getColumnName(i).toLowerCase(Locale.ROOT),
                            meta.getColumnTypeName(i)));
        }
        int count = 0;
        while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(rows.getObject(i + 1), count);
            }
            count++;
        }
        int size = count;
        return new FactTable(table, size, columns.stream().map(c -> c.column(size)).toList());
    }

    /// A column while its rows come.
    private static final class Growing {
        private final String name;
        private final boolean isText;
        private final boolean isFraction;
        private String[] texts = new String[0];
        private long[] wholes = new long[0];
        private double[] fractions = new double[0];

        Growing(String name, String type) {
            this.name = name;
            this.isText = type.startsWith("VARCHAR");
            this.isFraction = type.equals("DOUBLE") || type.equals("FLOAT");
        }

        void add(@Nullable Object value, int row) {
            if (isText) {
                texts = row < texts.length ? texts : Arrays.copyOf(texts, grown(row));
                texts[row] = value == null ? "" : value.toString();
            } else if (isFraction) {
                fractions =
                        row < fractions.length ? fractions : Arrays.copyOf(fractions, grown(row));
                fractions[row] = value instanceof Number n ? n.doubleValue() : Double.NaN;
            } else {
                wholes = row < wholes.length ? wholes : Arrays.copyOf(wholes, grown(row));
                wholes[row] = whole(value);
            }
        }

        private static int grown(int row) {
            return Math.max(64, row * 2);
        }

        private static long whole(@Nullable Object value) {
            return switch (value) {
                case null -> FactColumn.NO_NUMBER;
                case Number n -> n.longValue();
                case java.sql.Timestamp t -> micros(t.toLocalDateTime());
                case LocalDateTime t -> micros(t);
                default -> throw new IllegalStateException("a column of " + value.getClass());
            };
        }

        private static long micros(LocalDateTime time) {
            return ChronoUnit.MICROS.between(EPOCH, time);
        }

        FactColumn column(int rows) {
            if (isText) {
                return new FactColumn.Text(name, Arrays.copyOf(texts, rows));
            }
            return isFraction
                    ? new FactColumn.Fraction(name, Arrays.copyOf(fractions, rows))
                    : new FactColumn.Whole(name, Arrays.copyOf(wholes, rows));
        }
    }
}
