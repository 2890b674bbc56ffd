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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

/// Takes the runs of a store apart for the way into a warehouse: slices of requests that are the
/// same each time, in whatever order a store keeps its rows, and the facts beside them.
///
/// Threads: one at a time.
public final class StoredRuns {
    private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
    private static final long SECOND = 1_000_000;
    private static final List<String> FACTS =
            List.of(
                    "ServerMetrics",
                    "KpiWindows",
                    "Anomalies",
                    "Incidents",
                    "DataQualityMetrics",
                    "AnalyticsReports");

    private final LocalStore store;

    public StoredRuns(LocalStore store) {
        this.store = store;
    }

    /// The runs in the order in which they were stored.
    public List<StoredRun> all() {
        List<StoredRun> runs = new ArrayList<>();
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT r.run_id, r.title, count(l.run_id), concat_ws(' ', count(l.run_id),
                                    min(epoch_us(l.ts)), max(epoch_us(l.ts)), sum(epoch_us(l.ts)::HUGEINT),
                                    sum(l.request_id), sum(l.first_request_id), sum(l.latency_us), sum(l.bytes),
                                    sum(l.status), sum(l.attempt), bit_xor(l.request_id), bit_xor(l.latency_us))
                                FROM Runs r LEFT JOIN RequestLogs l ON l.run_id = r.run_id
                                GROUP BY ALL ORDER BY r.run_id\
                                """)) {
            while (rows.next()) {
                runs.add(
                        new StoredRun(
                                rows.getInt(1),
                                rows.getString(2),
                                rows.getLong(3),
                                rows.getString(4)));
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
        return runs;
    }

    /// Hands over the requests of a run in groups that lie together in time. What a group holds
    /// depends on the requests alone.
    ///
    /// @param target rows of a group; one with a busy second may hold up to twice as many
    /// @param consumer owns each group
    public void readGroups(
            StoredRun run, Names names, long target, Consumer<List<RequestBatch>> consumer) {
        try {
            for (Slice slice : slices(run.runId(), target)) {
                List<RequestBatch> group = new ArrayList<>();
                try (StoreReader reader = new StoreReader(store, names, slice.condition())) {
                    for (RequestBatch b = reader.next(); b != null; b = reader.next()) {
                        group.add(b);
                    }
                }
                if (!group.isEmpty()) {
                    consumer.accept(group);
                }
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    List<Slice> slices(int runId, long target) throws SQLException {
        List<Slice> slices = new ArrayList<>();
        long from = Long.MIN_VALUE;
        long to = 0;
        long held = 0;
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                ("SELECT epoch_us(date_trunc('second', ts)) AS second, count(*)"
                                                + " FROM RequestLogs WHERE run_id = %d GROUP BY 1 ORDER BY 1")
                                        .formatted(runId))) {
            while (rows.next()) {
                long second = rows.getLong(1);
                long count = rows.getLong(2);
                if (held > 0 && held + count > target) {
                    slices.add(new Slice(runId, from, to, 0, 1));
                    held = 0;
                }
                if (count > target) {
                    addParts(slices, runId, second, count, target);
                    continue;
                }
                from = held == 0 ? second : from;
                to = second + SECOND;
                held += count;
            }
        }
        if (held > 0) {
            slices.add(new Slice(runId, from, to, 0, 1));
        }
        return slices;
    }

    private static void addParts(
            List<Slice> slices, int runId, long second, long count, long target) {
        int parts = (int) (count / target + 1);
        for (int part = 0; part < parts; part++) {
            slices.add(new Slice(runId, second, second + SECOND, part, parts));
        }
    }

    /// What the run found besides its requests; tables without a row are left out.
    public List<FactTable> facts(StoredRun run) {
        List<FactTable> tables = new ArrayList<>();
        for (String table : FACTS) {
            try (Statement statement = store.connection().createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT * EXCLUDE (run_id) FROM %s WHERE run_id = %d"
                                            .formatted(table, run.runId()))) {
                FactTable facts = read(table, rows);
                if (facts.rows() > 0) {
                    tables.add(facts);
                }
            } catch (SQLException e) {
                // A store of an earlier version has not all of them.
                if (!String.valueOf(e.getMessage()).startsWith("Catalog Error")) {
                    throw LocalStore.problem(store.file(), e);
                }
            }
        }
        return tables;
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
