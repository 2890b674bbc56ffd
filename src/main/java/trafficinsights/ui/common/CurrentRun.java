package trafficinsights.ui.common;

import java.util.concurrent.Executor;
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
import trafficinsights.pipeline.Run;
import trafficinsights.pipeline.RunProgress;
import trafficinsights.pipeline.RunSpec;
import trafficinsights.pipeline.RunSummary;

/// The run that the window shows: one at a time, watched by a thread of its own.
///
/// Properties change on the FX thread only; methods are called there. Starting, waiting and closing
/// happen in the background.
public final class CurrentRun implements AutoCloseable {
    /// Code of the problem of a run that was cancelled on purpose; it is no news to the user.
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
    private @Nullable Thread watcher;
    private long starts;

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
        Run before = run.get();
        long start = ++starts;
        run.set(null);
        spec.set(newSpec);
        title.set(newTitle);
        problem.set(null);
        summary.set(null);
        progress.set(new RunProgress(RunProgress.Stage.STARTING, 0, 0, 0, -1, 0, 0, -1, 0, false));
        Thread thread = new Thread(() -> watch(newStarter, before, start), "run-watch");
        thread.setDaemon(true);
        watcher = thread;
        thread.start();
    }

    private void watch(Supplier<Run> newStarter, @Nullable Run before, long start) {
        try {
            if (before != null) {
                before.close();
            }
            Run started = newStarter.get();
            onFx(start, () -> run.set(started));
            RunProgress now = started.progress();
            while (!now.stage().isEnd()) {
                RunProgress shown = now;
                onFx(start, () -> progress.set(shown));
                Thread.sleep(WATCH_MILLIS);
                now = started.progress();
            }
            Outcome<RunSummary> outcome = started.await();
            RunProgress last = started.progress();
            onFx(start, () -> finished(last, outcome));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ProblemException refused) {
            onFx(start, () -> failed(refused.problem()));
        } catch (RuntimeException failed) {
            Problem unexpected =
                    Problem.of(
                            "run.start",
                            "The run could not be started. The log of the program says more.",
                            failed);
            onFx(start, () -> failed(unexpected));
        }
    }

    /// News of a run that was replaced in the meantime are dropped.
    private void onFx(long start, Runnable change) {
        fx.execute(() -> {
            if (start == starts) {
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

    public void cancel() {
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

    /// Cancels the run and waits for its threads. Off the FX thread, or when the window is gone.
    @Override
    public void close() {
        starts++;
        Run now = run.get();
        Thread thread = watcher;
        if (thread != null) {
            thread.interrupt();
        }
        if (now != null) {
            now.close();
        }
    }
}
