package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import trafficinsights.RowsPerSecond;
import trafficinsights.generate.MadeRequests;
import trafficinsights.model.RequestBatch;

/// Rows per second through the KPI windows of one core: batches that lie in memory, all dimensions
/// and percentiles, 10 s windows.
public class KpiTableBenchmark extends RowsPerSecond {
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
