package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiTable;
import trafficinsights.analyze.QualityTally;
import trafficinsights.analyze.ServerTally;
import trafficinsights.analyze.Tally;
import trafficinsights.analyze.outlook.CpuHistory;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.model.Reject;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.report.RequestCsv;
import trafficinsights.run.alert.RunAlerts;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.base.RunThreads;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.run.base.Stall;
import trafficinsights.run.spec.RunSpec;

/// The flow of one run: workers make and measure units, the sink writes them in their order, the
/// merger puts the measurements together, pumps feed DuckDB and encode Parquet.
///
/// Back-pressure: a worker waits when it is too far ahead of the sink, the sink when a pump is
/// behind. Longer than 400 lines: the threads that hand pieces to one another are read together.
final class RunStream implements AutoCloseable {
    /// How often a worker hands its measurements over, so that charts move.
    private static final long HAND_OVER_NANOS = 150_000_000;

    /// How often a paused source looks at what has come meanwhile.
    private static final long PAUSE_TICK_MILLIS = 250;

    private final RunSpec spec;
    private final long startedMicros;
    private final WorkSource source;
    private final RunThreads threads;
    private final Pacer pacer;
    private final RunOutputs outputs;
    private final RunMerger merger;
    private final RunReporter reporter;
    private final UnitOrder order;
    private final LiveBoard board;
    private final @Nullable CpuHistory cpu;
    private final List<Thread> workers = new ArrayList<>();
    private final List<Thread> followers = new ArrayList<>();
    private final AtomicInteger working = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder lines = new LongAdder();
    private final LongAdder rejects = new LongAdder();
    private final Tally tally = new Tally();
    private final QualityTally quality;
    private final LineCounts lineCounts;
    private final ServerTally servers = new ServerTally();
    private final ServerLog serverLog = new ServerLog();
    private final ConcurrentHashMap<Integer, String> hashes = new ConcurrentHashMap<>();

    RunStream(
            RunSpec spec,
            WorkSource source,
            @Nullable ScenarioFile scenario,
            @Nullable RuleSet rules,
            RunEvents events,
            RunIdentity identity,
            RunAlerts alerts,
            RunThreads threads,
            Pacer pacer,
            Consumer<Stage> onStage)
            throws InterruptedException {
        this.spec = spec;
        this.startedMicros = identity.startedMicros();
        this.source = source;
        this.threads = threads;
        this.pacer = pacer;
        this.quality = newQuality();
        this.board = new LiveBoard(source.truth(), events.events());
        this.cpu = spec.judging().outlook() ? new CpuHistory(spec.reading().windowMicros()) : null;
        this.lineCounts = new LineCounts(source.inputs().size());
        String title = spec.reading().source().title(scenario);
        this.reporter =
                new RunReporter(spec, source, scenario, events, title, startedMicros, threads);
        this.outputs =
                new RunOutputs(
                        spec,
                        source.names(),
                        scenario != null,
                        title,
                        identity.key(),
                        waiting(onStage));
        outputs.reject(events.rejects());
        source.startAt(outputs::positions);
        this.order = new UnitOrder(4 * spec.reading().threads() + 4);
        try {
            this.merger =
                    new RunMerger(
                            spec,
                            source.names(),
                            board,
                            spec.writing().out(),
                            outputs.windows(),
                            rules,
                            alerts,
                            threads);
        } catch (RuntimeException e) {
            outputs.close();
            throw e;
        }
    }

    private QualityTally newQuality() {
        return new QualityTally(spec.reading().windowMicros(), startedMicros);
    }

    /// Says that the run waits for its store, and how often it has tried.
    private LockedStore.Wait waiting(Consumer<Stage> onStage) {
        return new LockedStore.Wait() {
            @Override
            public void begins(int retry) {
                onStage.accept(Stage.WAITING);
                reporter.storeWasLocked(retry);
            }

            @Override
            public void check() throws InterruptedException {
                if (threads.hasFailed()) {
                    throw new InterruptedException("cancelled while the store was in use");
                }
            }
        };
    }

