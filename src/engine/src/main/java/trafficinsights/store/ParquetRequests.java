package trafficinsights.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.StringJoiner;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// Reads `request_logs.parquet` back as batches, file by file, in the order of their rows.
///
/// A file is one of these if it has their columns; a later column may be missing. Errors: a
/// [trafficinsights.model.ProblemException] that names the file. Threads: one at a time.
public final class ParquetRequests implements AutoCloseable {
    private static final List<RequestColumn> COLUMNS = RequestColumn.OF_FILES;

    private final List<Path> files;
    private final List<Long> rowCounts = new ArrayList<>();
    private final Names names;
    private final Connection connection;
    private @Nullable DuckDBPreparedStatement statement;
    private @Nullable DuckDBChunkedResult result;
    private int file = -1;

    /// Some rows of a file that follow one another.
    ///
    /// @param file its place among the files, from 0
    /// @param requests of the rows; the caller owns the batch
    /// @param rows read, those that are not requests among them
    /// @param bad places of rows without a value that every request has, from 0
    public record Rows(int file, RequestBatch requests, int rows, List<Integer> bad) {}

    /// Looks at every file before the first is read.
    public ParquetRequests(List<Path> files, Names names) {
        this.files = List.copyOf(files);
        this.names = names;
        Connection opened = null;
        try {
            opened = connect();
            connection = opened;
            for (Path path : files) {
                rowCounts.add(check(path));
            }
        } catch (SQLException e) {
            closeQuietly(opened);
            throw incomplete(files.getFirst(), e);
        } catch (RuntimeException e) {
            closeQuietly(opened);
            throw e;
        }
    }

