package trafficinsights.warehouse;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import trafficinsights.model.warehouse.RetentionResult;

/// Takes away what is older than the warehouse is to keep: whole partitions where there are some,
/// else a few thousand rows at a time, each a transaction of its own, so that readers never wait
/// long.
final class Retention {
    /// Below 5,000, from where SQL Server may lock the whole table.
    private static final int CHUNK_ROWS = 4_000;

    private static final List<String> TABLES =
            List.of(
                    "RequestLogs",
                    "ServerMetrics",
                    "KpiWindows",
                    "Anomalies",
                    "Incidents",
                    "Events");

    private final Retry retry;

    Retention(Retry retry) {
        this.retry = retry;
    }

    RetentionResult run(Instant cutoff) throws InterruptedException {
        long start = System.nanoTime();
        SortedMap<String, Long> deleted = new TreeMap<>();
        for (String table : TABLES) {
            deleted.put(table, trim(table, cutoff));
        }
        return new RetentionResult(cutoff, deleted, (System.nanoTime() - start) / 1e9);
    }

    private long trim(String table, Instant cutoff) throws InterruptedException {
        int record = retry.run(connection -> begin(connection, table, cutoff));
        long rows = 0;
        boolean isDone = false;
        try {
            if (table.equals("RequestLogs")) {
                rows += retry.run(connection -> partitions(connection, cutoff));
            }
            while (true) {
                long taken = retry.run(connection -> once(connection, table, cutoff));
                rows += taken;
                if (taken == 0) {
                    break;
                }
            }
            isDone = true;
        } finally {
            long sum = rows;
            String result = isDone ? "done" : "stopped";
            if (!Thread.currentThread().isInterrupted()) {
                retry.run(connection -> end(connection, table, record, sum, result));
            }
        }
        return rows;
    }

    private static int begin(Connection connection, String table, Instant cutoff)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO ti.RetentionRuns (table_name, cutoff, started_at, deleted_rows,"
                                + " result) VALUES (?, ?, SYSUTCDATETIME(), 0, 'running');"
                                + " SELECT CAST(SCOPE_IDENTITY() AS int)")) {
            statement.setString(1, table);
            statement.setObject(2, utc(cutoff));
            return BatchLoad.identity(statement);
        }
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static long partitions(Connection connection, Instant cutoff) throws SQLException {
        if (!Schema.exists(connection, "ti.TrimPartitions")) {
            return 0;
        }
        try (CallableStatement call = connection.prepareCall("{call ti.TrimPartitions(?)}")) {
            call.setObject(1, utc(cutoff));
            return count(call);
        }
    }

    private static long once(Connection connection, String table, Instant cutoff)
            throws SQLException {
        try (CallableStatement call = connection.prepareCall("{call ti.TrimOnce(?, ?, ?)}")) {
            call.setString(1, table);
            call.setObject(2, utc(cutoff));
            call.setInt(3, CHUNK_ROWS);
            return count(call);
        }
    }

    private static long count(CallableStatement call) throws SQLException {
        try (ResultSet row = call.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int end(
            Connection connection, String table, int record, long rows, String result)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE ti.RetentionRuns SET ended_at = SYSUTCDATETIME(), deleted_rows = ?,"
                                + " result = ? WHERE retention_id = ?")) {
            statement.setLong(1, rows);
            statement.setString(2, result);
            statement.setInt(3, record);
            statement.executeUpdate();
        }
        if (rows > 0) {
            BatchLoad.audit(connection, "retain", table, rows, "");
        }
        return record;
    }
}
