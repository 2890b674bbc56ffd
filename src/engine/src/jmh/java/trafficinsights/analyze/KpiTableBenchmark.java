package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import trafficinsights.generate.MadeRequests;
import trafficinsights.model.RequestBatch;

/// Rows per second through the KPI windows of one core: batches that lie in memory, all dimensions
/// and percentiles, 10 s windows.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class KpiTableBenchmark {
    private static final int ROWS = 720_000;
    private static final long WINDOW_MICROS = 10_000_000;

    private final List<RequestBatch> batches = new ArrayList<>();

    @Setup
    public void make() throws InterruptedException {
        batches.addAll(MadeRequests.of("bad-deploy", ROWS));
    }

    /// The whole analysis of a worker, from an empty table.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long analyze() {
        KpiTable table = new KpiTable(WINDOW_MICROS, batches.getFirst().names());
        for (RequestBatch batch : batches) {
            table.add(batch);
        }
        return table.requests();
    }
}
