package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.analyze.KpiTable;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.alert.RunAlerts;
import trafficinsights.run.base.RunThreads;
import trafficinsights.run.base.Stall;
import trafficinsights.run.spec.RunSpec;

/// Whatever order the threads of a run work in, each row is measured once.
class HandOverTest {
    private static final long ROWS = 20_000;
    private static final int LONGEST_STALL_MILLIS = 40;
    private static final long SECOND = 1_000_000;
    private static final TimeWindow RUN = new TimeWindow(0, 40 * SECOND);

    @TempDir private Path folder;

    /// Holds each thread at each point for a random while.
    private static Stall random(long seed) {
        Random random = new Random(seed);
        return _ -> {
            if (random.nextInt(3) == 0) {
                Thread.sleep(random.nextInt(LONGEST_STALL_MILLIS));
            }
        };
    }

    private static RunReport report(RunSpec spec, Stall stall) throws InterruptedException {
        try (RunEngine run = new RunEngine(spec, null, stall)) {
            run.start();
            return RunBench.report(RunBench.summary(run.await()));
        }
    }

    private static long requests(List<KpiWindow> series) {
        return series.stream()
                .filter(window -> window.dimension() == Dimension.TOTAL)
                .mapToLong(window -> window.kpi().requests())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void threadsThatAreHeldAnywhereLoseNoRow(long seed) throws Exception {
        RunSpec spec =
                RunSpec.inMemory(RunBench.generated("bad-deploy", ROWS))
                        .withThreads(3)
                        .withStore(folder.resolve("held.duckdb"));
        RunReport report = report(spec, random(seed));
        assertThat(report.totals().requests()).isEqualTo(ROWS);
        assertThat(requests(report.series()) + report.counts().lateRows()).isEqualTo(ROWS);
    }

    @Test
    void aTableThatComesBetweenTheMergersLookAndTheEndIsMeasured() throws Exception {
        RunSpec spec = RunSpec.inMemory(RunBench.generated("bad-deploy", ROWS)).withThreads(2);
        Stall afterEachLook =
                point -> {
                    if (point == Stall.Point.MERGER_LOOKED) {
                        Thread.sleep(LONGEST_STALL_MILLIS);
                    }
                };
        for (int i = 0; i < 6; i++) {
            assertThat(report(spec, afterEachLook).totals().requests()).isEqualTo(ROWS);
        }
    }

    @Test
    void aWindowIsNotJudgedWhileAWorkerStillHoldsRowsOfIt() throws Exception {
        Names names = Names.create();
        LiveBoard board = new LiveBoard(List.of());
        board.since(0);
        Semaphore looks = new Semaphore(0);
        Semaphore looked = new Semaphore(0);
        Stall counted =
                point -> {
                    if (point == Stall.Point.MERGER_LOOKED) {
                        looked.release();
                        looks.acquire();
                        // Longer than the merger waits between two looks at the watermark.
                        Thread.sleep(110);
                    }
                };
        RunSpec spec = RunSpec.inMemory(RunBench.generated("bad-deploy", ROWS)).withThreads(1);
        RunThreads threads = new RunThreads("held", () -> {}, counted);
        RunAlerts alerts =
                RunAlerts.open(
                        spec,
                        "held",
                        null,
                        List.of(),
                        () -> {
                            throw new IllegalStateException("nobody follows");
                        });
        try (RunMerger merger =
                new RunMerger(spec, names, board, null, null, null, alerts, threads)) {
            merger.workerStarts(1);
            merger.handOver(1, table(names, 0), RUN, false);
            merger.handOver(1, table(names, 10), RUN, false);
            // The rows up to here are in a table that the worker has not handed over.
            merger.reached(40 * SECOND);
            Thread running = threads.start("merger", merger::run);
            looks.release(8);
            looked.acquire(9);
            assertThat(board.since(0).watermarkMicros()).isLessThan(40 * SECOND);

            merger.handOver(1, table(names, 40), RUN, true);
            merger.end();
            looks.release(1_000);
            threads.join(running);
        } finally {
            threads.fail(new InterruptedException("over"));
            threads.joinAll();
        }
    }

    private static KpiTable table(Names names, long second) {
        KpiTable table = new KpiTable(10 * SECOND, names);
        RequestBatch batch = RequestBatch.allocate(1, names);
        batch.epochMicros()[0] = second * SECOND;
        batch.status()[0] = 200;
        table.add(batch.withSize(1));
        return table;
    }
}
