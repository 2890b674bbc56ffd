package trafficinsights.store.explore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.RowSink;
import trafficinsights.model.explore.SqlOutcome;
import trafficinsights.model.explore.SqlRun;

/// Runs the SQL of a person, in a DuckDB that sees the opened data and nothing else.
///
/// Three locks, each enough against one way in: DuckDB's own parser must find exactly one `SELECT`
/// (or `EXPLAIN` of one); the statement runs in a read-only transaction; file access and settings
/// of that DuckDB are closed. With `writes`, the first two are open.
///
/// Threads: any; one statement at a time.
final class SqlConsole {
    private static final Pattern EXPLAIN =
            Pattern.compile("^\\s*EXPLAIN(\\s+ANALYZE)?\\s+", Pattern.CASE_INSENSITIVE);
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);
    private static final Pattern END = Pattern.compile("[\\s;]+$");

    private final Connection connection;
    private final boolean writes;

    SqlConsole(Connection connection, boolean writes) {
        this.connection = connection;
        this.writes = writes;
    }

    SqlOutcome run(String sql, SqlRun run, RowSink sink, ExploreWatch watch) throws SQLException {
        long start = System.nanoTime();
        Counted counted;
        synchronized (connection) {
            counted =
                    Duck.run(
                            connection,
                            "running SQL",
                            run.limit(),
                            watch,
                            c -> execute(c, sql, run, sink));
        }
        return new SqlOutcome(
                counted.rows, counted.isCut, counted.changed, (System.nanoTime() - start) / 1e9);
    }

    private record Counted(long rows, boolean isCut, long changed) {}

    private Counted execute(Session c, String sql, SqlRun run, RowSink sink) throws SQLException {
        if (writes) {
            return plain(c, sql, run, sink);
        }
        boolean isExplained = check(c, sql);
        return c.reading(() -> isExplained ? plain(c, sql, run, sink) : select(c, sql, run, sink));
    }

    /// Refuses what is not one `SELECT`.
    ///
    /// @return whether it is an `EXPLAIN`
    private static boolean check(Session c, String sql) throws SQLException {
        boolean isExplained = EXPLAIN.matcher(sql).find();
        String select = isExplained ? EXPLAIN.matcher(sql).replaceFirst("") : sql;
        String question =
                "SELECT json_extract_string(j, '$.error_type'), json_array_length(j, '$.statements') FROM (SELECT CAST(json_serialize_sql(%s) AS JSON) AS j)"
                        .formatted(SqlText.text(select));
        try (Statement statement = c.statement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            String error = row.getString(1);
            if ("not implemented".equals(error)) {
                throw refused(
                        "Only SELECT and EXPLAIN are run: the data is open for reading only. To change a store,"
                                + " open it with --write.");
            }
            if (error == null && row.getLong(2) != 1) {
                throw refused(
                        row.getLong(2) == 0
                                ? "There is no SQL to run. Write a SELECT."
                                : "Run one statement at a time: this text has %d."
                                        .formatted(row.getLong(2)));
            }
        }
        return isExplained;
    }

    private static RuntimeException refused(String message) {
        return Problem.of("explore.read-only", message).asException();
    }

    /// Every column as the text that a page would show.
    private static Counted select(Session c, String sql, SqlRun run, RowSink sink)
            throws SQLException {
        String body = bare(sql);
        List<Column> columns;
        // The person's own text first: what is wrong with it is said about it, not about ours.
        try (PreparedStatement statement = c.prepare(body)) {
            ResultSetMetaData result = statement.getMetaData();
            columns = result == null ? List.of() : ColumnTypes.of(result);
        }
        String names = names(columns.size());
        String texts =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "CAST(c" + i + " AS VARCHAR)")
                        .collect(Collectors.joining(", "));
        String limit = run.maxRows() == SqlRun.ALL_ROWS ? "" : " LIMIT " + (run.maxRows() + 1);
        String wrapped = "SELECT %s FROM (%s\n) AS t(%s)%s".formatted(texts, body, names, limit);
        try (PreparedStatement statement = prepare(c, wrapped)) {
            if (statement == null) {
                return plain(c, body, run, sink);
            }
            try (ResultSet rows = statement.executeQuery()) {
                sink.columns(columns);
                return give(rows, columns.size(), run, sink);
            }
        }
    }

    /// Null when a select cannot be part of another (such as `SHOW`).
    private static @Nullable PreparedStatement prepare(Session c, String sql) throws SQLException {
        try {
            return c.prepare(sql);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("Parser Error") || message.startsWith("Binder Error")) {
                return null;
            }
            throw e;
        }
    }

    private static Counted plain(Session c, String sql, SqlRun run, RowSink sink)
            throws SQLException {
        try (Statement statement = c.statement()) {
            if (!statement.execute(sql)) {
                long changed = statement.getLargeUpdateCount();
                return new Counted(0, false, Math.max(0, changed));
            }
            try (ResultSet rows = statement.getResultSet()) {
                List<Column> columns = ColumnTypes.of(rows.getMetaData());
                sink.columns(columns);
                return give(rows, columns.size(), run, sink);
            }
        }
    }

    private static Counted give(ResultSet rows, int width, SqlRun run, RowSink sink)
            throws SQLException {
        long count = 0;
        while (rows.next()) {
            if (count == run.maxRows()) {
                return new Counted(count, true, -1);
            }
            @Nullable String[] cells = new String[width];
            for (int i = 0; i < width; i++) {
                cells[i] = rows.getString(i + 1);
            }
            sink.row(cells);
            count++;
        }
        return new Counted(count, false, -1);
    }

    /// What is done with the rows of a person's `SELECT`.
    interface Over<T> {
        /// @param columns of the result, called `c0`, `c1`… in `from`
        T run(Session session, List<Column> columns, String from) throws SQLException;
    }

    /// Asks further about the rows of a person's `SELECT`, behind the same locks.
    <T> T over(String sql, Duration limit, ExploreWatch watch, Over<T> work) throws SQLException {
        synchronized (connection) {
            return Duck.run(
                    connection,
                    "drawing the chart",
                    limit,
                    watch,
                    c -> {
                        boolean isExplained = check(c, sql);
                        return c.reading(() -> over(c, sql, isExplained, work));
                    });
        }
    }

    private static <T> T over(Session c, String sql, boolean isExplained, Over<T> work)
            throws SQLException {
        String body = bare(sql);
        List<Column> columns;
        try (PreparedStatement statement = c.prepare(body)) {
            ResultSetMetaData result = statement.getMetaData();
            columns = result == null ? List.of() : ColumnTypes.of(result);
        }
        String from = "(%s\n) AS t(%s)".formatted(body, names(columns.size()));
        try (PreparedStatement statement =
                isExplained || columns.isEmpty() ? null : prepare(c, "SELECT * FROM " + from)) {
            if (statement == null) {
                throw Problem.of(
                                "explore.chart-sql",
                                "This SQL cannot be drawn. A chart needs the rows of a SELECT.")
                        .asException();
            }
        }
        return work.run(c, columns, from);
    }

    private static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    /// Refuses SQL whose rows cannot be written to a file, or that reaches beyond the data, before
    /// one that may write files runs it.
    ///
    /// @return its columns
    int checkExport(String sql) throws SQLException {
        synchronized (connection) {
            return Duck.run(
                    connection,
                    "checking the SQL",
                    CHECK_LIMIT,
                    ExploreWatch.NONE,
                    c -> {
                        boolean isExplained = check(c, sql);
                        try (PreparedStatement statement = c.prepare(bare(sql))) {
                            ResultSetMetaData result = statement.getMetaData();
                            if (isExplained || result == null) {
                                throw Problem.of(
                                                "explore.export-sql",
                                                "Only the rows of a SELECT are written to a file.")
                                        .asException();
                            }
                            return result.getColumnCount();
                        }
                    });
        }
    }

    /// One statement without the mark at its end.
    static String bare(String sql) {
        return END.matcher(sql).replaceFirst("");
    }

    /// Refuses a condition that reaches beyond the data, before the reader of the files gets to see
    /// it.
    void checkCondition(String condition) throws SQLException {
        if (condition.isBlank()) {
            throw refused("The condition is empty. Enter one, such as status >= 500.");
        }
        String sql = "SELECT 1 FROM data WHERE (" + condition + "\n)";
        synchronized (connection) {
            Duck.run(
                    connection,
                    "checking the condition",
                    CHECK_LIMIT,
                    ExploreWatch.NONE,
                    c -> {
                        check(c, sql);
                        try (PreparedStatement statement = c.prepare(sql)) {
                            return statement.isClosed();
                        }
                    });
        }
    }
}
