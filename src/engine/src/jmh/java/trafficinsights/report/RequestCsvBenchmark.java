package trafficinsights.report;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import trafficinsights.RowsPerSecond;
import trafficinsights.generate.MadeRequests;
import trafficinsights.model.RequestBatch;

/// Rows per second that one core makes into CSV, from batches that lie in memory; without writing.
public class RequestCsvBenchmark extends RowsPerSecond {
    private static final int ROWS = 720_000;

    private final List<RequestBatch> batches = new ArrayList<>();
    private final RequestCsv csv = new RequestCsv();

    @Setup
    public void make() throws InterruptedException {
        batches.addAll(MadeRequests.of("bad-deploy", ROWS));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long makeRows() {
        long bytes = 0;
        for (RequestBatch batch : batches) {
            csv.add(batch);
            bytes += csv.take().remaining();
        }
        return bytes;
    }
}
