package trafficinsights.run.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.KpiTable;
import trafficinsights.generate.MadeRequests;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RequestBatch;

/// One tick of a live run at 10,000 requests a second: a tenth of a second of requests is measured,
/// put to the windows, judged, and shown.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 4)
public class LiveUpdateBenchmark {
    private static final int RATE_PER_SECOND = 10_000;
    private static final int TICK_ROWS = RATE_PER_SECOND / 10;
    private static final long WINDOW_MICROS = 10_000_000;

    private final List<RequestBatch> ticks = new ArrayList<>();
    private KpiMerger merger;
    private LiveJudge judge;
    private LiveBoard board;
    private long reachedMicros;
    private int next;

    /// Half an hour of traffic, cut into ticks.
    @Setup
    public void make() throws InterruptedException {
        for (RequestBatch batch : MadeRequests.of("bad-deploy", 30L * 60 * RATE_PER_SECOND / 10)) {
            for (int from = 0; from + TICK_ROWS <= batch.size(); from += TICK_ROWS) {
                ticks.add(rows(batch, from));
            }
        }
    }

    private static RequestBatch rows(RequestBatch all, int from) {
        RequestBatch part = RequestBatch.allocate(TICK_ROWS, all.names());
        System.arraycopy(all.epochMicros(), from, part.epochMicros(), 0, TICK_ROWS);
        System.arraycopy(all.requestId(), from, part.requestId(), 0, TICK_ROWS);
        System.arraycopy(all.firstRequestId(), from, part.firstRequestId(), 0, TICK_ROWS);
        System.arraycopy(all.latencyMicros(), from, part.latencyMicros(), 0, TICK_ROWS);
        System.arraycopy(all.bytes(), from, part.bytes(), 0, TICK_ROWS);
        System.arraycopy(all.region(), from, part.region(), 0, TICK_ROWS);
        System.arraycopy(all.server(), from, part.server(), 0, TICK_ROWS);
        System.arraycopy(all.route(), from, part.route(), 0, TICK_ROWS);
        System.arraycopy(all.status(), from, part.status(), 0, TICK_ROWS);
        System.arraycopy(all.attempt(), from, part.attempt(), 0, TICK_ROWS);
        return part.withSize(TICK_ROWS);
    }

    @Setup(Level.Iteration)
    public void begin() {
        merger =
                new KpiMerger(
                        WINDOW_MICROS, ticks.getFirst().names(), 200_000_000, (KpiWindow _) -> {});
        judge = new LiveJudge();
        board = new LiveBoard(List.of());
        board.since(0);
        next = 0;
    }

    @Benchmark
    public long tick() {
        if (next == ticks.size()) {
            begin();
        }
        RequestBatch batch = ticks.get(next++);
        KpiTable table = new KpiTable(WINDOW_MICROS, batch.names());
        table.add(batch);
        merger.merge(table);
        reachedMicros = batch.epochMicros()[batch.size() - 1];
        List<KpiWindow> changed = merger.drainChanged();
        judge.accept(changed);
        judge.judgeUpTo(reachedMicros - WINDOW_MICROS);
        board.update(changed, judge.found(), reachedMicros);
        return board.since(0).version();
    }
}
