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
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// Batches as a table that DuckDB reads: one statement (`INSERT … SELECT`) takes a whole run,
/// column by column, with no row object in between.
///
/// One thread puts batches, another runs the statement; the queue between them is bounded and a
/// full queue blocks. The statement ends after [#end()], or fails after [#abort()].
final class BatchFeed {
    /// The column of times in the table that DuckDB reads.
    static final String EPOCH_MICROS = "epoch_us";

    private static final RequestColumn[] COLUMNS = RequestColumn.values();
    private static final int QUEUE_BATCHES = 8;
    private static final RequestBatch END = RequestBatch.allocate(0, Names.create());

    private static final AtomicLong NUMBER = new AtomicLong();

    private final String name = "request_feed_" + NUMBER.incrementAndGet();
    private final BlockingQueue<RequestBatch> queue = new ArrayBlockingQueue<>(QUEUE_BATCHES);
    private final AtomicLong rows = new AtomicLong();
    private final CodeMaps codes;
    private final int threads;
    private volatile boolean isAborted;

    /// @param threads that may read the table; more than one gives up the order of rows
    BatchFeed(Connection connection, CodeMaps codes, int threads) throws SQLException {
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
            for (RequestColumn column : COLUMNS) {
                info.addResultColumn(name(column), type(column.kind()));
            }
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

    private static String name(RequestColumn column) {
        return column.kind() == RequestColumn.Kind.TIME ? EPOCH_MICROS : column.sqlName();
    }

    private static DuckDBColumnType type(RequestColumn.Kind kind) {
        return switch (kind) {
            case TIME, WHOLE, MEASURED, CLIENT -> DuckDBColumnType.BIGINT;
            case NAME -> DuckDBColumnType.INTEGER;
            case SMALL -> DuckDBColumnType.SMALLINT;
            case TINY -> DuckDBColumnType.TINYINT;
        };
    }

    private void fill(DuckDBDataChunkWriter chunk, RequestBatch b, int from, int count) {
        for (int i = 0; i < COLUMNS.length; i++) {
            RequestColumn column = COLUMNS[i];
            DuckDBWritableVector to = chunk.vector(i);
            Object values = column.array(b);
            switch (column.kind()) {
                case TIME, WHOLE -> whole(to, (long[]) values, from, count);
                case MEASURED -> measured(to, (long[]) values, from, count);
                case CLIENT -> clients(to, (long[]) values, from, count);
                case NAME -> codes.of(column).write(to, values, from, count);
                case SMALL -> small(to, (short[]) values, from, count);
                case TINY -> tiny(to, (byte[]) values, from, count);
            }
        }
    }

    private static void whole(DuckDBWritableVector to, long[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            to.setLong(i, values[from + i]);
        }
    }

    /// Longs of which a negative one means that the value is unknown.
    private static void measured(DuckDBWritableVector to, long[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (values[from + i] < 0) {
                to.setNull(i);
            } else {
                to.setLong(i, values[from + i]);
            }
        }
    }

    private void clients(DuckDBWritableVector to, long[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            to.setLong(i, codes.client(values[from + i]));
        }
    }

    private static void small(DuckDBWritableVector to, short[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            to.setShort(i, values[from + i]);
        }
    }

    private static void tiny(DuckDBWritableVector to, byte[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            to.setByte(i, values[from + i]);
        }
    }
}
