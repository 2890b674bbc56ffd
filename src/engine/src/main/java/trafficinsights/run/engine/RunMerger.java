package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.BalanceTally;
import trafficinsights.analyze.ClosedWindows;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.KpiTable;
import trafficinsights.analyze.SilenceTally;
import trafficinsights.analyze.rules.RuleEvaluation;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.analyze.shift.SpanShift;
import trafficinsights.analyze.shift.SpanTally;
import trafficinsights.detect.kpi.KpiDetector;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Names;
import trafficinsights.model.RowOutput;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.report.KpiWindowCsv;
import trafficinsights.run.alert.RunAlerts;
import trafficinsights.run.base.QueueLength;
import trafficinsights.run.base.RunThreads;
import trafficinsights.run.base.Stall;
import trafficinsights.run.spec.RunSpec;

/// Puts the workers' tables together, shows the live picture, and at the end closes every window:
/// writes it, and lets the detector judge it.
///
/// While rows still come, the detector of the live picture sees a window once all workers have
/// handed over what they had when its end was reached. The anomalies of the report come from a
/// second pass over the closed windows, which are complete whatever order the rows came in. Longer
/// than 400 lines: live and final figures come from the same tables.
final class RunMerger implements AutoCloseable {
    private static final long TICK_MILLIS = 100;

    /// How long whoever watches waits for a table to be merged.
    private static final long LONGEST_WAIT_MILLIS = 20;

    /// @param span from the first to the last request of the worker so far; null without one
    /// @param round of waiting for the watermark in which the worker took its table out
    /// @param isLast whether nothing more comes from the worker
    private record HandOver(
            int worker, KpiTable table, @Nullable TimeWindow span, long round, boolean isLast) {}

    private final BlockingQueue<HandOver> queue;
    private final KpiMerger windows;
    private final @Nullable KpiWindowCsv csv;
    private final @Nullable RowOutput stored;
    private final KpiDetector detector = new KpiDetector();
    private final List<KpiWindow> newest = new ArrayList<>();
    private final BalanceTally balance = new BalanceTally();
    private final SilenceTally silence = new SilenceTally();
    private final LiveJudge judge = new LiveJudge();
    private final @Nullable RuleEvaluation evaluation;
    private final @Nullable SpanShift shift;
    private final SpanTally tally = new SpanTally();
    private final LiveBoard board;
    private final RunAlerts alerts;
    private final boolean isNeeded;
    private final long lateMicros;
    private final Set<Integer> active = new HashSet<>();
    private final Set<Integer> awaited = new HashSet<>();
    private final RunThreads threads;

    /// Held while the windows change; who watches hardly waits for it.
    private final ReentrantLock measuring = new ReentrantLock();

    /// From the first to the last request that was merged; with the windows.
    private @Nullable TimeWindow span;

    private volatile boolean isEnded;
    private volatile long reachedMicros = Long.MIN_VALUE;
    private long round;
    private long closedRequests;
    private long candidateMicros = Long.MIN_VALUE;
    private long watermarkMicros = Long.MIN_VALUE;

    /// @param folder for `kpi_windows.csv`; null for none
    /// @param stored takes the closed windows as well; null for none
    /// @param rules that the closed windows are checked against; null for none
    /// @param alerts who is told what is found
    RunMerger(
            RunSpec spec,
            Names names,
            LiveBoard board,
            @Nullable Path folder,
            @Nullable RowOutput stored,
            @Nullable RuleSet rules,
            RunAlerts alerts,
            RunThreads threads) {
        this.threads = threads;
        this.board = board;
        this.alerts = alerts;
        this.isNeeded = spec.judging().analyze();
        this.queue = new ArrayBlockingQueue<>(2 * spec.reading().threads());
        this.lateMicros = spec.reading().windowMicros();
        this.stored = stored;
        this.csv =
                folder == null || !isNeeded
                        ? null
                        : KpiWindowCsv.create(folder.resolve(KpiWindowCsv.FILE_NAME));
        this.windows =
                new KpiMerger(
                        lateMicros,
                        names,
                        Runtime.getRuntime().maxMemory() / 5,
                        this::closedWindow);
        windows.watch(new CourseOfRun());
        this.evaluation = rules == null ? null : new RuleEvaluation(rules, lateMicros);
        if (evaluation != null) {
            windows.watch(evaluation);
        }
        this.shift = spec.judging().spans() == null ? null : new SpanShift(spec.judging().spans());
        if (shift != null) {
            windows.watch(shift);
        }
    }

