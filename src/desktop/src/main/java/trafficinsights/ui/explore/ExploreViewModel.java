package trafficinsights.ui.explore;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ChartRows;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ExportForm;
import trafficinsights.model.explore.Exported;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.ReadyView;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.model.explore.Sort;
import trafficinsights.run.explore.ExploreSpec;
import trafficinsights.run.explore.SqlHistory;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.Work;

/// State and commands of the Explore panel. FX thread; reading happens elsewhere. Longer than 400
/// lines: opening, filters, sorting, SQL and export share what is open.
public final class ExploreViewModel implements AutoCloseable, Remembers {
    /// Opens data; waits.
    public interface Opener extends BiFunction<ExploreSpec, ExploreWatch, Outcome<Exploration>> {}

    private static final List<String> REMEMBERED =
            List.of(
                    "explore.files",
                    "explore.chips",
                    "explore.sort",
                    "explore.view",
                    "explore.chart");

    private final Opener opener;
    private final Executor fx;
    private final Work work;
    private final Work looking;
    private final SqlModel console;
    private final ImportViewModel importing;
    private final ChartModel charting;
    private final ChipHistory chips = new ChipHistory();
    private final ReadOnlyObjectWrapper<List<Chip>> shownChips =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Exploration> data = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable GridRows> rows = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyLongWrapper allRows = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper sql = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private BiConsumer<String, ColumnSummary> onSummary = (column, summary) -> {};
    private Consumer<List<Path>> onOpened = files -> {};
    private Predicate<Path> isPassing = file -> false;
    private List<Path> openFiles = List.of();

    /// What was recalled and is opened when the panel comes to the front.
    private final Map<String, String> awaited = new HashMap<>();

    private @Nullable Sort sort;

    /// A ready view whose rows have been asked for.
    private @Nullable ReadyView asked;

    /// @param history asked when it is first needed
    /// @param fx runs a task on the FX thread
    public ExploreViewModel(Opener opener, Supplier<SqlHistory> history, Executor fx) {
        this.opener = opener;
        this.fx = fx;
        work = new Work("explore-rows", fx);
        looking = new Work("explore-columns", fx);
        console = new SqlModel(history, fx);
        importing = new ImportViewModel(fx);
        charting = new ChartModel(fx);
        console.resultProperty().addListener((property, before, now) -> chartRows());
    }

    /// The chart follows what the grid shows.
    private void chartRows() {
        Exploration open = data.get();
        GridRows result = console.resultProperty().get();
        if (open == null) {
            charting.clear();
        } else if (result != null) {
            showAsked(result.columns());
            charting.show(open, new ChartRows.Result(console.resultSql()), result.columns());
        } else if (rows.get() != null) {
            charting.show(open, new ChartRows.Filtered(query().filter()), open.opened().columns());
        }
    }

    /// The chart of what the grid shows.
    ChartModel charting() {
        return charting;
    }

    /// The import of a CSV file, which is before the panel while it is open.
    public ImportViewModel importing() {
        return importing;
    }

    /// Opens files of one kind in place of what is open; that stays when they cannot be opened.
    public void open(List<Path> files) {
        if (files.isEmpty()) {
            return;
        }
        problem.set(null);
        news.set("");
        if (!files.equals(recalledFiles())) {
            awaited.clear();
        }
        work.start(
                "Opening " + files.getFirst().getFileName(),
                watch -> opener.apply(ExploreSpec.of(files), watch),
                outcome -> {
                    if (outcome instanceof Outcome.Ok<Exploration>) {
                        openFiles = List.copyOf(files);
                    }
                    opened(outcome);
                    if (outcome instanceof Outcome.Ok<Exploration>
                            && files.stream().noneMatch(isPassing)) {
                        onOpened.accept(files);
                    }
                });
    }

    /// Which files are gone at the next start, so that neither they nor what is seen of them is
    /// remembered.
    public void setPassing(Predicate<Path> newPassing) {
        isPassing = newPassing;
    }

    /// Who hears of files that could be opened.
    public void onOpened(Consumer<List<Path>> action) {
        onOpened = action;
    }

    /// All that it does in the background.
    public List<Work> works() {
        return List.of(work, looking, console.work(), charting.work());
    }

    private void opened(Outcome<Exploration> outcome) {
        switch (outcome) {
            case Outcome.Ok<Exploration>(Exploration open) -> {
                closeData();
                chips.clear();
                recallChips(open.opened().columns());
                shownChips.set(chips.now());
                console.reset();
                console.textProperty().set("SELECT * FROM data LIMIT 100");
                allRows.set(open.opened().rows());
                data.set(open);
                select();
            }
            case Outcome.Rejected<Exploration>(Problem reason) -> problem.set(reason);
        }
    }

