package trafficinsights.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import trafficinsights.model.RowOutput;

/// Rows of one table that come while the connection of a load is at work with the requests. They
/// wait in a database in memory beside the store, which DuckDB moves to its temporary folder when
/// they are many, and are copied at the end within the load's transaction.
///
/// Numbers are rounded as in the CSV files. Threads: one at a time, each table on its own.
final class WaitingRows implements RowOutput, AutoCloseable {
    /// The database that the rows wait in.
    static final String DATABASE = "waiting_rows";

    private static final double LARGEST_ROUNDED = 1e9;
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private final Path file;
    private final String table;
    private final int runId;
    private final DuckDBConnection connection;
    private final DuckDBAppender rows;
    private boolean isInRow;

    /// @param connection of the load; used only here
    WaitingRows(Path file, DuckDBConnection connection, String table, int runId)
            throws SQLException {
        this.file = file;
        this.table = table;
        this.runId = runId;
        this.connection = connection.duplicate();
        // A duplicate begins as the load's connection is: all rows are one transaction of their
        // own.
        this.connection.setAutoCommit(false);
        try (Statement statement = this.connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE %s.%s AS SELECT * FROM %2$s LIMIT 0".formatted(DATABASE, table));
        }
        rows = this.connection.createAppender(DATABASE, "main", table);
        // Made on one thread, filled on another, read on the first: each ends before the next
        // begins.
        rows.unsafeBreakThreadConfinement();
    }

    @Override
    public WaitingRows text(String value) {
        return append(() -> rows.append(value));
    }

    @Override
    public WaitingRows number(long value) {
        return append(() -> rows.append(value));
    }

    @Override
    public WaitingRows number(double value, int decimals) {
        return known(rounded(value, decimals));
    }

    /// The nearest number with so many decimals, which is what a reader makes of its text.
    private static double rounded(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        if (Math.abs(value) >= LARGEST_ROUNDED) {
            return value;
        }
        double power = POWERS[decimals];
        double size = Math.round(Math.abs(value) * power) / power;
        return value < 0 && size > 0 ? -size : size;
    }

    /// A number as it is; `NaN`, which is not known, is NULL.
    WaitingRows known(double value) {
        return append(() -> {
            if (Double.isNaN(value)) {
                rows.appendNull();
            } else {
                rows.append(value);
            }
        });
    }

    @Override
    public WaitingRows time(long epochMicros) {
        return append(() -> rows.appendEpochMicros(epochMicros));
    }

    @Override
    public WaitingRows empty() {
        return append(rows::appendNull);
    }

    WaitingRows flag(byte value) {
        return append(() -> rows.append(value));
    }

    @Override
    public void endRow() {
        append(rows::endRow);
        isInRow = false;
    }

    private interface Append {
        void run() throws SQLException;
    }

    private WaitingRows append(Append append) {
        try {
            if (!isInRow) {
                isInRow = true;
                rows.beginRow();
                rows.append(runId);
            }
            append.run();
            return this;
        } catch (SQLException e) {
            throw LocalStore.problem(file, e);
        }
    }

    /// No more rows come. A transaction sees what waits here as it was when it first looked, so the
    /// load's must not have looked before.
    void end() throws SQLException {
        rows.flush();
        connection.commit();
    }

    /// Copies the rows into the store, in their order.
    void moveTo(Statement load) throws SQLException {
        load.execute("INSERT INTO %s BY NAME SELECT * FROM %s.%1$s".formatted(table, DATABASE));
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        connection.close();
    }
}
