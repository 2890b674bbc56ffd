package trafficinsights.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RowOutput;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.warehouse.FactTable;

/// One run on its way into a store, as one transaction: completely or not at all.
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
    private final Map<String, WaitingRows> waiting = new LinkedHashMap<>();
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
            statement.execute("ATTACH ':memory:' AS " + WaitingRows.DATABASE);
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

    /// Writes requests that are all there, and no others will come.
    public void requests(List<RequestBatch> batches) throws InterruptedException {
        Thread putting =
                Thread.ofPlatform()
                        .name("store-requests")
                        .start(() -> {
                            try {
                                for (RequestBatch batch : batches) {
                                    put(batch);
                                }
                                endOfRequests();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        try {
            pump();
        } finally {
            // Ends the other thread too when the statement failed.
            abort();
            putting.join();
        }
    }

    /// Adds facts as [StoredRuns#readFacts] gave them. Not while requests are written.
    public void facts(FactTable facts) {
        try {
            new FactRows(facts).append(connection.unwrap(DuckDBConnection.class), runId);
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// Adds server metrics; also while requests are written. Threads: one at a time.
    public void serverMetrics(ServerMetricBatch batch) {
        WaitingRows rows = waiting("ServerMetrics");
        for (int i = 0; i < batch.size(); i++) {
            rows.time(batch.epochMicros()[i])
                    .text(batch.names().servers().text(batch.server()[i]))
                    .known(batch.cpuUtilization()[i])
                    .known(batch.memoryUtilization()[i])
                    .known(batch.networkInBytesPerSecond()[i])
                    .known(batch.networkOutBytesPerSecond()[i])
                    .known(batch.activeConnections()[i])
                    .flag(batch.health()[i])
                    .endRow();
        }
    }

    /// A table that takes rows, also while requests are written. Threads: one at a time for each
    /// table.
    ///
    /// @param table `KpiWindows`, `Anomalies`, `Incidents` or `Events`; its fields are the columns
    ///   behind `run_id`
    public RowOutput rows(String table) {
        return waiting(table);
    }

    private synchronized WaitingRows waiting(String table) {
        WaitingRows known = waiting.get(table);
        if (known != null) {
            return known;
        }
        try {
            WaitingRows made =
                    new WaitingRows(
                            store.file(), connection.unwrap(DuckDBConnection.class), table, runId);
            waiting.put(table, made);
            return made;
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

    /// Keeps how far a source was read: with the rows of this load, or not at all.
    ///
    /// @param source its kind and name
    /// @param part of it that has an order of its own
    /// @param next the first position that was not read
    public void position(String source, String part, long next) {
        execute("INSERT OR REPLACE INTO SourcePositions VALUES (?, ?, ?)", source, part, next);
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
            for (WaitingRows rows : waiting.values()) {
                rows.end();
            }
            maps.writeAdded(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET preserve_insertion_order = true");
                for (WaitingRows rows : waiting.values()) {
                    rows.moveTo(statement);
                }
            }
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
        try {
            if (!isCommitted) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            for (WaitingRows rows : waiting.values()) {
                rows.close();
            }
            waiting.clear();
            try (Statement statement = connection.createStatement()) {
                statement.execute("DETACH DATABASE IF EXISTS " + WaitingRows.DATABASE);
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }
}
