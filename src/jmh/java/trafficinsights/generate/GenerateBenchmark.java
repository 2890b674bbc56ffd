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

/// Rows per second that one core makes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GenerateBenchmark {
    private static final int ROWS = 720_000;

    private final IndependentTraffic plan =
            new IndependentTraffic(
                    ScenarioFile.load("bad-deploy").scenario(),
                    42,
                    OptionalLong.of(ROWS),
                    Duration.ofDays(1));

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long makeRows() {
        long rows = 0;
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            rows += plan.requests(unit).size();
        }
        return rows;
    }
}
