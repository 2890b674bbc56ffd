package trafficinsights.run.engine;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.generate.SimulatedTraffic;
import trafficinsights.ingest.log.LogReader;
import trafficinsights.log.LogFile;
import trafficinsights.model.Dimension;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Names;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.SpanKpi;
import trafficinsights.run.alert.RuleFiles;
import trafficinsights.run.alert.RunAlerts;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.ProgressMeter;
import trafficinsights.run.base.QueueLength;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.base.RunThreads;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.run.base.Stall;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.folder.RunFolder;
import trafficinsights.run.spec.ParquetInput;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.store.LocalStore;

/// A run at work: opens the source and the outputs, starts the threads, waits, reports.
///
/// Threads: one main thread a run; it owns the workers, the sink, the merger and the pumps of a
/// [RunStream]. The first failure cancels the others. Longer than 400 lines: a run from its start
/// to its end is read in one place.
final class RunEngine implements Run {
    private static final System.Logger LOG = System.getLogger(RunEngine.class.getName());
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /// Longest piece of event time at once, in seconds of the clock, when a run plays in time.
    private static final double PLAY_STEP_SECONDS = 0.2;

    private final RunSpec spec;
    private final String name = "run-" + NUMBER.incrementAndGet();
    private final Pacer pacer;
    private final RunThreads threads;
    private final long startNanos = System.nanoTime();
    private final ProgressMeter meter = new ProgressMeter();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Stage stage = Stage.STARTING;
    private volatile @Nullable RunStream stream;
    private volatile @Nullable Outcome<RunSummary> outcome;
    private volatile boolean isCancelled;
    private volatile double secondsAtEnd = -1;

    /// Of the main thread, once the run has one.
    private @Nullable RunFolder folder;

    RunEngine(RunSpec spec) {
        this(spec, null);
    }

    /// @param resumed the folder of a run that goes on; null for a new run
    RunEngine(RunSpec spec, @Nullable RunFolder resumed) {
        this(spec, resumed, Stall.NONE);
    }

    /// @param stall where tests hold threads
    RunEngine(RunSpec spec, @Nullable RunFolder resumed, Stall stall) {
        this.folder = resumed;
        this.spec = spec.reading().source().hasOneOrder() ? spec.withThreads(1) : spec;
        this.pacer = new Pacer(spec.reading().speed());
        this.threads = new RunThreads(name, this::release, stall);
    }

    void start() {
        Thread.ofPlatform().name(name).daemon().start(this::execute);
    }

    private void execute() {
        LOG.log(Level.INFO, "{0} begins: {1}", name, spec.reading().source().title());
        Outcome<RunSummary> result;
        Stage end;
        try {
            result = Outcome.ok(work());
            end = Stage.DONE;
        } catch (Throwable e) {
            Problem problem = isCancelled ? cancelled() : problem(e);
            result = Outcome.rejected(problem);
            end = isCancelled ? Stage.CANCELLED : Stage.FAILED;
        }
        secondsAtEnd = elapsedSeconds();
        leaveFolder(result);
        LOG.log(
                Level.INFO,
                "{0} ends: {1}, {2} rows in {3} s",
                name,
                result instanceof Outcome.Rejected<RunSummary>(Problem problem)
                        ? problem.code()
                        : end.label(),
                progress().rows(),
                Math.round(secondsAtEnd * 1000) / 1000.0);
        outcome = result;
        stage = end;
        ended.countDown();
    }

    /// Writes down how the run ended, for whoever resumes it.
    private void leaveFolder(Outcome<RunSummary> result) {
        try (RunFolder held = folder) {
            if (held == null) {
                return;
            }
            switch (result) {
                case Outcome.Ok<RunSummary> _ -> {
                    boolean isToPush = spec.writing().warehouse() != null;
                    held.end(isToPush ? RunFile.State.PUSHING : RunFile.State.WHOLE, "");
                }
                case Outcome.Rejected<RunSummary>(Problem problem) ->
                        held.end(
                                isCancelled ? RunFile.State.CANCELLED : RunFile.State.FAILED,
                                problem.userMessage());
            }
        } catch (ProblemException e) {
            // On a full disk not even this can be written; the run counts as killed then.
            LOG.log(Level.WARNING, e.problem().userMessage());
        }
    }

