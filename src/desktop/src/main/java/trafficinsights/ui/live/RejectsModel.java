package trafficinsights.ui.live;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.RejectSummary;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.result.RejectFiles;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Work;

/// The lines that the run at hand could not read, once it has ended: how many for which cause, the
/// first of them, and their file. FX thread; the file is read elsewhere.
public final class RejectsModel implements AutoCloseable {
    private static final int FIRST = 100;

    private final CurrentRun current;
    private final Work work;
    private final ReadOnlyObjectWrapper<@Nullable RejectSummary> summary =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private Consumer<Path> onOpen = file -> {};
    private @Nullable Path file;
    private long count;

    public RejectsModel(CurrentRun current, Executor fx) {
        this.current = current;
        work = new Work("live-rejects", fx);
        current.summaryProperty().addListener((property, before, now) -> ended(now));
    }

    private void ended(@Nullable RunSummary run) {
        work.cancel();
        summary.set(null);
        problem.set(null);
        news.set("");
        RunSpec spec = current.specProperty().get();
        Path rejects = spec == null ? null : RejectFiles.of(spec);
        file = rejects;
        count = run == null ? 0 : run.rejects();
        if (run == null || run.rejects() == 0 || rejects == null) {
            return;
        }
        work.start(
                "Loading rejected lines",
                watch -> RejectFiles.read(rejects, FIRST),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<RejectSummary>(RejectSummary read) -> summary.set(read);
                        case Outcome.Rejected<RejectSummary>(Problem reason) -> problem.set(reason);
                    }
                });
    }

    /// Who opens the file of all rejected lines.
    public void onOpen(Consumer<Path> action) {
        onOpen = action;
    }

    void open() {
        Path rejects = file;
        if (rejects != null) {
            onOpen.accept(rejects);
        }
    }

    /// Copies the file of all rejected lines.
    public void save(Path target) {
        Path rejects = file;
        if (rejects == null) {
            return;
        }
        problem.set(null);
        news.set("");
        work.start(
                "Saving rejected lines",
                watch -> RejectFiles.copy(rejects, target),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<Path>(Path saved) -> news.set("Saved as " + saved);
                        case Outcome.Rejected<Path>(Problem reason) -> problem.set(reason);
                    }
                });
    }

    /// All refused lines; the file may hold the first of them only.
    long count() {
        return count;
    }

    /// Null while there is nothing to tell.
    ReadOnlyObjectProperty<@Nullable RejectSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    public Work work() {
        return work;
    }

    @Override
    public void close() {
        work.close();
    }
}
