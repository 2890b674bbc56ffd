package trafficinsights.ui.explore;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.pipeline.Mappings;
import trafficinsights.pipeline.RunSource;
import trafficinsights.ui.common.Work;

/// State and commands of the import of a CSV file: what each column is taken for, what comes of the
/// first rows, undo. FX thread; files are read elsewhere.
public final class ImportViewModel implements AutoCloseable {
    /// Of the preview, and as many rejects.
    private static final int ROWS = 100;

    private static final int MOST_STEPS = 100;

    private final Work work;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable CsvLook> look = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Assignment>> chosen =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private final Deque<List<Assignment>> before = new ArrayDeque<>();
    private final Deque<List<Assignment>> undone = new ArrayDeque<>();
    private Consumer<RunSource.Logs> onAnalyze = logs -> {};
    private @Nullable Path file;

    ImportViewModel(Executor fx) {
        work = new Work("import-look", fx);
    }

    /// Who reads a file once its columns are known.
    public void onAnalyze(Consumer<RunSource.Logs> action) {
        onAnalyze = action;
    }

    /// Looks at a file and proposes what its columns are.
    public void open(Path csv) {
        file = csv;
        before.clear();
        undone.clear();
        chosen.set(List.of());
        look.set(null);
        problem.set(null);
        news.set("");
        open.set(true);
        work.start(
                "Looking at " + csv.getFileName(),
                watch -> Mappings.look(logs(csv, null), ROWS),
                outcome -> {
                    shown(outcome);
                    if (outcome instanceof Outcome.Ok<CsvLook>(CsvLook found)) {
                        chosen.set(proposed(found));
                    }
                });
    }

    private static RunSource.Logs logs(Path csv, @Nullable Path mapping) {
        return new RunSource.Logs(List.of(csv), "csv", ZoneOffset.UTC, null, mapping, null);
    }

    /// The mapping, or where no column can be the time, what else was found.
    private static List<Assignment> proposed(CsvLook found) {
        CsvMapping mapping = found.mapping();
        if (mapping != null) {
            return mapping.columns();
        }
        List<Assignment> all = new ArrayList<>();
        for (CsvColumn column : found.columns()) {
            CsvRole role = column.role();
            if (role != null && all.stream().noneMatch(a -> a.role() == role)) {
                all.add(new Assignment(role, reference(column), column.form()));
            }
        }
        return List.copyOf(all);
    }

    private void shown(Outcome<CsvLook> outcome) {
        switch (outcome) {
            case Outcome.Ok<CsvLook>(CsvLook found) -> {
                look.set(found);
                problem.set(null);
            }
            case Outcome.Rejected<CsvLook>(Problem wrong) -> problem.set(wrong);
        }
    }

    /// How a mapping names a column: by the header, or by its place.
    static String reference(CsvColumn column) {
        return column.name().isEmpty() ? Integer.toString(column.place()) : column.name();
    }

    /// What a column is taken for; empty for nothing.
    Optional<Assignment> of(CsvColumn column) {
        String place = Integer.toString(column.place());
        return chosen.get().stream()
                .filter(a -> a.column().equals(reference(column)) || a.column().equals(place))
                .findFirst();
    }

    /// Takes a column for something else; another column that was taken for it is free then.
    void take(CsvColumn column, @Nullable CsvRole role) {
        if (of(column).map(Assignment::role).orElse(null) == role) {
            return;
        }
        List<Assignment> next = new ArrayList<>(chosen.get());
        of(column).ifPresent(next::remove);
        if (role != null) {
            next.removeIf(a -> a.role() == role);
            next.add(new Assignment(role, reference(column), form(column, role)));
        }
        change(next);
    }

    private static String form(CsvColumn column, CsvRole role) {
        if (role.forms().isEmpty()) {
            return "";
        }
        return role == column.role() && role.forms().contains(column.form())
                ? column.form()
                : role.forms().getFirst();
    }

    /// Reads a column's values in another form, as `ms` or `day-first`.
    void form(CsvColumn column, String form) {
        Optional<Assignment> now = of(column);
        if (now.isPresent() && !now.get().form().equals(form)) {
            List<Assignment> next = new ArrayList<>(chosen.get());
            next.set(
                    next.indexOf(now.get()),
                    new Assignment(now.get().role(), now.get().column(), form));
            change(next);
        }
    }

    private void change(List<Assignment> next) {
        before.addLast(chosen.get());
        if (before.size() > MOST_STEPS) {
            before.removeFirst();
        }
        undone.clear();
        show(next);
    }

    boolean canUndo() {
        return !before.isEmpty();
    }

    boolean canRedo() {
        return !undone.isEmpty();
    }

    void undo() {
        if (canUndo()) {
            undone.addLast(chosen.get());
            show(before.removeLast());
        }
    }

    void redo() {
        if (canRedo()) {
            before.addLast(chosen.get());
            show(undone.removeLast());
        }
    }

    /// Previews what is chosen now.
    private void show(List<Assignment> next) {
        chosen.set(List.copyOf(next));
        news.set("");
        Path csv = file;
        CsvLook seen = look.get();
        if (csv == null || seen == null) {
            return;
        }
        CsvMapping mapping;
        try {
            mapping = new CsvMapping(seen.dialect(), next);
        } catch (IllegalArgumentException e) {
            work.cancel();
            problem.set(
                    Problem.of(
                            "csv.no-time",
                            "No column is taken for the time, and a request needs one. Choose the"
                                    + " time, or a date and a time of day."));
            return;
        }
        work.start(
                "Reading the first rows",
                watch -> Mappings.look(logs(csv, null), mapping, ROWS),
                this::shown);
    }

    /// Whether the file can be read as it is set now.
    boolean isReadable() {
        CsvLook seen = look.get();
        return seen != null && seen.mapping() != null && problem.get() == null;
    }

    /// Writes the mapping into a file, for `--mapping` and for others.
    void save(Path target) {
        CsvLook seen = look.get();
        if (seen != null && isReadable()) {
            work.start(
                    "Saving the mapping",
                    watch -> Mappings.write(seen, target),
                    outcome -> {
                        switch (outcome) {
                            case Outcome.Ok<Path>(Path written) ->
                                    news.set("Saved as " + written + ".");
                            case Outcome.Rejected<Path>(Problem wrong) -> problem.set(wrong);
                        }
                    });
        }
    }

    /// Reads the whole file with these columns, and leaves.
    void analyze() {
        Path csv = file;
        CsvLook seen = look.get();
        if (csv == null || seen == null || !isReadable()) {
            return;
        }
        work.start(
                "Keeping the mapping",
                watch -> Mappings.write(seen, Mappings.keptFor(csv)),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<Path>(Path mapping) -> {
                            leave();
                            onAnalyze.accept(logs(csv, mapping));
                        }
                        case Outcome.Rejected<Path>(Problem wrong) -> problem.set(wrong);
                    }
                });
    }

    void leave() {
        work.cancel();
        open.set(false);
    }

    Work work() {
        return work;
    }

    ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// The newest look that could be taken; null before the first.
    ReadOnlyObjectProperty<@Nullable CsvLook> lookProperty() {
        return look.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Assignment>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// Why the file cannot be read as it is set now.
    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    @Override
    public void close() {
        work.close();
    }
}