    private RunSummary work() throws Exception {
        // First of all, so that a mistake in it is reported before anything is read or made.
        Path ruleFile = spec.judging().rules();
        RuleSet rules = ruleFile == null ? null : RuleFiles.load(ruleFile);
        RunEvents events =
                RunEvents.read(spec.reading().events(), spec.reading().source().isFollowed());
        ScenarioFile scenario =
                spec.reading().source().generated().map(RunSource.Generated::load).orElse(null);
        try (RunAlerts alerts =
                        RunAlerts.open(
                                spec,
                                spec.reading().source().title(scenario),
                                rules,
                                events.events(),
                                this::progress);
                WorkSource source = open(scenario);
                RunStream opened = stream(source, scenario, rules, events, alerts)) {
            stream = opened;
            boolean isGenerated = scenario != null;
            stage = isGenerated ? Stage.GENERATING : Stage.READING;
            try {
                threads.rethrow();
                opened.start();
                opened.awaitRows();
                stage = Stage.REPORTING;
                RunSummary summary = opened.report(this::elapsedSeconds, s -> stage = s);
                alerts.finish(summary.report());
                return summary.withDeliveries(alerts.flush());
            } catch (Throwable e) {
                threads.fail(e);
                throw firstReason(e);
            } finally {
                threads.joinAll();
            }
        }
    }

    private RunStream stream(
            WorkSource source,
            @Nullable ScenarioFile scenario,
            @Nullable RuleSet rules,
            RunEvents events,
            RunAlerts alerts)
            throws InterruptedException {
        if (folder == null && RunFolder.suits(spec)) {
            folder = RunFolder.begin(spec);
        }
        RunFolder held = folder;
        RunIdentity identity =
                held == null ? RunIdentity.now() : new RunIdentity(held.id(), held.startedMicros());
        return new RunStream(
                spec,
                source,
                scenario,
                rules,
                events,
                identity,
                alerts,
                threads,
                pacer,
                s -> stage = s);
    }

    /// What made the run fail first: an interrupted thread is a consequence, not a reason.
    private Exception firstReason(Throwable e) throws Exception {
        threads.rethrow();
        return e instanceof Exception x ? x : new IllegalStateException(e);
    }

    private WorkSource open(@Nullable ScenarioFile scenario) throws InterruptedException {
        return switch (spec.reading().source()) {
            case RunSource.Logs logs when ParquetInput.isOf(logs.files()) ->
                    new ParquetSource(logs);
            case RunSource.Logs logs -> {
                Names names = Names.create();
                yield new WorkSource.Logs(
                        new LogReader(logs.files(), logs.options(), names), names);
            }
            case RunSource.Metrics metrics -> new MetricsSource(metrics);
            case RunSource.Tail tail ->
                    new TailSource(tail, spec.writing().store(), Names.create());
            case RunSource.Generated generated -> {
                if (scenario == null) {
                    throw new IllegalStateException("a generated run without its scenario");
                }
                yield new WorkSource.Simulated(
                        new SimulatedTraffic(
                                scenario.scenario(),
                                generated.seedOf(scenario),
                                generated.rows(),
                                playStep()),
                        pacer);
            }
            case RunSource.Stored stored ->
                    new WorkSource.Stored(LocalStore.openReadOnly(stored.store()));
        };
    }

    /// How long a unit may be: short in play, so that charts move; as long as it likes otherwise.
    private Duration playStep() {
        return spec.reading().speed() == 0
                ? Duration.ofDays(366)
                : Duration.ofMillis(
                        Math.max(1, (long) (spec.reading().speed() * PLAY_STEP_SECONDS * 1000)));
    }

    private static Problem cancelled() {
        return Problem.of("run.cancelled", "The run was cancelled. Complete files were kept.");
    }