    /// Opens what was recalled, once.
    void openRecalled() {
        List<Path> files = recalledFiles();
        if (data.get() == null && !files.isEmpty() && !work.workingProperty().get()) {
            open(files);
        }
    }

    private List<Path> recalledFiles() {
        String files = awaited.getOrDefault("explore.files", "");
        return files.isEmpty()
                ? List.of()
                : Arrays.stream(files.split(" ", -1))
                        .map(file -> Path.of(URLDecoder.decode(file, StandardCharsets.UTF_8)))
                        .toList();
    }

    /// Chips and order that were recalled for these files; those of columns that are there.
    private void recallChips(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        ChipText.chips(awaited.getOrDefault("explore.chips", "")).stream()
                .filter(chip -> names.contains(ChipText.column(chip)))
                .forEach(chips::add);
        String order = awaited.getOrDefault("explore.sort", "");
        sort =
                !order.isEmpty() && names.contains(order.substring(1))
                        ? new Sort(order.substring(1), order.startsWith("-"))
                        : null;
        charting.recall(columns, awaited.getOrDefault("explore.chart", ""));
        if (awaited.getOrDefault("explore.view", "").equals("chart")) {
            charting.shownProperty().set(true);
        }
        awaited.clear();
    }

    private RowQuery query() {
        return new RowQuery(Chip.all(chips.now()), sort);
    }

    private record Selected(long count, String sql) {}

    /// Finds the rows of the chips, then what is in their columns.
    private void select() {
        Exploration open = data.get();
        if (open == null) {
            return;
        }
        looking.cancel();
        problem.set(null);
        news.set("");
        RowQuery query = query();
        work.start("Loading rows", watch -> select(open, query, watch), this::selected);
    }

    private static Outcome<Selected> select(Exploration open, RowQuery query, ExploreWatch watch) {
        return switch (open.select(query, watch)) {
            case Outcome.Ok<Long>(Long count) -> Outcome.ok(new Selected(count, open.sql(query)));
            case Outcome.Rejected<Long>(Problem reason) -> Outcome.rejected(reason);
        };
    }

    private void selected(Outcome<Selected> outcome) {
        Exploration open = data.get();
        switch (outcome) {
            case Outcome.Ok<Selected>(Selected found) when open != null -> {
                RowQuery query = query();
                sql.set(found.sql());
                List<Column> columns = open.opened().columns();
                show(
                        new GridRows(
                                columns,
                                found.count(),
                                (offset, count) -> open.page(query, offset, count),
                                fx));
                chartRows();
                look(open, columns, query.filter());
            }
            case Outcome.Ok<Selected> late -> {}
            case Outcome.Rejected<Selected>(Problem reason) -> problem.set(reason);
        }
    }

    private void show(@Nullable GridRows newRows) {
        GridRows before = rows.get();
        rows.set(newRows);
        if (before != null) {
            before.close();
        }
    }

    /// Looks into the columns one after another; each head fills when its summary is here.
    private void look(Exploration open, List<Column> columns, Filter filter) {
        looking.start(
                "Analysing columns",
                watch -> {
                    for (int i = 0; i < columns.size(); i++) {
                        Column column = columns.get(i);
                        watch.at("analysing " + column.name(), (double) i / columns.size());
                        switch (open.summary(column.name(), filter, ExploreWatch.NONE)) {
                            case Outcome.Ok<ColumnSummary>(ColumnSummary summary) ->
                                    fx.execute(() -> summarized(open, filter, summary));
                            case Outcome.Rejected<ColumnSummary>(Problem reason) -> {
                                return Outcome.<Integer>rejected(reason);
                            }
                        }
                        if (Thread.interrupted()) {
                            throw new InterruptedException();
                        }
                    }
                    return Outcome.ok(columns.size());
                },
                outcome -> {
                    if (outcome instanceof Outcome.Rejected<Integer>(Problem reason)) {
                        problem.set(reason);
                    }
                });
    }

    private void summarized(Exploration open, Filter filter, ColumnSummary summary) {
        if (open.equals(data.get()) && filter.equals(query().filter())) {
            onSummary.accept(summary.column().name(), summary);
        }
    }

    /// Who shows what is in a column.
    void onSummary(BiConsumer<String, ColumnSummary> action) {
        onSummary = action;
    }

    void add(Chip chip) {
        if (chips.add(chip)) {
            chipsChanged();
        }
    }

    void remove(Chip chip) {
        chips.remove(chip);
        chipsChanged();
    }

    void removeAll() {
        chips.removeAll();
        chipsChanged();
    }

    void undo() {
        if (chips.canUndo()) {
            chips.undo();
            chipsChanged();
        }
    }

    void redo() {
        if (chips.canRedo()) {
            chips.redo();
            chipsChanged();
        }
    }

