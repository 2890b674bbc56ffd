package trafficinsights.generate;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import trafficinsights.RowsPerSecond;

/// Rows per second, the fleet's simulation included; `retry-storm` is mostly retries.
public class GenerateBenchmark extends RowsPerSecond {
    private static final int ROWS = 5_000_000;

    @Param({"bad-deploy", "retry-storm"})
    private String name = "";

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long makeRowsOnOneThread() throws Exception {
        return makeRows(traffic());
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long makeRowsOnTwoThreads() throws Exception {
        SimulatedTraffic traffic = traffic();
        FutureTask<Long> other = new FutureTask<>(() -> makeRows(traffic));
        Thread thread = Thread.ofPlatform().start(other);
        long rows = makeRows(traffic) + other.get();
        thread.join();
        return rows;
    }

    private SimulatedTraffic traffic() {
        Scenario scenario = ScenarioFile.load(name).scenario();
        return new SimulatedTraffic(scenario, 42, OptionalLong.of(ROWS), Duration.ofDays(1));
    }

    private static long makeRows(SimulatedTraffic traffic) throws InterruptedException {
        LongAdder rows = new LongAdder();
        for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
            unit.requests(batch -> rows.add(batch.size()));
        }
        return rows.sum();
    }
}
