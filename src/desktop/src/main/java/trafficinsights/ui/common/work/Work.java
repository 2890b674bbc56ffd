package trafficinsights.ui.common.work;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;

/// Something long that is done in the background, one at a time, with progress and cancel.
///
/// Methods are called and properties change on the FX thread; only the task itself runs elsewhere.
/// What is cancelled or replaced is interrupted, and its result is closed where that can be done.
public final class Work implements AutoCloseable {
    /// What is done; not on the FX thread. Interrupting it cancels.
    @FunctionalInterface
    public interface Task<T> {
        Outcome<T> run(ExploreWatch watch) throws InterruptedException;
    }

    /// Shorter work shows no progress: it would only flicker.
    private static final long QUIET_MILLIS = 200;

    /// How something ended.
    ///
    /// @param what was done
    /// @param how in words; empty when it simply is done
    public record Ended(String what, End end, String how) {}

    public enum End {
        DONE,
        FAILED,
        CANCELLED
    }

    private static final System.Logger LOG = System.getLogger(Work.class.getName());

    private final String threadName;
    private final Executor fx;
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper doneShare = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyObjectWrapper<@Nullable Ended> ended = new ReadOnlyObjectWrapper<>();
    private String what = "";
    private @Nullable Thread thread;
    private long starts;

    /// @param fx runs a task on the FX thread
    public Work(String threadName, Executor fx) {
        this.threadName = threadName;
        this.fx = fx;
    }

    /// Starts something in place of what runs now.
    ///
    /// @param done takes the outcome on the FX thread, unless it was cancelled or replaced
    public <T> void start(String newWhat, Task<T> task, Consumer<Outcome<T>> done) {
        cancel();
        long start = starts;
        what = newWhat;
        text.set(newWhat);
        working.set(true);
        doneShare.set(-1);
        Thread worker = new Thread(() -> run(start, task, done), threadName);
        worker.setDaemon(true);
        thread = worker;
        worker.start();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        Thread.sleep(QUIET_MILLIS);
                        onFx(start, () -> shown.set(working.get()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private <T> void run(long start, Task<T> task, Consumer<Outcome<T>> done) {
        Outcome<T> outcome;
        try {
            outcome = task.run((what, share) -> onFx(start, () -> progress(what, share)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.WARNING, "work in the background failed", unexpected);
            outcome =
                    Outcome.rejected(
                            Problem.of(
                                    "ui.unexpected",
                                    "Unexpected error. Details are in the program log.",
                                    unexpected));
        }
        Outcome<T> last = outcome;
        fx.execute(() -> {
            if (start == starts) {
                end(ended(what, last));
                done.accept(last);
            } else {
                drop(last);
            }
        });
    }

    private static <T> Ended ended(String what, Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T> _ -> new Ended(what, End.DONE, "");
            case Outcome.Rejected<T>(Problem problem) ->
                    new Ended(
                            what,
                            problem.code().endsWith(".cancelled") ? End.CANCELLED : End.FAILED,
                            problem.userMessage());
        };
    }

    private static <T> void drop(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Ok<T>(T value) && value instanceof AutoCloseable open) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            open.close();
                        } catch (Exception e) {
                            LOG.log(System.Logger.Level.INFO, "what was cancelled stays open", e);
                        }
                    });
        }
    }

    private void progress(String what, double share) {
        String line =
                what.isEmpty() ? what : Character.toUpperCase(what.charAt(0)) + what.substring(1);
        text.set(line);
        doneShare.set(share);
    }

    private void onFx(long start, Runnable change) {
        fx.execute(() -> {
            if (start == starts) {
                change.run();
            }
        });
    }

    private void end(Ended how) {
        starts++;
        thread = null;
        ended.set(how);
        working.set(false);
        shown.set(false);
    }

    /// Interrupts what runs; nobody hears of its outcome.
    public void cancel() {
        Thread running = thread;
        if (running == null) {
            starts++;
            return;
        }
        end(new Ended(what, End.CANCELLED, ""));
        running.interrupt();
    }

    /// How the last one ended; set before [#workingProperty()] falls. Null before the first.
    public ReadOnlyObjectProperty<@Nullable Ended> endedProperty() {
        return ended.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /// Whether it has worked for so long that progress is to be shown.
    public ReadOnlyBooleanProperty shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// What is being done, in words.
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /// 0 to 1; negative when it is not known.
    public ReadOnlyDoubleProperty doneShareProperty() {
        return doneShare.getReadOnlyProperty();
    }

    @Override
    public void close() {
        cancel();
    }
}