    private static Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "512MB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Connection opened = DriverManager.getConnection("jdbc:duckdb:", settings);
        try (Statement statement = opened.createStatement()) {
            statement.execute("SET GLOBAL TimeZone = 'UTC'");
        }
        return opened;
    }

    /// @return rows of the file
    private long check(Path path) throws SQLException {
        List<String> missing = new ArrayList<>();
        List<String> own = columns(path);
        for (RequestColumn column : COLUMNS) {
            boolean canBeMissing = column == RequestColumn.TTFB;
            if (!own.contains(column.fileName()) && !canBeMissing) {
                missing.add(column.fileName());
            }
        }
        if (!missing.isEmpty()) {
            String text = path.toString();
            throw Problem.of(
                            "input.parquet",
                            "%s is a Parquet file that does not contain requests as this program writes them: %s missing. Open it in Explore: `workbench explore %s`."
                                    .formatted(
                                            path,
                                            missing.size() == 1
                                                    ? "the column %s is"
                                                            .formatted(missing.getFirst())
                                                    : "the columns %s are"
                                                            .formatted(String.join(", ", missing)),
                                            text.indexOf(' ') < 0 ? text : '"' + text + '"'))
                    .asException();
        }
        try (Statement count = connection.createStatement();
                ResultSet row = count.executeQuery("SELECT count(*) FROM " + source(path))) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> columns(Path path) {
        List<String> columns = new ArrayList<>();
        try (Statement describe = connection.createStatement();
                ResultSet rows = describe.executeQuery("DESCRIBE SELECT * FROM " + source(path))) {
            while (rows.next()) {
                columns.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        } catch (SQLException e) {
            throw incomplete(path, e);
        }
        return columns;
    }

    private static RuntimeException incomplete(Path path, SQLException cause) {
        return Problem.of(
                        "input.parquet-broken",
                        "%s is not a complete Parquet file. Copy it or write it again."
                                .formatted(path),
                        cause)
                .asException();
    }

    /// In the eyes of DuckDB `[`, `*` and `?` make a pattern, and folders called `a=b` columns.
    private static String source(Path path) {
        String literal = path.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]");
        return "read_parquet('%s', hive_partitioning = false)"
                .formatted(literal.replace("'", "''"));
    }

    /// Requests in all files.
    public long rowCount() {
        return rowCounts.stream().mapToLong(Long::longValue).sum();
    }

    /// The next rows, or null at the end.
    public @Nullable Rows next() {
        try {
            while (true) {
                DuckDBChunkedResult current = result;
                if (current != null && current.nextChunk()) {
                    return rows(current.chunk());
                }
                closeResult();
                if (file + 1 == files.size()) {
                    return null;
                }
                file++;
                open(files.get(file));
            }
        } catch (SQLException e) {
            throw incomplete(files.get(file), e);
        }
    }

    private void open(Path path) throws SQLException {
        List<String> own = columns(path);
        StringJoiner select = new StringJoiner(", ");
        for (RequestColumn column : COLUMNS) {
            String name = '"' + column.fileName() + '"';
            boolean isThere = own.contains(column.fileName());
            select.add(isThere ? read(column, name) : "NULL::BIGINT");
        }
        DuckDBPreparedStatement opened =
                connection
                        .unwrap(DuckDBConnection.class)
                        .prepare("SELECT %s FROM %s".formatted(select, source(path)));
        statement = opened;
        result = opened.query();
    }

    private static String read(RequestColumn column, String name) {
        return switch (column.kind()) {
            case TIME -> "epoch_us(TRY_CAST(%s AS TIMESTAMPTZ))".formatted(name);
            case CLIENT, NAME -> "TRY_CAST(%s AS VARCHAR)".formatted(name);
            case WHOLE, MEASURED, SMALL, TINY -> "TRY_CAST(%s AS BIGINT)".formatted(name);
        };
    }

    private Rows rows(DuckDBDataChunkReader chunk) throws SQLException {
        int count = (int) chunk.rowCount();
        RequestBatch batch = RequestBatch.allocate(Math.max(1, count), names);
        DuckDBReadableVector[] vectors = new DuckDBReadableVector[COLUMNS.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
        }
        List<Integer> bad = new ArrayList<>();
        int at = 0;
        for (int row = 0; row < count; row++) {
            if (isRequest(vectors, row)) {
                for (int i = 0; i < vectors.length; i++) {
                    put(COLUMNS.get(i), vectors[i], row, batch, at);
                }
                at++;
            } else {
                bad.add(row);
            }
        }
        return new Rows(file, batch.withSize(at), count, bad);
    }

    private static boolean isRequest(DuckDBReadableVector[] vectors, int row) {
        for (int i = 0; i < vectors.length; i++) {
            RequestColumn column = COLUMNS.get(i);
            boolean isNeeded =
                    switch (column.kind()) {
                        case TIME, WHOLE, SMALL, TINY -> true;
                        case CLIENT, NAME, MEASURED -> false;
                    };
            if (isNeeded && vectors[i].isNull(row)) {
                return false;
            }
        }
        return true;
    }

    private void put(
            RequestColumn column, DuckDBReadableVector from, int row, RequestBatch to, int at) {
        Object values = column.array(to);
        switch (column.kind()) {
            case TIME, WHOLE -> ((long[]) values)[at] = from.getLong(row);
            case MEASURED -> ((long[]) values)[at] = from.getLong(row, RequestBatch.UNKNOWN);
            case SMALL -> ((short[]) values)[at] = status(from.getLong(row));
            case TINY ->
                    ((byte[]) values)[at] = (byte) Math.clamp(from.getLong(row), 1, Byte.MAX_VALUE);
            case CLIENT ->
                    ((long[]) values)[at] = ClientId.ofText(text(from, row), names.clients());
            case NAME -> {
                int code = column.names(names).code(text(from, row));
                if (values instanceof short[] wide) {
                    wide[at] = (short) code;
                } else {
                    ((byte[]) values)[at] = (byte) code;
                }
            }
        }
    }

    /// What is not a status of HTTP is not known.
    private static short status(long value) {
        boolean isStatus = value >= 100 && value <= 999;
        return isStatus || value == RequestBatch.NO_STATUS
                ? (short) value
                : RequestBatch.UNKNOWN_STATUS;
    }

    private static String text(DuckDBReadableVector from, int row) {
        return from.isNull(row) ? Dictionary.NONE : from.getString(row);
    }

    private void closeResult() throws SQLException {
        if (result != null) {
            result.close();
            result = null;
        }
        if (statement != null) {
            statement.close();
            statement = null;
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            System.getLogger(ParquetRequests.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing failed", e);
        }
    }

    @Override
    public void close() {
        try {
            closeResult();
        } catch (SQLException e) {
            System.getLogger(ParquetRequests.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing failed", e);
        } finally {
            closeQuietly(connection);
        }
    }
}
