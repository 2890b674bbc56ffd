package trafficinsights.ui.live.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;

/// What there is to say of the sources of a followed run, and of a log that grew while it was read.
/// FX thread; the disk is asked elsewhere.
///
/// A log that grew is followed by itself where it is quickly read again; else that is offered.
public final class SourcesModel {
    /// A log that was read in less is read again without a question.
    private static final double QUICK_SECONDS = 5;

    private final CurrentRun current;
    private final Executor fx;
    private final ReadOnlyObjectWrapper<List<SourceLine>> lines =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private Consumer<RunSource.Logs> onFollow = logs -> {};
    private LogSizes sizes = LogSizes.NONE;
    private String grown = "";
    private RunSource.@Nullable Logs growing;

    public SourcesModel(CurrentRun current, Executor fx) {
        this.current = current;
        this.fx = fx;
        current.specProperty().addListener((property, before, now) -> started(now));
        current.summaryProperty().addListener((property, before, now) -> ended(now));
        current.progressProperty().addListener((property, before, now) -> look(now));
    }

    /// Who follows a log that has been read.
    public void onFollow(Consumer<RunSource.Logs> action) {
        onFollow = action;
    }

    private void started(@Nullable RunSpec spec) {
        boolean isOfGrown =
                spec != null
                        && spec.reading().source() instanceof RunSource.Tail tail
                        && tail.logs().equals(growing);
        if (!isOfGrown) {
            grown = "";
        }
        growing = null;
        offered.set(false);
        lines.set(List.of());
        sizes =
                spec != null && spec.reading().source() instanceof RunSource.Logs logs
                        ? LogSizes.measure(logs.files())
                        : LogSizes.NONE;
    }

    private void ended(@Nullable RunSummary summary) {
        RunSpec spec = current.specProperty().get();
        if (summary == null
                || spec == null
                || !(spec.reading().source() instanceof RunSource.Logs logs)) {
            return;
        }
        LogSizes before = sizes;
        Thread.ofVirtual()
                .name("grown-logs")
                .start(() -> {
                    String names = before.grown();
                    fx.execute(() -> {
                        if (!names.isEmpty() && spec.equals(current.specProperty().get())) {
                            grew(names, logs);
                        }
                    });
                });
    }

    private void grew(String names, RunSource.Logs logs) {
        growing = logs;
        RunProgress now = current.progressProperty().get();
        boolean isQuick = now != null && now.elapsedSeconds() < QUICK_SECONDS;
        if (isQuick) {
            grown = names + " grew while it was read. Following it.";
            onFollow.accept(logs);
        } else {
            grown = names + " grew while it was read.";
            offered.set(true);
            show(List.of());
        }
    }

    private void look(@Nullable RunProgress now) {
        Run run = current.runProperty().get();
        List<SourceLine> found = new ArrayList<>();
        if (now != null && run != null && !now.stage().isEnd() && current.isFollowing()) {
            if (now.isPaused()) {
                SourceLine.waiting(run.waitingLines()).ifPresent(found::add);
            }
            for (LiveSource source : run.liveSources()) {
                SourceLine.of(source).ifPresent(found::add);
            }
            show(found);
        } else if (!offered.get()) {
            lines.set(List.of());
        }
    }

    private void show(List<SourceLine> found) {
        List<SourceLine> all = new ArrayList<>();
        if (!grown.isEmpty()) {
            all.add(new SourceLine(grown, false));
        }
        all.addAll(found);
        lines.set(List.copyOf(all));
    }

    /// Follows the log that grew.
    void follow() {
        RunSource.Logs logs = growing;
        if (logs != null) {
            grown = "";
            onFollow.accept(logs);
        }
    }

    /// Ends the run that follows, with its report.
    void stop() {
        current.stop();
    }

    /// None while all is well. The same object while nothing changed.
    ReadOnlyObjectProperty<List<SourceLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /// Whether a log that was read can be followed now.
    ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }
}
