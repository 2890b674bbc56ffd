package trafficinsights.ui.explore;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvMapping.Only;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.explore.EventLook;
import trafficinsights.run.explore.Mappings;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.ui.common.Undoable;
import trafficinsights.ui.common.work.Work;

/// State and commands of the import of a CSV file: the meaning of each column, the first rows as
/// they would be read, undo. FX thread; files are read elsewhere. Longer than 400 lines: each
/// command changes the one mapping, and can be undone.
public final class ImportViewModel implements AutoCloseable {
    /// Of the preview, and as many rejects.
    private static final int ROWS = 100;

    /// How the file is read.
    ///
    /// @param zone of times without an offset
    /// @param only which rows are requests; null where all are
    record Choice(CsvDialect dialect, List<Assignment> columns, ZoneId zone, @Nullable Only only) {
        Choice {
            columns = List.copyOf(columns);
        }

        Choice with(List<Assignment> newColumns) {
            return new Choice(dialect, newColumns, zone, only);
        }

        /// @throws IllegalArgumentException without a time
        CsvMapping mapping() {
            return new CsvMapping(
                    dialect, columns, zone.equals(ZoneOffset.UTC) ? null : zone, only);
        }
    }

    private static final Choice NOTHING =
            new Choice(CsvDialect.USUAL, List.of(), ZoneOffset.UTC, null);