    /// Keeps how the run went, for comparing it with another.
    private final class CourseOfRun implements ClosedWindows {
        @Override
        public Set<Dimension> dimensions() {
            return Set.of(Dimension.TOTAL);
        }

        @Override
        public void accept(
                TimeWindow window, Dimension dimension, String key, KpiAccumulator measured) {
            tally.addWindow(window, measured);
        }
    }

    /// What a worker may hold before it hands over.
    static long workerBudgetBytes(int threads) {
        return Runtime.getRuntime().maxMemory() / 10 / threads;
    }

    synchronized void workerStarts(int worker) {
        active.add(worker);
    }

    /// Takes a worker's table; waits while the merger is behind.
    ///
    /// @param span from the first to the last request of the worker so far; null without one
    /// @param isLast whether nothing more comes from the worker
    void handOver(int worker, KpiTable table, @Nullable TimeWindow span, boolean isLast)
            throws InterruptedException {
        if (!isNeeded) {
            return;
        }
        threads.pass(Stall.Point.WORKER_HANDS_OVER);
        // The worker measures nothing between taking its table out and this: all that it had
        // measured when the round began is in this table or in one before it.
        queue.put(new HandOver(worker, table, span, currentRound(), isLast));
    }

    private synchronized long currentRound() {
        return round;
    }

    /// Tables that wait for the merger; any thread.
    QueueLength waiting() {
        int waiting = queue.size();
        return new QueueLength(waiting, waiting + queue.remainingCapacity());
    }

    /// Says up to which event time the source has been read in order.
    void reached(long epochMicros) {
        reachedMicros = Math.max(reachedMicros, epochMicros);
    }

    /// Every table was handed over.
    void end() {
        isEnded = true;
    }

    /// The merger thread's work.
    void run() throws InterruptedException {
        if (!isNeeded) {
            return;
        }
        long lastTick = System.nanoTime();
        while (true) {
            // Read before looking: what was put before the end was said is found by this look.
            boolean wasEnded = isEnded;
            HandOver handOver = queue.poll(TICK_MILLIS / 4, TimeUnit.MILLISECONDS);
            threads.pass(Stall.Point.MERGER_LOOKED);
            if (handOver != null) {
                merge(handOver);
                arrived(handOver);
            } else if (wasEnded) {
                break;
            }
            if (System.nanoTime() - lastTick >= TICK_MILLIS * 1_000_000) {
                advanceWatermark();
                if (board.isWatched() || alerts.isFollowing()) {
                    showLive();
                }
                lastTick = System.nanoTime();
            }
        }
        if (board.isWatched() || alerts.isFollowing()) {
            showLive();
        }
        measuring.lock();
        try {
            windows.closeAll();
        } finally {
            measuring.unlock();
        }
        judge(false);
        newest.clear();
        if (evaluation != null) {
            evaluation.finish();
        }
    }

    private void merge(HandOver handOver) {
        measuring.lock();
        try {
            windows.merge(handOver.table());
            TimeWindow more = handOver.span();
            TimeWindow known = span;
            span = known == null || more == null ? (more == null ? known : more) : known.and(more);
        } finally {
            measuring.unlock();
        }
    }

