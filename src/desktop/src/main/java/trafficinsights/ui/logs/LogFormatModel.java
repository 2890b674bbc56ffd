package trafficinsights.ui.logs;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.LogLook;
import trafficinsights.run.explore.LogLooks;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.spec.RunSource;
import trafficinsights.ui.common.work.Work;

/// How logs are read: a format as the server's configuration has it, the unit of the latency and
/// the time zone. Every change reads the first lines again. FX thread; files are read elsewhere.
public final class LogFormatModel implements AutoCloseable {
    /// Lines of the preview.
    private static final int LINES = 100;

    /// Units of a latency that has none; the first leaves it to what is found.
    static final List<String> UNITS = List.of("", "s", "ms", "us", "ns", "none");

    /// @param format as it is configured, or a path of the configuration; empty to recognize it
    /// @param unit one of [#UNITS]
    /// @param zone of times without an offset
    record Choice(String format, String unit, ZoneId zone) {
        static final Choice NONE = new Choice("", "", ZoneOffset.UTC);
    }

    private final Work work;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable LogLook> look = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Choice> choice = new ReadOnlyObjectWrapper<>(Choice.NONE);
    private Consumer<RunSource.Logs> onRead = logs -> {};
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private List<Path> files = List.of();

    /// Whether the files are to be read once the first lines are.
    private boolean isReadWanted;

    public LogFormatModel(Executor fx) {
        work = new Work("log-look", fx);
    }

    /// Who reads the files once it is known how.
    public void onRead(Consumer<RunSource.Logs> action) {
        onRead = action;
    }

    /// Shows how files would be read now.
    ///
    /// @param logs at least one; the first is previewed
    public void open(List<Path> logs) {
        files = List.copyOf(logs);
        title.set(words());
        look.set(null);
        problem.set(null);
        choice.set(Choice.NONE);
        open.set(true);
        show();
    }

    void choose(Choice next) {
        if (!next.equals(choice.get())) {
            choice.set(next);
            show();
        }
    }

    private void show() {
        isReadWanted = false;
        RunSource.Logs logs = logs();
        work.start(
                "Reading the first lines",
                watch -> LogLooks.look(logs, files.getFirst(), LINES),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<LogLook>(LogLook found) -> {
                            problem.set(null);
                            look.set(found);
                            if (isReadWanted) {
                                readAll();
                            }
                        }
                        case Outcome.Rejected<LogLook>(Problem wrong) -> {
                            look.set(null);
                            problem.set(wrong);
                        }
                    }
                });
    }

    private RunSource.Logs logs() {
        Choice now = choice.get();
        return new RunSource.Logs(
                files,
                "auto",
                now.zone(),
                null,
                null,
                UserFolder.mappings(),
                now.format(),
                now.unit());
    }

    /// Whether the first lines can be read as they are set now.
    boolean isReadable() {
        return look.get() != null && problem.get() == null && !work.workingProperty().get();
    }

    /// Reads the whole files, and leaves; after a change, once the first lines could be read.
    void read() {
        if (isReadable()) {
            readAll();
        } else {
            isReadWanted = work.workingProperty().get();
        }
    }

    private void readAll() {
        RunSource.Logs logs = logs();
        leave();
        onRead.accept(logs);
    }

    public void leave() {
        work.cancel();
        open.set(false);
    }

    /// The files, in words.
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    private String words() {
        String first = String.valueOf(files.getFirst().getFileName());
        return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
    }

    public Work work() {
        return work;
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// The first lines as they are read now; null before they are, and where they cannot be.
    ReadOnlyObjectProperty<@Nullable LogLook> lookProperty() {
        return look.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Choice> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    /// Why the first lines cannot be read.
    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public void close() {
        work.close();
    }
}
