package trafficinsights.report;

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

/// Rows per second that one core makes into CSV, from batches that lie in memory; without writing.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RequestCsvBenchmark {
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