    private final Work work;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable CsvLook> look = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Choice> chosen = new ReadOnlyObjectWrapper<>(NOTHING);
    private final Undoable<Choice> choice = new Undoable<>(NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Problem> eventsProblem =
            new ReadOnlyObjectWrapper<>();
    private Consumer<RunSource.Logs> onAnalyze = logs -> {};
    private Function<EventFiles, Optional<Problem>> onEvents = files -> Optional.empty();
    private @Nullable Path file;

    /// Whether the look is of an earlier choice, because a preview is on its way or was cancelled.
    private boolean isStale;

    ImportViewModel(Executor fx) {
        work = new Work("import-look", fx);
    }

    /// Who reads a file once its columns are known.
    public void onAnalyze(Consumer<RunSource.Logs> action) {
        onAnalyze = action;
    }

    /// Who shows a file with the run as events, or says why that cannot be done.
    public void onEvents(Function<EventFiles, Optional<Problem>> action) {
        onEvents = action;
    }

    /// What was found, and what a person had set for a file of this name before.
    private record Found(CsvLook look, Optional<CsvMapping> kept) {}

    /// Looks at a file and proposes what its columns are. What was set for it before is used again,
    /// as a change that can be undone.
    public void open(Path csv) {
        file = csv;
        choice.clear(NOTHING);
        chosen.set(NOTHING);
        look.set(null);
        problem.set(null);
        eventsProblem.set(null);
        news.set("");
        open.set(true);
        work.start(
                "Reading " + csv.getFileName(),
                watch -> found(csv),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<Found>(Found found) -> opened(found);
                        case Outcome.Rejected<Found>(Problem wrong) -> problem.set(wrong);
                    }
                });
    }

    private static Outcome<Found> found(Path csv) {
        return switch (Mappings.look(logs(csv, null), ROWS)) {
            case Outcome.Ok<CsvLook>(CsvLook look) ->
                    Outcome.ok(new Found(look, Mappings.keptMapping(csv)));
            case Outcome.Rejected<CsvLook>(Problem wrong) -> Outcome.rejected(wrong);
        };
    }

    private void opened(Found found) {
        isStale = false;
        look.set(found.look);
        choice.clear(
                new Choice(
                        found.look.dialect(),
                        proposed(found.look),
                        ZoneOffset.UTC,
                        only(found.look)));
        chosen.set(choice.now());
        found.kept.ifPresent(kept -> {
            ZoneId zone = kept.zone();
            Choice before =
                    new Choice(
                            kept.dialect(),
                            kept.columns(),
                            zone == null ? ZoneOffset.UTC : zone,
                            kept.only());
            if (!before.equals(choice.now())) {
                change(before);
                news.set(
                        "The settings for an earlier file of this name are used."
                                + " Undo restores the detected ones.");
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

    private static @Nullable Only only(CsvLook found) {
        CsvMapping mapping = found.mapping();
        return mapping == null ? null : mapping.only();
    }

    private void shown(Outcome<CsvLook> outcome) {
        isStale = false;
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
        return chosen.get().columns().stream()
                .filter(a -> a.column().equals(reference(column)) || a.column().equals(place))
                .findFirst();
    }

    /// Takes a column for something else; another column that was taken for it is free then.
    void take(CsvColumn column, @Nullable CsvRole role) {
        if (of(column).map(Assignment::role).orElse(null) == role) {
            return;
        }
        List<Assignment> next = new ArrayList<>(chosen.get().columns());
        of(column).ifPresent(next::remove);
        if (role != null) {
            next.removeIf(a -> a.role() == role);
            next.add(new Assignment(role, reference(column), form(column, role)));
        }
        change(chosen.get().with(next));
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
            List<Assignment> next = new ArrayList<>(chosen.get().columns());
            next.set(
                    next.indexOf(now.get()),
                    new Assignment(now.get().role(), now.get().column(), form));
            change(chosen.get().with(next));
        }
    }

    /// Reads times without an offset in another zone.
    void zone(ZoneId zone) {
        Choice now = chosen.get();
        change(new Choice(now.dialect(), now.columns(), zone, now.only()));
    }

    /// Reads the file as written in another way. Where that gives other columns, they are proposed
    /// again.
    void dialect(CsvDialect next) {
        Choice now = chosen.get();
        Path csv = file;
        if (csv == null || look.get() == null || next.equals(now.dialect())) {
            return;
        }
        CsvDialect before = now.dialect();
        boolean hasSameColumns =
                next.delimiter() == before.delimiter()
                        && next.quote() == before.quote()
                        && next.hasHeader() == before.hasHeader()
                        && next.encoding() == before.encoding();
        if (hasSameColumns) {
            change(new Choice(next, now.columns(), now.zone(), now.only()));
            return;
        }
        news.set("");
        work.start(
                "Reading " + csv.getFileName(),
                watch -> Mappings.look(logs(csv, null), next, ROWS),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<CsvLook>(CsvLook found) -> {
                            look.set(found);
                            change(
                                    new Choice(
                                            found.dialect(),
                                            proposed(found),
                                            now.zone(),
                                            only(found)));
                        }
                        case Outcome.Rejected<CsvLook>(Problem wrong) -> {
                            problem.set(wrong);
                            chosen.set(NOTHING);
                            chosen.set(choice.now());
                        }
                    }
                });
    }

    private void change(Choice next) {
        choice.change(next);
        show();
    }

    boolean canUndo() {
        return choice.canUndo();
    }

    boolean canRedo() {
        return choice.canRedo();
    }

    void undo() {
        if (canUndo()) {
            choice.undo();
            show();
        }
    }

    void redo() {
        if (canRedo()) {
            choice.redo();
            show();
        }
    }

    /// Previews what is chosen now.
    private void show() {
        Choice now = choice.now();
        chosen.set(now);
        news.set("");
        eventsProblem.set(null);
        Path csv = file;
        if (csv == null || look.get() == null) {
            return;
        }
        CsvMapping mapping;
        try {
            mapping = now.mapping();
        } catch (IllegalArgumentException e) {
            showColumns(csv, now.dialect());
            return;
        }
        isStale = true;
        work.start(
                "Reading the first rows",
                watch -> Mappings.look(logs(csv, null), mapping, ROWS),
                this::shown);
    }

    /// Without a time nothing can be read; the columns are those of the dialect all the same.
    private void showColumns(Path csv, CsvDialect dialect) {
        work.cancel();
        problem.set(
                Problem.of(
                        "csv.no-time",
                        "No column is set as the time, which every request needs."
                                + " Choose a time column, or a date and a time of day."));
        CsvLook seen = look.get();
        if (seen != null && !seen.dialect().equals(dialect)) {
            work.start(
                    "Reading " + csv.getFileName(),
                    watch -> Mappings.look(logs(csv, null), dialect, ROWS),
                    outcome -> {
                        if (outcome instanceof Outcome.Ok<CsvLook>(CsvLook found)) {
                            look.set(found);
                        }
                    });
        }
    }

    /// Whether the file can be read as it is set now; not while the first rows are read in a new
    /// way.
    boolean isReadable() {
        CsvLook seen = look.get();
        return !isStale
                && !work.workingProperty().get()
                && seen != null
                && seen.mapping() != null
                && problem.get() == null;
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
                "Remembering the mapping",
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

    /// Shows the file with the current run as events, and leaves. Zone and order of day and month
    /// are those of the page; all else is found in the file, which need not be a table.
    void addAsEvents() {
        Path given = file;
        if (given == null) {
            return;
        }
        EventFiles files = new EventFiles(List.of(given), chosen.get().zone(), dates());
        eventsProblem.set(null);
        work.start(
                "Reading the events of " + given.getFileName(),
                watch -> EventLook.count(files),
                outcome -> {
                    Optional<Problem> why =
                            outcome instanceof Outcome.Rejected<Integer>(Problem wrong)
                                    ? Optional.of(inWords(wrong, given))
                                    : onEvents.apply(files);
                    why.ifPresentOrElse(eventsProblem::set, this::leave);
                });
    }

    /// The order of day and month that a time or a date is set to; empty for none.
    private String dates() {
        return chosen.get().columns().stream()
                .map(Assignment::form)
                .filter(EventFiles.DATES::contains)
                .findFirst()
                .orElse("");
    }

    /// On the page, a choice answers what an option of the command line does.
    private static Problem inWords(Problem problem, Path file) {
        return problem.code().equals(EventLook.DAY_OR_MONTH)
                ? Problem.of(
                        problem.code(),
                        ("It is uncertain whether day or month comes first in %s. Set the time"
                                        + " format of its column, then add the events again.")
                                .formatted(file.getFileName()))
                : problem;
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

    ReadOnlyObjectProperty<Choice> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// Why the file cannot be read as it is set now.
    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Why the file was not added as events.
    ReadOnlyObjectProperty<@Nullable Problem> eventsProblemProperty() {
        return eventsProblem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    @Override
    public void close() {
        work.close();
    }
}