    void start() {
        working.set(spec.reading().threads());
        for (int i = 1; i <= spec.reading().threads(); i++) {
            int number = i;
            workers.add(threads.start("worker-" + i, () -> work(number)));
        }
        followers.add(threads.start("sink", this::sink));
        followers.add(threads.start("merger", merger::run));
        int pump = 0;
        for (RunThreads.Work work : outputs.pumps()) {
            followers.add(threads.start("pump-" + ++pump, work));
        }
        if (spec.judging().analyze() && !source.isLive()) {
            followers.add(threads.start("hash", this::hashInputs));
        }
    }

    private void hashInputs() throws InterruptedException {
        List<WorkSource.Input> inputs = source.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            WorkSource.Input input = inputs.get(i);
            Path file = input.file();
            if (file != null && (spec.reading().fullHashes() || input.isCheapToHash())) {
                hashes.put(i, InputHashes.sha256(file));
            }
        }
    }

    /// One worker's life.
    private void work(int number) throws InterruptedException {
        merger.workerStarts(number);
        Measured measured = new Measured();
        WorkSource.Worker worker = source.newWorker(measured::accept, outputs.mustKeepBatches());
        while (true) {
            while (!pacer.awaitResumed(PAUSE_TICK_MILLIS)) {
                source.whilePaused();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            WorkSource.Piece piece = worker.next();
            if (piece == null) {
                break;
            }
            Unit unit = measured.take(piece);
            threads.pass(Stall.Point.WORKER_PASSES_ON);
            order.put(unit);
            if (measured.isHandOverDue()) {
                merger.handOver(number, measured.takeTable(), measured.tally.span(), false);
            }
        }
        merger.handOver(number, measured.takeTable(), measured.tally.span(), true);
        threads.pass(Stall.Point.WORKER_ENDS);
        synchronized (tally) {
            tally.merge(measured.tally);
            quality.merge(measured.quality);
        }
        if (working.decrementAndGet() == 0) {
            order.end();
        }
    }

    /// What one worker has gathered since it last handed over.
    private final class Measured {
        private final Tally tally = new Tally();
        private final QualityTally quality = newQuality();
        private final @Nullable RequestCsv csv =
                outputs.writesRequestCsv() ? new RequestCsv() : null;
        private final boolean mustKeep = outputs.mustKeepBatches();
        private KpiTable table = newTable();
        private List<RequestBatch> batches = new ArrayList<>();
        private long unitRequests;
        private long handedOverNanos = System.nanoTime();

        private KpiTable newTable() {
            return new KpiTable(spec.reading().windowMicros(), source.names());
        }

        void accept(RequestBatch batch) {
            tally.add(batch);
            if (spec.judging().analyze()) {
                table.add(batch);
                quality.add(batch);
            }
            if (csv != null) {
                csv.add(batch);
            }
            if (mustKeep) {
                batches.add(batch);
            }
            unitRequests += batch.size();
        }

        Unit take(WorkSource.Piece piece) {
            ParsedBlock block = piece.block();
            long pieceLines = block == null ? unitRequests : block.lines();
            long lastMicros =
                    piece.lastMicros() == Long.MIN_VALUE ? tally.lastMicros() : piece.lastMicros();
            Unit unit =
                    new Unit(
                            piece.sequence(),
                            unitRequests,
                            lastMicros,
                            batches,
                            csv == null ? null : csv.take(),
                            block,
                            piece.metrics());
            requests.add(unitRequests);
            lines.add(pieceLines);
            batches = new ArrayList<>();
            unitRequests = 0;
            return unit;
        }

        boolean isHandOverDue() {
            return System.nanoTime() - handedOverNanos > HAND_OVER_NANOS
                    || table.memoryBytes() > RunMerger.workerBudgetBytes(spec.reading().threads());
        }

        KpiTable takeTable() {
            KpiTable full = table;
            table = newTable();
            handedOverNanos = System.nanoTime();
            return full;
        }
    }

    /// Writes the units in their order.
    private void sink() throws InterruptedException {
        while (true) {
            Unit unit = order.take();
            if (unit == null) {
                break;
            }
            threads.pass(Stall.Point.SINK_TOOK);
            List<Reject> rejected = List.of();
            ParsedBlock block = unit.block();
            if (block != null) {
                rejected =
                        block.rejects(source.inputName(block.fileIndex()), lineCounts.add(block));
                rejects.add(rejected.size());
            }
            lineCounts.addRequests(unit.requests());
            outputs.write(unit, rejected);
            ServerMetricBatch metrics = unit.metrics();
            if (metrics != null) {
                servers.add(metrics);
                serverLog.add(metrics);
            }
            if (cpu != null && metrics != null) {
                cpu.add(metrics);
            }
            merger.reached(unit.lastMicros());
        }
        outputs.finish();
    }

    /// Waits until every row is made, measured and written.
    void awaitRows() throws Exception {
        for (Thread worker : workers) {
            threads.join(worker);
        }
        merger.end();
        for (Thread follower : followers) {
            threads.join(follower);
        }
        hashes.putAll(source.hashes());
        outputs.finishPumped();
    }

    RunSummary report(DoubleSupplier seconds, Consumer<Stage> onStage) throws Exception {
        return reporter.report(
                new RunReporter.Results(
                        tally, quality, lineCounts, servers, merger, outputs, hashes, board, cpu),
                seconds,
                stage -> {
                    threads.rethrow();
                    onStage.accept(stage);
                });
    }

    void abort() {
        outputs.abort();
    }

    boolean isLive() {
        return source.isLive();
    }

    void finishSource() {
        source.finish();
    }

    long waitingLines() {
        return source.waitingLines();
    }

    ServerHistory serverMetrics() {
        return serverLog.history();
    }

    List<LiveSource> liveSources() {
        return source.liveSources();
    }

    double doneShare() {
        return source.doneShare();
    }

    long requests() {
        return requests.sum();
    }

    long lines() {
        return lines.sum();
    }

    long rejects() {
        return rejects.sum();
    }

    long storedRows() {
        return outputs.storedRows();
    }

    RunMerger merger() {
        return merger;
    }

    LiveBoard board() {
        return board;
    }

    @Override
    public void close() {
        merger.close();
        outputs.close();
    }

    /// Lines by verdict, over the run and by file, and requests. Threads: the sink, then the
    /// reporter.
    static final class LineCounts {
        private final long[] linesOfFile;
        private final boolean[] hasRequests;
        private final VerdictCounts verdicts = new VerdictCounts();
        private long requests;

        LineCounts(int files) {
            linesOfFile = new long[files];
            hasRequests = new boolean[files];
        }

        /// Adds a block and gives how many lines of its file are before it.
        long add(ParsedBlock block) {
            long before = linesOfFile[block.fileIndex()];
            linesOfFile[block.fileIndex()] += block.lines();
            verdicts.add(block.verdicts());
            hasRequests[block.fileIndex()] |= hasRecords(block);
            return before;
        }

        private static boolean hasRecords(ParsedBlock block) {
            return block.verdicts().of(LineVerdict.REQUEST) > 0
                    || block.verdicts().of(LineVerdict.METRICS) > 0;
        }

        /// Whether a file has lines, and none of them is a request.
        boolean isWithoutRequests(int file) {
            return linesOfFile[file] > 0 && !hasRequests[file];
        }

        void addRequests(long more) {
            requests += more;
        }

        /// Requests that passed the sink, of any source.
        long requests() {
            return requests;
        }

        long count(LineVerdict verdict) {
            return verdicts.of(verdict);
        }

        long lines() {
            long sum = 0;
            for (long lines : linesOfFile) {
                sum += lines;
            }
            return sum;
        }
    }
}
