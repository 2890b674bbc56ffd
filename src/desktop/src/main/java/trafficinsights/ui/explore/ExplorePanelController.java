package trafficinsights.ui.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.OpenedData;
import trafficinsights.model.explore.ReadyView;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.OverlayBar;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.WorkStrip;

/// Binds the Explore panel's nodes to its view model. Longer than 400 lines: bindings of grid,
/// filters, SQL and import, each short.
public final class ExplorePanelController extends PanelView {
    private static final KeyCombination RUN = shortcut(KeyCode.ENTER);
    private static final KeyCombination EARLIER = shortcut(KeyCode.UP);
    private static final KeyCombination LATER = shortcut(KeyCode.DOWN);
    private static final KeyCombination UNDO = shortcut(KeyCode.Z);
    private static final KeyCombination REDO = shortcut(KeyCode.Y);
    private static final KeyCombination CHART =
            new KeyCodeCombination(
                    KeyCode.G, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final int MOST_TEXTS = 20;
    private static final int LONGEST_TEXT = 80;

    private final ExploreViewModel model;
    private final SqlModel console;
    private final DataGrid grid = new DataGrid();
    private final ChartPlace chartPlace;
    private final Map<String, ColumnSummary> summaries = new HashMap<>();

    @FXML private StackPane explorePlace;
    @FXML private PanelHead head;
    @FXML private ProblemBar problems;
    @FXML private VBox filled;
    @FXML private OverlayBar news;
    @FXML private Label newsText;
    @FXML private FlowPane chips;
    @FXML private Region chipGap;
    @FXML private Label noChips;
    @FXML private Button undo;
    @FXML private Button redo;
    @FXML private Button clearChips;
    @FXML private Label rowCount;
    @FXML private WorkStrip strip;
    @FXML private WorkStrip looking;
    @FXML private HBox views;
    @FXML private HBox resultBar;
    @FXML private Label resultText;
    @FXML private StackPane gridPlace;
    @FXML private Label gridHint;
    @FXML private ToggleButton showGrid;
    @FXML private ToggleButton showChart;
    @FXML private ToggleButton showMeaning;
    @FXML private ToggleButton showConsole;
    @FXML private HBox meaningActions;
    @FXML private HBox consoleActions;
    @FXML private TextArea meaning;
    @FXML private TextArea sql;
    @FXML private Label sqlProblem;
    @FXML private Label sqlStatus;
    @FXML private WorkStrip sqlStrip;
    @FXML private MenuButton history;
    @FXML private Button run;
    @FXML private Button export;
    @FXML private VBox empty;
    @FXML private WorkStrip openStrip;

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    public ExplorePanelController(ExploreViewModel model) {
        this.model = model;
        console = model.console();
        chartPlace = new ChartPlace(model.charting());
        chartPlace.setSource(() -> {
            Exploration data = model.dataProperty().get();
            return data == null ? "" : data.opened().title();
        });
        load(FxmlFile.EXPLORE);
    }

    @FXML
    void initialize() {
        gridPlace.getChildren().addFirst(grid);
        new ImportPlace(explorePlace, model.importing());
        bindChart();
        grid.onChip(model::add);
        grid.onSort(model::sort);
        model.onSummary((column, summary) -> {
            if (console.resultProperty().get() == null) {
                grid.summarize(column, summary);
            }
            summaries.put(column, summary);
        });
        strip.follow(model.work());
        looking.follow(model.looking());
        openStrip.follow(model.work());
        sqlStrip.follow(console.work());
        problems.onDismiss(model::dismissProblem);
        model.problemProperty().addListener((property, before, now) -> problems.show(now));
        model.dataProperty().addListener((property, before, now) -> showData(now));
        model.rowsProperty().addListener((property, before, now) -> showRows());
        model.chipsProperty().addListener((property, before, now) -> showChips());
        model.newsProperty().addListener((property, before, now) -> showNews(now));
        news.leaveByItself(model::dismissNews);
        meaning.textProperty().bind(model.sqlProperty());
        filled.addEventHandler(KeyEvent.KEY_PRESSED, this::shortcut);
        bindConsole();
        showData(null);
        showChips();
        showNews("");
        showBottom();
    }

    private void bindChart() {
        ChartPlace chart = chartPlace;
        VBox.setVgrow(chart, Priority.ALWAYS);
        chart.onChip(model::add);
        filled.getChildren().add(filled.getChildren().indexOf(gridPlace) + 1, chart);
        ToggleGroup group = new ToggleGroup();
        showGrid.setToggleGroup(group);
        showChart.setToggleGroup(group);
        BooleanProperty shown = model.charting().shownProperty();
        showGrid.setOnAction(event -> shown.set(false));
        showChart.setOnAction(event -> shown.set(true));
        shown.subscribe(isChart -> {
            showGrid.setSelected(!isChart);
            showChart.setSelected(isChart);
            show(gridPlace, !isChart);
            show(chart, isChart);
        });
    }

    private void bindConsole() {
        ToggleGroup group = new ToggleGroup();
        for (ToggleButton button : List.of(showMeaning, showConsole)) {
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                button.setSelected(true);
                showBottom();
            });
        }
        showMeaning.setSelected(true);
        sql.textProperty().bindBidirectional(console.textProperty());
        // Before the grid or a button that has the focus.
        filled.addEventFilter(KeyEvent.KEY_PRESSED, this::consoleKey);
        sqlStatus.textProperty().bind(console.statusProperty());
        run.disableProperty().bind(console.work().workingProperty());
        console.problemProperty().addListener((property, before, now) -> showSqlProblem(now));
        showSqlProblem(null);
        console.resultProperty().addListener((property, before, now) -> showRows());
        history.setOnShowing(event -> fillHistory());
        // A menu without entries does not open.
        history.getItems().setAll(new MenuItem());
    }

    private void fillHistory() {
        history.getItems().clear();
        List<String> texts = console.texts();
        for (String text : texts.subList(0, Math.min(MOST_TEXTS, texts.size()))) {
            String line = text.replaceAll("\\s+", " ");
            MenuItem item =
                    new MenuItem(
                            line.length() <= LONGEST_TEXT
                                    ? line
                                    : line.substring(0, LONGEST_TEXT) + "…");
            item.setMnemonicParsing(false);
            item.setOnAction(event -> console.textProperty().set(text));
            history.getItems().add(item);
        }
        if (texts.isEmpty()) {
            MenuItem none = new MenuItem("No query has been run yet");
            none.setDisable(true);
            history.getItems().add(none);
        }
    }

    private void consoleKey(KeyEvent event) {
        if (!showConsole.isSelected()) {
            return;
        }
        if (RUN.match(event)) {
            model.runSql();
        } else if (EARLIER.match(event)) {
            console.step(1);
        } else if (LATER.match(event)) {
            console.step(-1);
        } else {
            return;
        }
        event.consume();
    }

    private void showSqlProblem(@Nullable Problem problem) {
        show(sqlProblem, problem != null);
        sqlProblem.setText(problem == null ? "" : problem.userMessage());
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private void showBottom() {
        boolean isConsole = showConsole.isSelected();
        show(meaning, !isConsole);
        show(sql, isConsole);
        show(meaningActions, !isConsole);
        show(consoleActions, isConsole);
        if (isConsole) {
            sql.requestFocus();
        }
    }

    private void showData(@Nullable Exploration data) {
        boolean isOpen = data != null;
        summaries.clear();
        filled.setVisible(isOpen);
        empty.setVisible(!isOpen);
        show(export, isOpen);
        head.setSubtitle(data == null ? "" : subtitle(data.opened()));
        showViews(data == null ? List.of() : data.opened().views());
    }

    /// A button for each query that comes with the data.
    private void showViews(List<ReadyView> ready) {
        views.getChildren().removeIf(Button.class::isInstance);
        for (ReadyView view : ready) {
            Button button = new Button(view.title());
            button.setId("view-" + view.name());
            button.getStyleClass().add("tiny-toggle");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setTooltip(new Tooltip(view.meaning()));
            button.setOnAction(event -> showView(view));
            views.getChildren().add(button);
        }
        show(views, !ready.isEmpty());
    }

    private static String subtitle(OpenedData opened) {
        String rejects =
                opened.rejects() == 0
                        ? ""
                        : ", %s could not be read (table Rejects)"
                                .formatted(Texts.counted(opened.rejects(), "line"));
        return "%s: %s, %s, %s%s"
                .formatted(
                        opened.title(),
                        BinText.rows(opened.rows()),
                        Texts.counted(opened.columns().size(), "column"),
                        opened.form(),
                        rejects);
    }

    /// Its rows, with the SQL that gives them below.
    private void showView(ReadyView view) {
        model.showView(view);
        showConsole.setSelected(true);
        showBottom();
    }

    /// The rows of the filters, or in their place the result of the console.
    private void showRows() {
        GridRows result = console.resultProperty().get();
        GridRows rows = result == null ? model.rowsProperty().get() : result;
        if (result == null) {
            boolean isNew = rows != null;
            grid.show(rows, true);
            if (isNew) {
                summaries.forEach(grid::summarize);
            }
        } else {
            grid.show(result, false);
        }
        show(resultBar, result != null);
        resultText.setText(
                result == null ? "" : "Result of the query: " + console.statusProperty().get());
        export.setText(result == null ? "E_xport rows…" : "E_xport result…");
        gridHint.setVisible(rows != null && rows.count() == 0);
        gridHint.setText(
                result != null
                        ? "The query returned no rows."
                        : "No row matches all filters. Remove a filter.");
        showCount();
    }

    private void showCount() {
        GridRows rows = model.rowsProperty().get();
        long all = model.allRowsProperty().get();
        rowCount.setText(
                rows == null
                        ? ""
                        : rows.count() == all
                                ? BinText.rows(all)
                                : Texts.count(rows.count()) + " of " + BinText.rows(all));
    }

    private void showChips() {
        chips.getChildren().clear();
        for (Chip chip : model.chipsProperty().get()) {
            Button button = new Button(chip.label(), new FontIcon("fth-x"));
            button.getStyleClass().add("chip");
            button.setMnemonicParsing(false);
            button.setAccessibleText("Remove the filter " + chip.label());
            button.setOnAction(event -> model.remove(chip));
            chips.getChildren().add(button);
        }
        boolean isEmpty = chips.getChildren().isEmpty();
        show(noChips, isEmpty);
        show(chips, !isEmpty);
        show(chipGap, isEmpty);
        show(clearChips, !isEmpty);
        undo.setDisable(!model.canUndo());
        redo.setDisable(!model.canRedo());
    }

    private void showNews(String text) {
        show(news, !text.isEmpty());
        newsText.setText(text);
    }

    @FXML
    void openFiles() {
        model.open(DataFiles.toOpen(root().getScene().getWindow()));
    }

    @FXML
    void importCsv() {
        DataFiles.toImport(root().getScene().getWindow()).ifPresent(model.importing()::open);
    }

    @FXML
    void export() {
        DataFiles.toWrite(root().getScene().getWindow()).ifPresent(model::export);
    }

    @FXML
    void undo() {
        model.undo();
    }

    @FXML
    void redo() {
        model.redo();
    }

    @FXML
    void clearChips() {
        model.removeAll();
    }

    @FXML
    void dismissNews() {
        model.dismissNews();
    }

    @FXML
    void copyMeaning() {
        ClipboardContent content = new ClipboardContent();
        content.putString(meaning.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }

    @FXML
    void meaningToConsole() {
        console.textProperty().set(model.sqlProperty().get());
        showConsole.setSelected(true);
        showBottom();
    }

    @FXML
    void runSql() {
        model.runSql();
    }

    @FXML
    void backToRows() {
        console.dropResult();
    }

    @Override
    public void setShowing(boolean showing) {
        if (showing) {
            model.openRecalled();
        }
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE ? this::leave : null;
    }

    /// The innermost of what can be left or cancelled.
    private void leave() {
        if (model.importing().openProperty().get()) {
            model.importing().leave();
        } else if (console.work().workingProperty().get()) {
            console.work().cancel();
        } else if (model.charting().work().workingProperty().get()) {
            model.charting().work().cancel();
        } else if (model.work().workingProperty().get()) {
            model.work().cancel();
        } else {
            console.dropResult();
        }
    }

    /// Keys that are held with Ctrl; while a text is edited they are the text's.
    private void shortcut(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl) {
            return;
        }
        if (UNDO.match(event)) {
            model.undo();
            event.consume();
        } else if (REDO.match(event)) {
            model.redo();
            event.consume();
        } else if (CHART.match(event)) {
            BooleanProperty shown = model.charting().shownProperty();
            shown.set(!shown.get());
            event.consume();
        }
    }

    @Override
    public Node content() {
        return grid;
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("Enter", "filter by this value"),
                new KeyHint("Ctrl+Z, Ctrl+Y", "undo and redo filters"),
                new KeyHint("Ctrl+Enter", "run the SQL"),
                new KeyHint("Ctrl+↑ ↓", "previous, next SQL"),
                new KeyHint("Ctrl+Shift+G", "grid or chart"),
                new KeyHint("Esc", "cancel"));
    }

    @Override
    public void redisplay() {
        chartPlace.redisplay();
    }

    @Override
    public void close() {
        model.close();
    }
}