    boolean canUndo() {
        return chips.canUndo();
    }

    boolean canRedo() {
        return chips.canRedo();
    }

    private void chipsChanged() {
        shownChips.set(chips.now());
        console.dropResult();
        select();
    }

    void sort(@Nullable Sort newSort) {
        if (!Objects.equals(sort, newSort)) {
            sort = newSort;
            select();
        }
    }

    void runSql() {
        Exploration open = data.get();
        asked = null;
        if (open != null) {
            console.run(open);
        }
    }

    /// Runs a query that comes with the data, and shows its rows as the chart that they are for, or
    /// in the grid.
    void showView(ReadyView view) {
        console.textProperty().set(view.sql());
        runSql();
        asked = view;
    }

    private void showAsked(List<Column> columns) {
        ReadyView view = asked;
        asked = null;
        if (view == null || !view.sql().equals(console.resultSql())) {
            return;
        }
        ChartSpec chart = view.chart();
        if (chart != null) {
            charting.prefer(columns, chart);
        }
        charting.shownProperty().set(chart != null);
    }

    /// Writes the rows that are shown, those of the filters or of the query, to a file; what is
    /// there is replaced.
    public void export(Path file) {
        Exploration open = data.get();
        Optional<ExportForm> form = ExportForm.of(file);
        if (open == null) {
            return;
        }
        if (form.isEmpty()) {
            problem.set(
                    Problem.of(
                            "explore.export-form",
                            ("%s has no supported file extension. Use .csv,"
                                            + " .parquet, .json or .ndjson.")
                                    .formatted(file.getFileName())));
            return;
        }
        problem.set(null);
        news.set("");
        RowQuery query = query();
        boolean isResult = console.resultProperty().get() != null;
        String sql = console.resultSql();
        work.start(
                "Writing " + file.getFileName(),
                watch ->
                        isResult
                                ? open.exportSql(sql, file, form.get(), true, watch)
                                : open.export(query, file, form.get(), true, watch),
                this::exported);
    }

    private void exported(Outcome<Exported> outcome) {
        switch (outcome) {
            case Outcome.Ok<Exported>(Exported done) ->
                    news.set(
                            "Rows exported to %2$s: %1$s (%3$s)"
                                    .formatted(
                                            Texts.exact(done.rows()),
                                            done.file(),
                                            NumberText.bytes(done.bytes())));
            case Outcome.Rejected<Exported>(Problem reason) -> problem.set(reason);
        }
    }

    void dismissProblem() {
        problem.set(null);
    }

    void dismissNews() {
        news.set("");
    }

    /// What is open; null for nothing.
    ReadOnlyObjectProperty<@Nullable Exploration> dataProperty() {
        return data.getReadOnlyProperty();
    }

    /// Rows of the chips; null for nothing.
    ReadOnlyObjectProperty<@Nullable GridRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    ReadOnlyLongProperty allRowsProperty() {
        return allRows.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Chip>> chipsProperty() {
        return shownChips.getReadOnlyProperty();
    }

    /// What the chips mean.
    ReadOnlyStringProperty sqlProperty() {
        return sql.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What was done well; empty for nothing.
    ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    /// Opening, finding, exporting.
    Work work() {
        return work;
    }

    /// What is in the columns.
    Work looking() {
        return looking;
    }

    SqlModel console() {
        return console;
    }

    private void closeData() {
        show(null);
        looking.cancel();
        Exploration before = data.get();
        data.set(null);
        charting.clear();
        if (before != null) {
            Thread.ofPlatform().name("explore-close").start(before::close);
        }
    }

    @Override
    public void remember(Map<String, String> into) {
        if (data.get() == null) {
            into.putAll(awaited);
            return;
        }
        if (openFiles.stream().anyMatch(isPassing)) {
            return;
        }
        into.put(
                "explore.files",
                openFiles.stream()
                        .map(file -> URLEncoder.encode(file.toString(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining(" ")));
        into.put("explore.chips", ChipText.of(chips.now()));
        Sort order = sort;
        if (order != null) {
            into.put("explore.sort", (order.isDescending() ? "-" : "+") + order.column());
        }
        into.put("explore.view", charting.shownProperty().get() ? "chart" : "");
        Exploration open = data.get();
        if (open != null) {
            into.put("explore.chart", charting.remembered(open.opened().columns()));
        }
    }

    @Override
    public void recall(Map<String, String> from) {
        awaited.clear();
        for (String name : REMEMBERED) {
            String text = from.getOrDefault(name, "");
            if (!text.isEmpty()) {
                awaited.put(name, text);
            }
        }
    }

    @Override
    public void close() {
        importing.close();
        work.close();
        console.close();
        charting.close();
        closeData();
    }
}
