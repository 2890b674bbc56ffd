package trafficinsights.serve.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.Scorecard;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.alerts.Sample;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.alert.RunFigures;
import trafficinsights.run.base.LiveHistory;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.home.ToolVersion;
import trafficinsights.run.spec.RunSpec;

/// A run that this program does: a source that goes on, or one that was read to its end. Whatever a
/// [RunSource] is, it can be served.
///
/// One thread asks the run for news twice a second and makes a snapshot; viewers only read that, so
/// the run does not notice how many they are.
public final class FollowedRun implements ServedRun {
    private static final long PERIOD_MILLIS = 500;
    private static final long LOOK_MILLIS = 20;
    private static final long LONGEST_START_NANOS = 2_000_000_000L;

    private static final Kpi UNKNOWN =
            new Kpi(
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    false);

    private final String id;
    private final RunSpec spec;
    private final Run run;
    private final String title;
    private final RunFigures figures;
    private final RequestRows rows;
    private final LiveHistory history = new LiveHistory();
    private final Thread thread;

    /// One question at a time reads the source again.
    private final Semaphore asking = new Semaphore(1);

    private volatile Snapshot snapshot;

    private FollowedRun(String id, RunSpec spec) {
        this.id = id;
        this.spec = spec;
        this.title = spec.reading().source().title();
        this.run = Runs.start(spec);
        this.figures = new RunFigures(run::progress);
        this.rows = RequestRows.of(spec.reading().source());
        this.snapshot = new Snapshot(1, known(List.of()), run.progress(), false, "");
        this.thread = Thread.ofPlatform().daemon().name("serve-" + id).unstarted(this::follow);
    }

    /// Starts a run. What is wrong with its source is in its snapshot.
    public static FollowedRun start(String id, RunSpec spec) {
        FollowedRun started = new FollowedRun(id, spec);
        started.thread.start();
        return started;
    }

    /// Why the run could not begin: a file that is missing, a format that nobody knows. Waits for
    /// two seconds at most; what goes wrong later is in the snapshot.
    Optional<Problem> failedAtOnce() {
        long end = System.nanoTime() + LONGEST_START_NANOS;
        try {
            while (run.progress().stage() == RunProgress.Stage.STARTING
                    && System.nanoTime() < end) {
                Thread.sleep(LOOK_MILLIS);
            }
            return run.progress().stage() == RunProgress.Stage.FAILED
                            && run.await() instanceof Outcome.Rejected<RunSummary>(Problem problem)
                    ? Optional.of(problem)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void follow() {
        try {
            while (!run.progress().stage().isEnd()) {
                step();
                Thread.sleep(PERIOD_MILLIS);
            }
            end(run.await());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        LiveUpdate update = run.liveSince(history.version());
        RunProgress progress = run.progress();
        boolean isFolded = history.fold(update);
        figures.accept(update.windows(), update.watermarkMicros());
        RunReport before = snapshot.report();
        List<KpiWindow> windows = isFolded ? shownWindows() : before.series();
        boolean isNew =
                progress.stage() != snapshot.progress().stage()
                        || !areSame(windows, before.series())
                        || !before.anomalies().equals(history.anomalies())
                        || !before.incidents().equals(history.incidents());
        if (isNew) {
            show(known(windows), progress, false, "");
        } else {
            snapshot = snapshot.with(progress);
        }
    }

    /// Whether these are the same windows; each news of one is another object.
    @SuppressWarnings("ReferenceEquality") // as said above: to compare contents takes long
    private static boolean areSame(List<KpiWindow> some, List<KpiWindow> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    private void end(Outcome<RunSummary> outcome) {
        // The newest windows come once more, so that the figures for monitoring have them.
        LiveUpdate last = run.liveSince(0);
        history.fold(last);
        figures.accept(last.windows(), Long.MAX_VALUE);
        switch (outcome) {
            case Outcome.Ok<RunSummary>(RunSummary summary) -> {
                RunReport report = summary.report();
                show(report == null ? known(shownWindows()) : report, run.progress(), true, "");
            }
            case Outcome.Rejected<RunSummary>(Problem problem) ->
                    show(known(shownWindows()), run.progress(), true, problem.userMessage());
        }
    }

    private void show(RunReport report, RunProgress progress, boolean isEnded, String problem) {
        snapshot = new Snapshot(snapshot.version() + 1, report, progress, isEnded, problem);
    }

    /// In order of time, without the windows that still fill.
    private List<KpiWindow> shownWindows() {
        List<KpiWindow> shown = new ArrayList<>();
        long end = history.shownEndMicros();
        shown.addAll(history.total().between(Long.MIN_VALUE, end));
        for (Dimension dimension : Dimension.CHARTED) {
            for (WindowSeries series : history.parts(dimension).values()) {
                shown.addAll(series.between(Long.MIN_VALUE, end));
            }
        }
        shown.sort(Comparator.comparingLong(window -> window.window().startMicros()));
        return shown;
    }

    /// What a report can say while the run goes on.
    private RunReport known(List<KpiWindow> windows) {
        RunProgress progress = run.progress();
        TimeWindow span =
                windows.isEmpty()
                        ? null
                        : windows.getFirst().window().and(windows.getLast().window());
        return new RunReport(
                new RunReport.Provenance(
                        ToolVersion.text(), 0, title, List.of(), null, "", Double.NaN),
                new RunReport.Counts(
                        progress.lines(),
                        progress.rows(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        windows.size(),
                        0),
                null,
                FleetHealth.UNKNOWN,
                span,
                spec.reading().windowMicros(),
                UNKNOWN,
                Map.of(),
                new TreeMap<>(),
                windows,
                history.anomalies(),
                history.incidents(),
                history.truth(),
                Scorecard.NONE,
                new RunReport.Insights(null, List.of(), List.of(), history.events()));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public Optional<SpanKpi> between(
            Dimension dimension, String key, long fromMicros, long toMicros) {
        return run.between(dimension, key, fromMicros, toMicros);
    }

    @Override
    public Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns) {
        return run.latencies(dimension, key, fromMicros, toMicros, mostColumns);
    }

    @Override
    public Outcome<WhatChanged> whatChanged(Spans spans) throws InterruptedException {
        asking.acquire();
        try (Run again = Runs.start(spec.again(spans))) {
            return switch (again.await()) {
                case Outcome.Ok<RunSummary>(RunSummary summary) -> changed(summary.changed());
                case Outcome.Rejected<RunSummary>(Problem problem) -> Outcome.rejected(problem);
            };
        } finally {
            asking.release();
        }
    }

    private static Outcome<WhatChanged> changed(@Nullable WhatChanged found) {
        return found == null || found.requestsNow() == 0 || found.requestsThen() == 0
                ? Outcome.rejected(
                        Problem.of(
                                "shift.empty",
                                "One of the time ranges has no requests, so there is nothing to"
                                        + " compare. Choose other times."))
                : Outcome.ok(found);
    }

    @Override
    public Outcome<RowPage> rows(long offset, int count) {
        return rows.page(offset, count);
    }

    @Override
    public List<Sample> samples() {
        return figures.samples();
    }

    /// Stops what goes on, and waits for it.
    @Override
    public void close() {
        thread.interrupt();
        run.close();
        rows.close();
    }
}
