package trafficinsights.generate;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Rows per second that one core makes, the fleet's simulation included.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GenerateBenchmark {
    private static final int ROWS = 5_000_000;

    private final Scenario scenario = ScenarioFile.load("bad-deploy").scenario();

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long makeRows() throws InterruptedException {
        SimulatedTraffic traffic =
                new SimulatedTraffic(scenario, 42, OptionalLong.of(ROWS), Duration.ofDays(1));
        long rows = 0;
        for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
            rows += unit.requests().size();
        }
        return rows;
    }
}
