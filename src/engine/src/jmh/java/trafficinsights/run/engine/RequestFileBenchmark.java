package trafficinsights.run.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Seconds to write ten million requests to a file: a run of this program, which also makes them
/// and waits for the disk, and DuckDB's `COPY` of the same rows from a table in memory, which does
/// neither. All cores. The sizes of the files are printed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class RequestFileBenchmark {
    private static final long ROWS = 10_000_000;

    private final Path folder;
    private final Connection duckDb;

    public RequestFileBenchmark() {
        try {
            folder = Files.createTempDirectory("request-files-");
            duckDb = DriverManager.getConnection("jdbc:duckdb:");
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void load() throws Exception {
        Path made = run(RequestOutput.PARQUET).resolve("request_logs.parquet");
        execute("CREATE TABLE requests AS FROM '" + made + "'");
    }

    private Path run(RequestOutput form) throws InterruptedException {
        Path out = folder.resolve("run-" + form);
        RunBench.summary(
                RunSpec.inMemory(RunBench.generated("steady", ROWS))
                        .withOut(out)
                        .withAnalyze(false)
                        .withRequests(form));
        return out;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }

    private void copy(String name, String options) throws SQLException {
        execute("COPY requests TO '%s' (%s)".formatted(folder.resolve(name), options));
    }

    @Benchmark
    public void csv() throws InterruptedException {
        run(RequestOutput.CSV);
    }

    @Benchmark
    public void parquet() throws InterruptedException {
        run(RequestOutput.PARQUET);
    }

    @Benchmark
    public void duckDbCsv() throws SQLException {
        copy("duckdb.csv", "FORMAT csv");
    }

    @Benchmark
    public void duckDbParquetZstd() throws SQLException {
        copy("duckdb-zstd.parquet", "FORMAT parquet, COMPRESSION zstd");
    }

    @Benchmark
    public void duckDbParquetDeltas() throws SQLException {
        copy(
                "duckdb-deltas.parquet",
                "FORMAT parquet, COMPRESSION uncompressed, PARQUET_VERSION v2");
    }

    @TearDown
    public void clear() throws Exception {
        duckDb.close();
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            if (Files.isRegularFile(path)) {
                System.out.printf("%n%s: %,d bytes", path.getFileName(), Files.size(path));
            }
            Files.delete(path);
        }
    }
}
