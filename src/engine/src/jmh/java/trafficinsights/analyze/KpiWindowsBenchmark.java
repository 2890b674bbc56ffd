package trafficinsights.analyze;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import trafficinsights.generate.MadeRequests;
import trafficinsights.model.RequestBatch;

/// Rows per second of the whole analysis on both cores, closed windows with their percentiles in
/// every dimension included, beside DuckDB answering for the same windows over the same rows in its
/// memory, and beside merely reading the columns that both need.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class KpiWindowsBenchmark {
    private static final int ROWS = 5_000_000;
    private static final int THREADS = 2;
    private static final long WINDOW_MICROS = 10_000_000;
    private static final String SQL =
            """
            SELECT ts // 10000000 AS w, region, server, route, status // 100 AS class,
                   count(*), sum(bytes), avg(latency), max(latency),
                   approx_quantile(latency, [0.5, 0.9, 0.95, 0.99, 0.999]),
                   count(*) FILTER (status >= 500 OR status < 100),
                   count(*) FILTER (status >= 400 AND status < 500),
                   count(*) FILTER (attempt > 1)
            FROM r
            GROUP BY GROUPING SETS ((w), (w, region), (w, server), (w, route), (w, class))
            """;

    private final List<RequestBatch> batches = new ArrayList<>();
    private ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    private Connection duckDb;

    @Setup
    public void make() throws InterruptedException, SQLException {
        batches.addAll(MadeRequests.of("bad-deploy", ROWS));
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("SET threads = " + THREADS);
            statement.execute(
                    "CREATE TABLE r (ts BIGINT, region SMALLINT, server SMALLINT, route SMALLINT,"
                            + " status SMALLINT, latency BIGINT, bytes BIGINT, attempt TINYINT)");
        }
        try (DuckDBAppender appender = ((DuckDBConnection) duckDb).createAppender("main", "r")) {
            for (RequestBatch batch : batches) {
                append(appender, batch);
            }
        }
    }

    private static void append(DuckDBAppender appender, RequestBatch b) throws SQLException {
        for (int i = 0; i < b.size(); i++) {
            appender.beginRow();
            appender.append(b.epochMicros()[i]);
            appender.append(b.region()[i]);
            appender.append(b.server()[i]);
            appender.append(b.route()[i]);
            appender.append(b.status()[i]);
            appender.append(b.latencyMicros()[i]);
            appender.append(b.bytes()[i]);
            appender.append(b.attempt()[i]);
            appender.endRow();
        }
    }

    @TearDown
    public void close() throws SQLException {
        workers.shutdown();
        duckDb.close();
    }

    /// Tables of two workers, merged, every window closed.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long windows() throws InterruptedException, ExecutionException {
        List<Future<KpiTable>> tables = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int mine = t;
            tables.add(
                    workers.submit(() -> {
                        KpiTable table = new KpiTable(WINDOW_MICROS, batches.getFirst().names());
                        for (int i = mine; i < batches.size(); i += THREADS) {
                            table.add(batches.get(i));
                        }
                        return table;
                    }));
        }
        AtomicLong windows = new AtomicLong();
        KpiMerger merger =
                new KpiMerger(
                        WINDOW_MICROS,
                        batches.getFirst().names(),
                        Long.MAX_VALUE,
                        _ -> windows.incrementAndGet());
        for (Future<KpiTable> table : tables) {
            merger.merge(table.get());
        }
        merger.closeAll();
        return windows.get();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long duckDb() throws SQLException {
        long windows = 0;
        try (Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            while (rows.next()) {
                windows += rows.getLong(6) > 0 ? 1 : 0;
            }
        }
        return windows;
    }

    /// The bound that memory sets: each needed column read once, on both cores.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long readOnly() throws InterruptedException, ExecutionException {
        List<Future<Long>> sums = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int mine = t;
            sums.add(
                    workers.submit(() -> {
                        long sum = 0;
                        for (int i = mine; i < batches.size(); i += THREADS) {
                            sum += sum(batches.get(i));
                        }
                        return sum;
                    }));
        }
        long sum = 0;
        for (Future<Long> part : sums) {
            sum += part.get();
        }
        return sum;
    }

    private static long sum(RequestBatch b) {
        long sum = 0;
        for (int i = 0; i < b.size(); i++) {
            sum +=
                    b.epochMicros()[i]
                            + b.requestId()[i]
                            + b.firstRequestId()[i]
                            + b.latencyMicros()[i]
                            + b.bytes()[i]
                            + b.region()[i]
                            + b.server()[i]
                            + b.route()[i]
                            + b.status()[i]
                            + b.attempt()[i];
        }
        return sum;
    }
}
