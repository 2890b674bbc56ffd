package trafficinsights.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ClientId;
import trafficinsights.model.RequestBatch;

/// Reads the requests of a store back as batches. Threads: one at a time.
public final class StoreReader implements AutoCloseable {
    private static final int BATCH_ROWS = 16_384;

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
                        .prepare(
                                "SELECT epoch_us(ts), request_id, first_request_id, client, region,"
                                        + " server, method, route, status, latency_us, bytes, attempt,"
                                        + " scenario FROM RequestLogs"
                                        + condition);
        result = statement.query();
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
        longs(from.vector(0), to.epochMicros(), at, count);
        longs(from.vector(1), to.requestId(), at, count);
        longs(from.vector(2), to.firstRequestId(), at, count);
        known(from.vector(9), to.latencyMicros(), at, count);
        known(from.vector(10), to.bytes(), at, count);
        DuckDBReadableVector client = from.vector(3);
        DuckDBReadableVector region = from.vector(4);
        DuckDBReadableVector server = from.vector(5);
        DuckDBReadableVector method = from.vector(6);
        DuckDBReadableVector route = from.vector(7);
        DuckDBReadableVector status = from.vector(8);
        DuckDBReadableVector attempt = from.vector(11);
        DuckDBReadableVector scenario = from.vector(12);
        for (int i = 0; i < count; i++) {
            int row = chunkAt + i;
            to.clientId()[at + i] = clientId(client.getLong(row));
            to.region()[at + i] = (short) codes.regions()[region.getInt(row)];
            to.server()[at + i] = (short) codes.servers()[server.getInt(row)];
            to.method()[at + i] = (byte) codes.methods()[method.getInt(row)];
            to.route()[at + i] = (short) codes.routes()[route.getInt(row)];
            to.status()[at + i] = status.getShort(row);
            to.attempt()[at + i] = attempt.getByte(row);
            to.scenario()[at + i] = (byte) codes.scenarios()[scenario.getInt(row)];
        }
    }

    private long clientId(long stored) {
        return ClientId.isName(stored)
                ? ClientId.ofName(codes.clients()[ClientId.nameCode(stored)])
                : stored;
    }

    private void longs(DuckDBReadableVector from, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.getLong(chunkAt + i);
        }
    }

    private void known(DuckDBReadableVector from, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.getLong(chunkAt + i, RequestBatch.UNKNOWN);
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