    private static Problem problem(Throwable e) {
        if (e instanceof ProblemException known) {
            return known.problem();
        }
        if (e instanceof OutOfMemoryError) {
            return Problem.of(
                    "run.memory",
                    "The run needs more memory than this program may use. Use"
                            + " longer windows, or start the program with more memory"
                            + " (JAVA_OPTS=-Xmx2g).",
                    e);
        }
        LOG.log(Level.ERROR, "a run failed unexpectedly", e);
        return Problem.of(
                "run.failed",
                "The run stopped because of an internal error. "
                        + LogFile.path()
                                .map("Details are in the program log, %s."::formatted)
                                .orElse("There is no program log."),
                e);
    }

    /// Ends what waits for something else than an interrupt.
    private void release() {
        pacer.cancel();
        RunStream current = stream;
        if (current != null) {
            current.abort();
        }
    }

    private double elapsedSeconds() {
        double end = secondsAtEnd;
        return end >= 0 ? end : (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public RunProgress progress() {
        double seconds = elapsedSeconds();
        RunStream current = stream;
        Stage now = stage;
        if (current == null) {
            return new RunProgress(now, 0, 0, 0, 0, seconds, 0, -1, 0, pacer.isPaused());
        }
        double done = now == Stage.DONE ? 1 : current.doneShare();
        long rows = current.requests();
        double rate = now.isEnd() && seconds > 0 ? rows / seconds : meter.rate(seconds, rows);
        boolean canTell = done > 0.02 && !pacer.isPaused() && !now.isEnd();
        double left = canTell ? seconds * (1 - done) / done : now.isEnd() ? 0 : -1;
        return new RunProgress(
                now,
                rows,
                current.lines(),
                current.rejects(),
                done,
                seconds,
                rate,
                left,
                current.storedRows(),
                pacer.isPaused());
    }

    @Override
    public LiveUpdate liveSince(long version) {
        RunStream current = stream;
        return current == null
                ? new LiveUpdate(
                        0, false, false, List.of(), List.of(), List.of(), List.of(), Long.MIN_VALUE)
                : current.board().since(version);
    }

    @Override
    public Optional<SpanKpi> between(
            Dimension dimension, String key, long fromMicros, long toMicros) {
        RunStream current = stream;
        return current == null
                ? Optional.empty()
                : current.merger().between(dimension, key, fromMicros, toMicros);
    }

    @Override
    public Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns) {
        RunStream current = stream;
        return current == null
                ? Optional.empty()
                : current.merger().latencies(dimension, key, fromMicros, toMicros, mostColumns);
    }

    @Override
    public void pause() {
        pacer.pause();
    }

    @Override
    public void resume() {
        pacer.resume();
    }

    @Override
    public void step() {
        pacer.step();
    }

    @Override
    public void stopFollowing() {
        RunStream current = stream;
        if (current != null && current.isLive()) {
            pacer.resume();
            current.finishSource();
        } else {
            cancel();
        }
    }

    @Override
    public QueueLength waitingBatches() {
        RunStream current = stream;
        return current == null ? QueueLength.NONE : current.merger().waiting();
    }

    @Override
    public long waitingLines() {
        RunStream current = stream;
        return current == null ? 0 : current.waitingLines();
    }

    @Override
    public ServerHistory serverMetrics() {
        RunStream opened = stream;
        return opened == null ? ServerHistory.NONE : opened.serverMetrics();
    }

    @Override
    public List<LiveSource> liveSources() {
        RunStream opened = stream;
        return opened == null ? List.of() : opened.liveSources();
    }

    @Override
    public void cancel() {
        if (!stage.isEnd()) {
            isCancelled = true;
            threads.fail(new InterruptedException("cancelled"));
        }
    }

    @Override
    public Outcome<RunSummary> await() throws InterruptedException {
        ended.await();
        Outcome<RunSummary> result = outcome;
        if (result == null) {
            throw new IllegalStateException("a run ended without an outcome");
        }
        return result;
    }

    @Override
    public void close() {
        cancel();
        boolean isInterrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
