package trafficinsights.report.parquet;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import trafficinsights.RowsPerSecond;
import trafficinsights.generate.MadeRequests;
import trafficinsights.model.RequestBatch;

/// Rows per second that one core encodes as Parquet, from batches that lie in memory; without
/// writing.
public class RowGroupBenchmark extends RowsPerSecond {
    private static final int GROUPS = 3;
    private static final int ROWS = GROUPS * RowGroup.ROWS;

    private final List<RowGroup> groups = new ArrayList<>();
    private final RowGroupEncoder encoder = new RowGroupEncoder();

    @Setup
    public void make() throws InterruptedException {
        List<RequestBatch> made = MadeRequests.of("bad-deploy", ROWS);
        RowGroup group = new RowGroup(0, made.getFirst().names());
        groups.add(group);
        for (RequestBatch batch : made) {
            for (int at = 0; at < batch.size(); at += group.add(batch, at)) {
                if (group.isFull()) {
                    group = new RowGroup(groups.size(), made.getFirst().names());
                    groups.add(group);
                }
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long encode() {
        long bytes = 0;
        for (RowGroup group : groups) {
            bytes += encoder.encode(group).bytes().length();
        }
        return bytes;
    }
}