    /// KPIs of a span for whoever watches; empty when there are none, or the windows are being
    /// closed.
    Optional<SpanKpi> between(Dimension dimension, String key, long fromMicros, long toMicros) {
        return whileStill(() -> {
            TimeWindow run = span;
            TimeWindow covered = windows.covered(fromMicros, toMicros);
            Kpi kpi = windows.between(dimension, key, fromMicros, toMicros);
            return kpi == null || covered == null || run == null
                    ? null
                    : SpanKpi.of(kpi, covered, run);
        });
    }

    /// Latencies of a span, as [#between].
    Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns) {
        return whileStill(
                () -> windows.latencies(dimension, key, fromMicros, toMicros, mostColumns));
    }

    private <T> Optional<T> whileStill(Supplier<@Nullable T> question) {
        try {
            if (!measuring.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(question.get());
        } finally {
            measuring.unlock();
        }
    }

    private synchronized void arrived(HandOver handOver) {
        // A table from before the round began may lack rows that the candidate covers.
        if (handOver.round() == round || handOver.isLast()) {
            awaited.remove(handOver.worker());
        }
        if (handOver.isLast()) {
            active.remove(handOver.worker());
        }
    }

    private synchronized void advanceWatermark() {
        if (awaited.isEmpty()) {
            watermarkMicros = candidateMicros;
            candidateMicros = reachedMicros;
            round++;
            awaited.addAll(active);
        }
    }

    private void showLive() {
        List<KpiWindow> changed = windows.drainChanged();
        judge.accept(changed);
        LiveBoard.Found found = judge.found();
        if (watermarkMicros != Long.MIN_VALUE) {
            judge.judgeUpTo(watermarkMicros - lateMicros);
            found = judge.found();
            alerts.follow(windows, changed, found.incidents(), watermarkMicros - lateMicros);
        }
        board.update(changed, found, watermarkMicros);
    }

    private void closedWindow(KpiWindow window) {
        if (window.dimension() == Dimension.TOTAL) {
            closedRequests += window.kpi().requests();
        }
        if (csv != null) {
            csv.write(window);
        }
        if (stored != null) {
            KpiWindowCsv.row(stored, window);
        }
        // Windows come in order of time; the newest may be the run's last.
        boolean isLater =
                !newest.isEmpty()
                        && newest.getFirst().window().startMicros() < window.window().startMicros();
        if (isLater) {
            judge(true);
            newest.clear();
        }
        newest.add(window);
    }

    /// @param isWhole false for the last window of the run
    private void judge(boolean isWhole) {
        if (!newest.isEmpty()) {
            detector.accept(newest, isWhole);
            balance.accept(newest);
            silence.accept(newest.getFirst().window());
        }
    }

    /// Requests in the windows that were closed.
    long closedRequests() {
        return closedRequests;
    }

    /// The measurements, complete once the merger's thread has ended.
    KpiMerger windows() {
        return windows;
    }

    /// The anomalies of the closed windows.
    List<Anomaly> anomalies() {
        return detector.anomalies();
    }

    /// How evenly requests are spread over servers and regions.
    BalanceTally balance() {
        return balance;
    }

    /// Windows without requests.
    SilenceTally silence() {
        return silence;
    }

    /// The incidents that the anomalies belong to.
    List<Incident> incidents() {
        return detector.incidents();
    }

    /// What the rules say of the closed windows; null without rules.
    @Nullable RuleVerdicts verdicts() {
        return evaluation == null ? null : evaluation.verdicts();
    }

    /// What differs between the two spans that were asked for; null without.
    @Nullable WhatChanged changed() {
        TimeWindow run = span;
        return shift == null || run == null ? null : shift.result(run);
    }

    /// The series of the whole run, for comparing it with another; once, at the end.
    SpanTally tally() {
        windows.forEachTotal(tally::add);
        return tally;
    }

    /// Puts `kpi_windows.csv` in its place.
    void commitCsv() {
        if (csv != null) {
            csv.commit();
        }
    }

    @Override
    public void close() {
        if (csv != null) {
            csv.close();
        }
    }
}
