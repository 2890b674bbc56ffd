package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.warehouse.RequestGroup;

/// Brings one group of requests in: one transaction that writes the ledger row, bulk-copies the
/// rows into the table, and compares their number and checksum as the server reads them back.
///
/// Where times cannot travel as times ([Clock]) the copy goes into a temporary table of the
/// connection, and from there on within the same transaction.
final class BatchLoad {
    /// Read by the index on time: no more than what the group's seconds hold.
    private static final String SUM =
            "SELECT COUNT_BIG(*), "
                    + RequestSum.sql()
                    + " FROM ti.RequestLogs WHERE batch_id = CAST(? AS int) AND ts BETWEEN "
                    + time("CAST(? AS bigint)")
                    + " AND "
                    + time("CAST(? AS bigint)");

    private static final String LEDGER =
            "INSERT INTO ti.BatchLedger (batch_key, run_id, kind, row_count, row_checksum, first_ts,"
                    + " last_ts) VALUES (?, ?, 'requests', ?, ?, "
                    + time("CAST(? AS bigint)")
                    + ", "
                    + time("CAST(? AS bigint)")
                    + "); SELECT CAST(SCOPE_IDENTITY() AS int)";

    private final RequestGroup group;
    private final String key;
    private final CodeTables codes;
    private final long firstMicros;
    private final long lastMicros;
    private final Clock clock;

    BatchLoad(RequestGroup group, String key, CodeTables codes) {
        this.group = group;
        this.key = key;
        this.codes = codes;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (RequestBatch b : group.parts()) {
            for (int i = 0; i < b.size(); i++) {
                first = Math.min(first, b.epochMicros()[i]);
                last = Math.max(last, b.epochMicros()[i]);
            }
        }
        this.firstMicros = first;
        this.lastMicros = last;
        this.clock = Clock.of(ZoneId.systemDefault(), first, last);
    }

    /// A bigint of µs since 1970 as datetime2(6).
    static String time(String micros) {
        return ("DATEADD(microsecond, CAST(%1$s %% 1000000 AS int), DATEADD(second,"
                        + " CAST((%1$s / 1000000) %% 86400 AS int), DATEADD(day,"
                        + " CAST(%1$s / 86400000000 AS int), CAST('1970-01-01' AS datetime2(6)))))")
                .formatted(micros);
    }

    static boolean isInLedger(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT batch_id FROM ti.BatchLedger WHERE batch_key = ?")) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /// @return false when the warehouse had the batch already
    boolean run(Connection connection, int runId) throws SQLException {
        if (isInLedger(connection, key)) {
            return false;
        }
        codes.learn(connection, group);
        long checksum = RequestSum.of(group, codes);
        connection.setAutoCommit(false);
        try {
            // First: two programs with the same batch meet here, and one of them is reported.
            Integer batchId = ledger(connection, runId, checksum);
            if (batchId == null) {
                return false;
            }
            RequestRows rows = new RequestRows(group, codes, clock, batchId);
            if (clock.isNative()) {
                copy(connection, TABLE, rows);
            } else {
                copyByNumbers(connection, rows);
            }
            check(connection, batchId, checksum);
            audit(connection, "push", "RequestLogs", group.rows(), key);
            connection.commit();
            return true;
        } finally {
            restore(connection);
        }
    }

    private static final String TABLE = "ti.RequestLogs";

    private void copyByNumbers(Connection connection, RequestRows rows) throws SQLException {
        String columns = String.join(", ", RequestRows.COLUMNS);
        String asTimes = columns.replace(", ts,", ", " + clock.time("ts") + ",");
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS #ti_requests");
            statement.execute(
                    "CREATE TABLE #ti_requests (batch_id int NOT NULL, %s)"
                            .formatted(temporaryColumns()));
            copy(connection, "#ti_requests", rows);
            statement.execute(
                    "INSERT INTO %s (%s) SELECT %s FROM #ti_requests"
                            .formatted(TABLE, columns, asTimes));
            statement.execute("DROP TABLE #ti_requests");
        }
    }

    private String temporaryColumns() {
        return Arrays.stream(RequestColumn.values())
                .map(column ->
                        "%s %s %s"
                                .formatted(
                                        column.sqlName(),
                                        RequestRows.sqlType(column, clock.type()),
                                        column.isOptional() ? "NULL" : "NOT NULL"))
                .collect(Collectors.joining(", "));
    }

    static void copy(
            Connection connection,
            String table,
            com.microsoft.sqlserver.jdbc.ISQLServerBulkData rows)
            throws SQLException {
        try (SQLServerBulkCopy copy =
                new SQLServerBulkCopy(connection.unwrap(SQLServerConnection.class))) {
            SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
            options.setBulkCopyTimeout(0);
            options.setTableLock(table.startsWith("#"));
            copy.setBulkCopyOptions(options);
            copy.setDestinationTableName(table);
            int columns = rows.getColumnOrdinals().size();
            for (int i = 1; i <= columns; i++) {
                copy.addColumnMapping(i, rows.getColumnName(i));
            }
            copy.writeToServer(rows);
        }
    }

    /// Ends what is open; the error that led here is the one to tell.
    static void restore(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            System.getLogger(BatchLoad.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "pool warehouse: error {0} at the end of a transaction",
                            String.valueOf(e.getErrorCode()));
        }
    }

    private @Nullable Integer ledger(Connection connection, int runId, long checksum)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEDGER)) {
            statement.setString(1, key);
            statement.setInt(2, runId);
            statement.setLong(3, group.rows());
            statement.setLong(4, checksum);
            for (int i = 0; i < 3; i++) {
                statement.setLong(5 + i, firstMicros);
                statement.setLong(8 + i, lastMicros);
            }
            return identity(statement);
        } catch (SQLException e) {
            if (SqlCause.isDuplicate(e)) {
                return null;
            }
            throw e;
        }
    }

    static int identity(PreparedStatement statement) throws SQLException {
        boolean isRows = statement.execute();
        while (!isRows) {
            if (statement.getUpdateCount() < 0) {
                throw new SQLException("no identity came back");
            }
            isRows = statement.getMoreResults();
        }
        try (ResultSet row = statement.getResultSet()) {
            row.next();
            return row.getInt(1);
        }
    }

    private void check(Connection connection, int batchId, long checksum) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUM)) {
            statement.setInt(1, batchId);
            for (int i = 0; i < 3; i++) {
                statement.setLong(2 + i, firstMicros);
                statement.setLong(5 + i, lastMicros);
            }
            compare(statement, checksum);
        }
    }

    private void compare(PreparedStatement statement, long checksum) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getLong(1) != group.rows()) {
                throw damaged("%d of %d rows came".formatted(row.getLong(1), group.rows()));
            }
            if (row.getLong(2) != checksum) {
                throw damaged("the checksum is %d, not %d".formatted(row.getLong(2), checksum));
            }
        }
    }

    private static RuntimeException damaged(String what) {
        return Problem.of(
                        "warehouse.damaged",
                        ("A batch did not arrive as it was sent: %s. It was not"
                                        + " saved. Push again. If this happens again, inform the DBA.")
                                .formatted(what))
                .asException();
    }

    static void audit(Connection connection, String action, String target, long rows, String detail)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO ti.AuditLog (action, target, row_count, detail)"
                                + " VALUES (?, ?, ?, ?)")) {
            statement.setString(1, action);
            statement.setString(2, target);
            statement.setLong(3, rows);
            statement.setString(4, detail);
            statement.executeUpdate();
        }
    }
}
