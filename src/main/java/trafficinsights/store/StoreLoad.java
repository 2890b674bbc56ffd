package trafficinsights.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;

/// One run on its way into a store, as one transaction: whole or not at all.
///
/// Use: one thread calls [#pump()], which works until [#endOfRequests()]; another calls [#put].
/// Then one thread adds the rest and calls [#commit()]. Closing without a commit leaves the store
/// as it was.
public final class StoreLoad implements AutoCloseable {
    private final LocalStore store;
    private final Connection connection;
    private final int runId;
    private final String title;
    private final @Nullable String runKey;
    private final CodeMaps maps;
    private final BatchFeed feed;
    private boolean isCommitted;

    StoreLoad(LocalStore store, String title, @Nullable String runKey, Names names)
            throws SQLException {
        this.runKey = runKey;
        this.store = store;
        this.connection = store.connection();
        this.title = title;
        maps = new CodeMaps(connection, names);
        feed = new BatchFeed(connection, maps, Runtime.getRuntime().availableProcessors());
        try (Statement statement = connection.createStatement()) {
            // Rows carry their time; giving up their order lets DuckDB write with all its threads.
            statement.execute("SET preserve_insertion_order = false");
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT coalesce(max(run_id), 0) + 1 FROM Runs")) {
            row.next();
            runId = row.getInt(1);
        }
    }

    /// Hands over requests; waits while the store is behind. The batch is only read.
    public void put(RequestBatch batch) throws InterruptedException {
        feed.put(batch);
    }

    /// No more requests will come.
    public void endOfRequests() throws InterruptedException {
        feed.end();
    }

    /// Makes [#pump()] and [#put] end as soon as possible.
    public void abort() {
        feed.abort();
    }

    /// Rows taken so far.
    public long storedRows() {
        return feed.rowCount();
    }

    /// Writes requests until [#endOfRequests()].
    public void pump() {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO RequestLogs SELECT "
                            + runId
                            + ", make_timestamp(%1$s), * EXCLUDE (%1$s) FROM "
                                    .formatted(BatchFeed.EPOCH_MICROS)
                            + feed.sql());
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// Adds server metrics.
    public void serverMetrics(ServerMetricBatch batch) {
        try (DuckDBAppender rows =
                connection.unwrap(DuckDBConnection.class).createAppender("ServerMetrics")) {
            for (int i = 0; i < batch.size(); i++) {
                rows.beginRow();
                rows.append(runId);
                rows.append(
                        LocalDateTime.ofEpochSecond(
                                Math.floorDiv(batch.epochMicros()[i], 1_000_000L),
                                (int) Math.floorMod(batch.epochMicros()[i], 1_000_000L) * 1000,
                                ZoneOffset.UTC));
                rows.append(batch.names().servers().text(batch.server()[i]));
                appendKnown(rows, batch.cpuUtilization()[i]);
                appendKnown(rows, batch.memoryUtilization()[i]);
                appendKnown(rows, batch.networkInBytesPerSecond()[i]);
                appendKnown(rows, batch.networkOutBytesPerSecond()[i]);
                appendKnown(rows, batch.activeConnections()[i]);
                rows.append(batch.health()[i]);
                rows.endRow();
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// What is not known is NULL.
    private static void appendKnown(DuckDBAppender rows, double value) throws SQLException {
        if (Double.isNaN(value)) {
            rows.appendNull();
        } else {
            rows.append(value);
        }
    }

    /// Adds a table that the run has written as CSV; columns are matched by name.
    ///
    /// @param table `KpiWindows` or `Anomalies`
    public void table(String table, Path csv) {
        String source = csv.toAbsolutePath().toString().replace("'", "''");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    ("INSERT INTO %s BY NAME SELECT %d AS run_id, * FROM"
                                    + " read_csv('%s', header = true, all_varchar = true,"
                                    + " delim = ',', quote = '\"', escape = '\"')")
                            .formatted(table, runId, source));
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// Keeps the report as JSON text.
    public void report(String json) {
        execute("INSERT INTO AnalyticsReports VALUES (?, now()::TIMESTAMP, ?)", runId, json);
    }

    /// Keeps one figure about the quality of what was loaded.
    ///
    /// @param detail what the figure is split by; empty for a total
    public void quality(String metric, String detail, double value) {
        execute("INSERT INTO DataQualityMetrics VALUES (?, ?, ?, ?)", runId, metric, detail, value);
    }

    private void execute(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// Makes the whole load lasting.
    public void commit() {
        try {
            maps.writeAdded(connection);
            execute(
                    "INSERT INTO Runs VALUES (?, ?, now()::TIMESTAMP, ?, ?)",
                    runId,
                    title,
                    feed.rowCount(),
                    runKey);
            connection.commit();
            connection.setAutoCommit(true);
            isCommitted = true;
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// Rolls back unless committed.
    @Override
    public void close() {
        if (isCommitted) {
            return;
        }
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }
}
