package trafficinsights.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ClientId;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// Reads the requests of a store back as batches. Threads: one at a time.
public final class StoreReader implements AutoCloseable {
    private static final int BATCH_ROWS = 16_384;
    private static final RequestColumn[] COLUMNS = RequestColumn.values();

    private final LocalStore store;
    private final StoreNames codes;
    private final long rowCount;
    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;
    private @Nullable DuckDBDataChunkReader chunk;
    private int chunkAt;

    StoreReader(LocalStore store, StoreNames codes) throws SQLException {
        this(store, codes, "");
    }

    /// @param condition SQL behind `FROM RequestLogs`, made here
    StoreReader(LocalStore store, StoreNames codes, String condition) throws SQLException {
        this.store = store;
        this.codes = codes;
        Connection connection = store.connection();
        rowCount = count(connection, condition);
        statement =
                connection
                        .unwrap(DuckDBConnection.class)
                        .prepare("SELECT " + columns(store) + " FROM RequestLogs" + condition);
        result = statement.query();
    }

    private static String columns(LocalStore store) throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        for (RequestColumn column : COLUMNS) {
            boolean isLater = column.isOptional() && !store.has(column);
            columns.add(isLater ? "NULL::BIGINT" : read(column));
        }
        return columns.toString();
    }

    private static String read(RequestColumn column) {
        return column.kind() == RequestColumn.Kind.TIME
                ? "epoch_us(" + column.sqlName() + ")"
                : column.sqlName();
    }

    private static long count(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM RequestLogs" + condition)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Requests that are read.
    public long rowCount() {
        return rowCount;
    }

    /// The next requests, or null at the end. The caller owns the batch.
    public @Nullable RequestBatch next() {
        RequestBatch batch = RequestBatch.allocate(BATCH_ROWS, codes.names());
        int at = 0;
        while (at < BATCH_ROWS) {
            DuckDBDataChunkReader current = chunk;
            if (current == null || chunkAt == current.rowCount()) {
                if (!result.nextChunk()) {
                    break;
                }
                current = result.chunk();
                chunk = current;
                chunkAt = 0;
            }
            int count = (int) Math.min(BATCH_ROWS - at, current.rowCount() - chunkAt);
            copy(current, batch, at, count);
            at += count;
            chunkAt += count;
        }
        return at == 0 ? null : batch.withSize(at);
    }

    private void copy(DuckDBDataChunkReader from, RequestBatch to, int at, int count) {
        for (int i = 0; i < COLUMNS.length; i++) {
            RequestColumn column = COLUMNS[i];
            DuckDBReadableVector vector = from.vector(i);
            Object values = column.array(to);
            switch (column.kind()) {
                case TIME, WHOLE -> whole(vector, (long[]) values, at, count);
                case MEASURED -> measured(vector, (long[]) values, at, count);
                case CLIENT -> clients(vector, (long[]) values, at, count);
                case NAME -> codes(vector, codes.of(column), values, at, count);
                case SMALL -> small(vector, (short[]) values, at, count);
                case TINY -> tiny(vector, (byte[]) values, at, count);
            }
        }
    }

    private void clients(DuckDBReadableVector from, long[] to, int at, int count) {
        int[] clients = codes.of(RequestColumn.CLIENT);
        for (int i = 0; i < count; i++) {
            long stored = from.getLong(chunkAt + i);
            to[at + i] =
                    ClientId.isName(stored)
                            ? ClientId.ofName(clients[ClientId.nameCode(stored)])
                            : stored;
        }
    }

    private void codes(DuckDBReadableVector from, int[] codeOfId, Object to, int at, int count) {
        if (to instanceof short[] wide) {
            for (int i = 0; i < count; i++) {
                wide[at + i] = (short) codeOfId[from.getInt(chunkAt + i)];
            }
        } else {
            byte[] narrow = (byte[]) to;
            for (int i = 0; i < count; i++) {
                narrow[at + i] = (byte) codeOfId[from.getInt(chunkAt + i)];
            }
        }
    }

    private void whole(DuckDBReadableVector from, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.getLong(chunkAt + i);
        }
    }

    private void measured(DuckDBReadableVector from, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.getLong(chunkAt + i, RequestBatch.UNKNOWN);
        }
    }

    private void small(DuckDBReadableVector from, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.getShort(chunkAt + i);
        }
    }

    private void tiny(DuckDBReadableVector from, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.getByte(chunkAt + i);
        }
    }

    @Override
    public void close() {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }
}
