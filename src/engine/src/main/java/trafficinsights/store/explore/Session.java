package trafficinsights.store.explore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// A connection that knows the statement at work: DuckDB stops a query, and tells how far it is,
/// only by the very statement that runs it.
///
/// Threads: one works; any other may ask for the share or cancel.
final class Session {
    private final Connection connection;
    private volatile @Nullable DuckDBPreparedStatement current;

    Session(Connection connection) {
        this.connection = connection;
    }

    /// For statements whose text comes when they are executed.
    Statement statement() throws SQLException {
        Statement statement = connection.createStatement();
        current = statement.unwrap(DuckDBPreparedStatement.class);
        return statement;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        current = statement.unwrap(DuckDBPreparedStatement.class);
        return statement;
    }

    /// For reading a result chunk by chunk.
    DuckDBPreparedStatement chunked(String sql) throws SQLException {
        DuckDBPreparedStatement statement = connection.unwrap(DuckDBConnection.class).prepare(sql);
        current = statement;
        return statement;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = statement()) {
            statement.execute(sql);
        }
    }

    /// @return rows that the statement wrote
    long changed(String sql) throws SQLException {
        try (Statement statement = statement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    /// What is done in a transaction of which nothing is left.
    interface Step<T> {
        T take() throws SQLException;
    }

    /// Changes nothing but temporary tables, which are gone afterwards.
    <T> T reading(Step<T> step) throws SQLException {
        execute("BEGIN TRANSACTION READ ONLY");
        try {
            return step.take();
        } finally {
            execute("ROLLBACK");
        }
    }

    /// The one number that a query gives.
    long number(String sql) throws SQLException {
        try (Statement statement = statement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /// 0 to 1; negative when it is not known.
    double share() {
        DuckDBPreparedStatement statement = current;
        try {
            double percent = statement == null ? -1 : statement.getQueryProgress().getPercentage();
            return percent < 0 ? -1 : Math.min(1, percent / 100);
        } catch (SQLException notRunningNow) {
            return -1;
        }
    }

    void cancel() {
        DuckDBPreparedStatement statement = current;
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException ended) {
            System.getLogger(Session.class.getName())
                    .log(System.Logger.Level.DEBUG, "nothing left to cancel", ended);
        }
    }
}
