package trafficinsights.ui.common.work;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;

/// State of what works in the background and ends with a problem or with news. FX thread.
public abstract class WorkModel implements AutoCloseable {
    private final Work work;
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");

    /// @param fx runs a task on the FX thread
    protected WorkModel(String threadName, Executor fx) {
        work = new Work(threadName, fx);
    }

    /// Starts something in place of what runs now; what the one before ended with is forgotten.
    ///
    /// @param done takes the result; a problem is shown
    protected final <T> void start(String what, Work.Task<T> task, Consumer<? super T> done) {
        dismissProblem();
        dismissNews();
        work.start(what, task, outcome -> take(outcome, done));
    }

    /// Shows the problem, or passes the result on.
    protected final <T> void take(Outcome<T> outcome, Consumer<? super T> done) {
        switch (outcome) {
            case Outcome.Ok<T>(T value) -> done.accept(value);
            case Outcome.Rejected<T>(Problem reason) -> show(reason);
        }
    }

    protected final void show(Problem reason) {
        problem.set(reason);
    }

    /// @param text empty for nothing
    protected final void say(String text) {
        news.set(text);
    }

    public final void dismissProblem() {
        problem.set(null);
    }

    public final void dismissNews() {
        news.set("");
    }

    public final Work work() {
        return work;
    }

    /// Null while there is none.
    public final ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What the last command did; empty for nothing.
    public final ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    @Override
    public void close() {
        work.close();
    }
}
