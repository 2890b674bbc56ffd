package trafficinsights.ui.live;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.report.RejectSummary;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.result.RejectFiles;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.work.WorkModel;

/// The lines that the run at hand could not read, once it has ended: how many for which cause, the
/// first of them, and their file. FX thread; the file is read elsewhere.
public final class RejectsModel extends WorkModel {
    private static final int FIRST = 100;

    private final CurrentRun current;
    private final ReadOnlyObjectWrapper<@Nullable RejectSummary> summary =
            new ReadOnlyObjectWrapper<>();
    private Consumer<Path> onOpen = file -> {};
    private @Nullable Path file;
    private long count;

    public RejectsModel(CurrentRun current, Executor fx) {
        super("live-rejects", fx);
        this.current = current;
        current.summaryProperty().addListener((property, before, now) -> ended(now));
    }

    private void ended(@Nullable RunSummary run) {
        work().cancel();
        summary.set(null);
        dismissProblem();
        dismissNews();
        RunSpec spec = current.specProperty().get();
        Path rejects = spec == null ? null : RejectFiles.of(spec);
        file = rejects;
        count = run == null ? 0 : run.rejects();
        if (run == null || run.rejects() == 0 || rejects == null) {
            return;
        }
        start("Loading rejected lines", watch -> RejectFiles.read(rejects, FIRST), summary::set);
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
        if (rejects != null) {
            start(
                    "Saving rejected lines",
                    watch -> RejectFiles.copy(rejects, target),
                    saved -> say("Saved as " + saved));
        }
    }

    /// All refused lines; the file may hold the first of them only.
    long count() {
        return count;
    }

    /// Null while there is nothing to tell.
    ReadOnlyObjectProperty<@Nullable RejectSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }
}
