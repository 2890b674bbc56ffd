package trafficinsights.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Batches as a table that DuckDB reads: one statement (`INSERT … SELECT`) takes a whole run,
/// column by column, with no row object in between.
///
/// One thread puts batches, another runs the statement; the queue between them is bounded and a
/// full queue blocks. The statement ends after [#end()], or fails after [#abort()].
final class BatchFeed {
    private static final int QUEUE_BATCHES = 8;
    private static final RequestBatch END = RequestBatch.allocate(0, Names.create());

    private static final AtomicLong NUMBER = new AtomicLong();

    private final String name = "request_feed_" + NUMBER.incrementAndGet();
    private final BlockingQueue<RequestBatch> queue = new ArrayBlockingQueue<>(QUEUE_BATCHES);
    private final AtomicLong rows = new AtomicLong();
    private final Codes codes;
    private final int threads;
    private volatile boolean isAborted;

    /// What is written for the codes of a batch. Threads: any.
    interface Codes {
        int region(int code);

        int server(int code);

        int method(int code);

        int route(int code);

        int scenario(int code);

        long client(long clientId);
    }

    /// @param threads that may read the table; more than one gives up the order of rows
    BatchFeed(Connection connection, Codes codes, int threads) throws SQLException {
        this.codes = codes;
        this.threads = threads;
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(name).withFunction(new Table()).register(connection);
        }
    }

    /// The table's name in SQL; its columns are those of `RequestLogs` behind `run_id`, the time in
    /// µs.
    String sql() {
        return name + "()";
    }

    long rowCount() {
        return rows.get();
    }

    /// Hands over a batch; waits while the queue is full.
    ///
    /// @throws InterruptedException also when the feed was aborted
    void put(RequestBatch batch) throws InterruptedException {
        while (!queue.offer(batch, 100, TimeUnit.MILLISECONDS)) {
            if (isAborted) {
                throw new InterruptedException("the feed was aborted");
            }
        }
    }

    void end() throws InterruptedException {
        put(END);
    }

    void abort() {
        isAborted = true;
    }

    private final class Table implements DuckDBTableFunction<Object, Object, Cursor> {
        @Override
        public Object bind(DuckDBTableFunctionBindInfo info) {
            info.addResultColumn("epoch_us", DuckDBColumnType.BIGINT)
                    .addResultColumn("request_id", DuckDBColumnType.BIGINT)
                    .addResultColumn("first_request_id", DuckDBColumnType.BIGINT)
                    .addResultColumn("client", DuckDBColumnType.BIGINT)
                    .addResultColumn("region", DuckDBColumnType.INTEGER)
                    .addResultColumn("server", DuckDBColumnType.INTEGER)
                    .addResultColumn("method", DuckDBColumnType.INTEGER)
                    .addResultColumn("route", DuckDBColumnType.INTEGER)
                    .addResultColumn("status", DuckDBColumnType.SMALLINT)
                    .addResultColumn("latency_us", DuckDBColumnType.BIGINT)
                    .addResultColumn("bytes", DuckDBColumnType.BIGINT)
                    .addResultColumn("attempt", DuckDBColumnType.TINYINT)
                    .addResultColumn("scenario", DuckDBColumnType.INTEGER);
            return name;
        }

        @Override
        public Object init(DuckDBTableFunctionInitInfo info) {
            info.setMaxThreads(threads);
            return name;
        }

        @Override
        public Cursor localInit(DuckDBTableFunctionInitInfo info) {
            return new Cursor();
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
                throws InterruptedException, SQLException {
            Cursor cursor = info.getLocalInitData();
            RequestBatch batch = cursor.batch;
            while (batch == null || cursor.at == batch.size()) {
                batch = take();
                cursor.batch = batch;
                cursor.at = 0;
                if (isEnd(batch)) {
                    // The other threads are to see it as well; its place in the queue is free.
                    queue.add(END);
                    return 0;
                }
            }
            int count = (int) Math.min(chunk.capacity(), batch.size() - cursor.at);
            fill(chunk, batch, cursor.at, count);
            cursor.at += count;
            rows.addAndGet(count);
            return count;
        }
    }

    @SuppressWarnings("ReferenceEquality") // a marker, told apart by being itself
    private static boolean isEnd(RequestBatch batch) {
        return batch == END;
    }

    /// One reading thread's place.
    private static final class Cursor {
        private @Nullable RequestBatch batch;
        private int at;
    }

    private RequestBatch take() throws InterruptedException, SQLException {
        while (true) {
            if (isAborted) {
                throw new SQLException("the feed was aborted");
            }
            RequestBatch batch = queue.poll(50, TimeUnit.MILLISECONDS);
            if (batch != null) {
                return batch;
            }
        }
    }

    private void fill(DuckDBDataChunkWriter chunk, RequestBatch b, int from, int count) {
        longs(chunk, 0, b.epochMicros(), from, count);
        longs(chunk, 1, b.requestId(), from, count);
        longs(chunk, 2, b.firstRequestId(), from, count);
        var client = chunk.vector(3);
        var region = chunk.vector(4);
        var server = chunk.vector(5);
        var method = chunk.vector(6);
        var route = chunk.vector(7);
        var status = chunk.vector(8);
        var attempt = chunk.vector(11);
        var scenario = chunk.vector(12);
        for (int i = 0; i < count; i++) {
            client.setLong(i, codes.client(b.clientId()[from + i]));
        }
        for (int i = 0; i < count; i++) {
            region.setInt(i, codes.region(b.region()[from + i]));
            server.setInt(i, codes.server(b.server()[from + i]));
            method.setInt(i, codes.method(b.method()[from + i]));
            route.setInt(i, codes.route(b.route()[from + i]));
            scenario.setInt(i, codes.scenario(b.scenario()[from + i]));
        }
        for (int i = 0; i < count; i++) {
            status.setShort(i, b.status()[from + i]);
            attempt.setByte(i, b.attempt()[from + i]);
        }
        known(chunk, 9, b.latencyMicros(), from, count);
        known(chunk, 10, b.bytes(), from, count);
    }

    private static void longs(
            DuckDBDataChunkWriter chunk, int column, long[] values, int from, int count) {
        var vector = chunk.vector(column);
        for (int i = 0; i < count; i++) {
            vector.setLong(i, values[from + i]);
        }
    }

    /// Longs of which a negative one means that the value is unknown.
    private static void known(
            DuckDBDataChunkWriter chunk, int column, long[] values, int from, int count) {
        var vector = chunk.vector(column);
        for (int i = 0; i < count; i++) {
            if (values[from + i] < 0) {
                vector.setNull(i);
            } else {
                vector.setLong(i, values[from + i]);
            }
        }
    }
}
