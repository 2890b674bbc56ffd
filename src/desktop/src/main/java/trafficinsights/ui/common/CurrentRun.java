package trafficinsights.ui.common;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSpec;

/// The run that the window shows: one at a time.
///
/// Properties change on the FX thread only; methods are called there. Starting, waiting and closing
/// happen on one background thread, in the order of the calls: a run is closed before the next one
/// is begun, and one that was replaced before its turn came is never begun.
public final class CurrentRun implements AutoCloseable {
    /// Code of the problem of a run that was cancelled on purpose; it is not news to the user.
    public static final String CANCELLED = "run.cancelled";

    private static final long WATCH_MILLIS = 150;

    private final Function<RunSpec, Run> starter;
    private final Executor fx;
    private final ReadOnlyObjectWrapper<@Nullable Run> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RunSpec> spec = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable RunProgress> progress =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RunSummary> summary =
            new ReadOnlyObjectWrapper<>();
    private final BooleanBinding working;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, "run-watch");
                made.setDaemon(true);
                return made;
            });
    private final AtomicLong starts = new AtomicLong();
    // Has a permit when the watched run was replaced, so that its thread need not wait.
    private final Semaphore replaced = new Semaphore(0);
    private long cancelledStart = -1;
    // Belongs to the background thread.
    private @Nullable Run held;

    /// @param starter starts a run; may throw, may take a while
    /// @param fx runs a task on the FX thread
    public CurrentRun(Function<RunSpec, Run> starter, Executor fx) {
        this.starter = starter;
        this.fx = fx;
        working =
                Bindings.createBooleanBinding(
                        () -> {
                            RunProgress now = progress.get();
                            return now != null && !now.stage().isEnd();
                        },
                        progress);
    }

    /// Starts a run in place of the one before, which is cancelled and closed.
    public void start(RunSpec newSpec, String newTitle) {
        start(newSpec, newTitle, () -> starter.apply(newSpec));
    }

    /// Shows a run that is begun in a way of its own, in place of the one before.
    ///
    /// @param newStarter called off the FX thread; may take a while, and throw
    public void start(RunSpec newSpec, String newTitle, Supplier<Run> newStarter) {
        if (thread.isShutdown()) {
            return;
        }
        long start = replace();
        run.set(null);
        spec.set(newSpec);
        title.set(newTitle);
        problem.set(null);
        summary.set(null);
        progress.set(new RunProgress(RunProgress.Stage.STARTING, 0, 0, 0, -1, 0, 0, -1, 0, false));
        thread.execute(() -> begin(newStarter, start));
    }

    /// Ends the run at hand; the background thread closes it.
    ///
    /// @return the number of what comes now
    private long replace() {
        long next = starts.incrementAndGet();
        Run before = run.get();
        if (before != null) {
            before.cancel();
        }
        replaced.release();
        return next;
    }

    private void begin(Supplier<Run> newStarter, long start) {
        try {
            closeHeld();
            if (isNewest(start)) {
                Run started = newStarter.get();
                held = started;
                watch(started, start);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ProblemException refused) {
            onFx(start, () -> failed(refused.problem()));
        } catch (RuntimeException failed) {
            Problem unexpected =
                    Problem.of(
                            "run.start",
                            "The run could not be started. Details are in the program log.",
                            failed);
            onFx(start, () -> failed(unexpected));
        }
    }

    private void watch(Run started, long start) throws InterruptedException {
        onFx(start, () -> show(started, start));
        replaced.drainPermits();
        RunProgress now = started.progress();
        while (isNewest(start) && !now.stage().isEnd()) {
            RunProgress shown = now;
            onFx(start, () -> progress.set(shown));
            replaced.tryAcquire(WATCH_MILLIS, TimeUnit.MILLISECONDS);
            now = started.progress();
        }
        if (isNewest(start)) {
            Outcome<RunSummary> outcome = started.await();
            RunProgress last = started.progress();
            onFx(start, () -> finished(last, outcome));
        }
    }

    private boolean isNewest(long start) {
        return start == starts.get();
    }

    private void closeHeld() {
        Run before = held;
        held = null;
        if (before != null) {
            before.close();
        }
    }

    private void show(Run started, long start) {
        run.set(started);
        if (cancelledStart == start) {
            started.cancel();
        }
    }

    /// News of a run that was replaced in the meantime are dropped.
    private void onFx(long start, Runnable change) {
        fx.execute(() -> {
            if (isNewest(start)) {
                change.run();
            }
        });
    }

    private void finished(RunProgress last, Outcome<RunSummary> outcome) {
        switch (outcome) {
            case Outcome.Ok<RunSummary> ok -> summary.set(ok.value());
            case Outcome.Rejected<RunSummary> rejected -> {
                if (!rejected.problem().code().equals(CANCELLED)) {
                    problem.set(rejected.problem());
                }
            }
        }
        progress.set(last);
    }

    private void failed(Problem reason) {
        problem.set(reason);
        progress.set(new RunProgress(RunProgress.Stage.FAILED, 0, 0, 0, -1, 0, 0, -1, 0, false));
    }

    /// Shows a problem that kept a run from being started at all.
    public void report(Problem reason) {
        problem.set(reason);
    }

    public void dismissProblem() {
        problem.set(null);
    }

    /// Ends the run as a person means it: what is followed has its end now and is reported, any
    /// other run is cancelled.
    public void stop() {
        Run now = run.get();
        if (now != null && isFollowing()) {
            now.stopFollowing();
        } else {
            cancel();
        }
    }

    /// Whether the run goes on until it is stopped.
    public boolean isFollowing() {
        RunSpec now = spec.get();
        return now != null && now.reading().source().isFollowed();
    }

    /// Cancels the run, or the one that is being started as soon as it is up.
    public void cancel() {
        cancelledStart = starts.get();
        Run now = run.get();
        if (now != null) {
            now.cancel();
        }
    }

    /// Holds the source of a working run, or lets it go on.
    public void toggleHold() {
        Run now = run.get();
        RunProgress shown = progress.get();
        if (now == null || shown == null) {
            return;
        }
        if (shown.isPaused()) {
            now.resume();
        } else {
            now.pause();
        }
    }

    public ReadOnlyObjectProperty<@Nullable Run> runProperty() {
        return run.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable RunSpec> specProperty() {
        return spec.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// Null before the first run.
    public ReadOnlyObjectProperty<@Nullable RunProgress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Why the run failed; null when it did not, or when that was dismissed.
    public ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What a finished run found; null until then.
    public ReadOnlyObjectProperty<@Nullable RunSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Whether a run is between its start and its end.
    public BooleanBinding working() {
        return working;
    }

    /// Cancels the run, or the one that is being started, and waits for the threads of each. No
    /// other one starts after this.
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            replace();
            thread.execute(this::closeHeld);
        }
        thread.close();
    }
}
