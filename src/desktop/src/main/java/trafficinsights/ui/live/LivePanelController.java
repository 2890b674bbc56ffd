package trafficinsights.ui.live;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Figure;
import trafficinsights.model.RunChart;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.run.base.RunProgress;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.IncidentList;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.RunCharts;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.TimeChart;
import trafficinsights.ui.live.sources.SourcesBar;

/// Binds the Live panel's nodes to its view model.
public final class LivePanelController extends PanelView {
    private static final KeyCombination UNDO =
            new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination REDO =
            new KeyCodeCombination(KeyCode.Y, KeyCombination.SHORTCUT_DOWN);

    private final LivePanelViewModel model;
    private final LiveActions actions;
    private final CursorTooltip tooltip = new CursorTooltip();
    private final RunCharts charts;
    private final GridPane lowerCharts = new GridPane();
    private final LowerArea lower;
    private final FilterBar filters;
    private final List<NumberTile> tiles = new ArrayList<>();

    @FXML private PanelHead head;
    @FXML private HBox spans;
    @FXML private ToggleButton pause;
    @FXML private Button resetZoom;
    @FXML private ProblemBar problems;
    @FXML private RejectsBar rejects;
    @FXML private SourcesBar sources;
    @FXML private VBox filled;
    @FXML private VBox numberBlock;
    @FXML private HBox strip;
    @FXML private Label basis;
    @FXML private Label waiting;
    @FXML private HBox basisLine;
    @FXML private GridPane grid;
    @FXML private Pane overlay;
    @FXML private IncidentList incidents;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private VBox starting;
    @FXML private Label startingText;
    @FXML private Button demo;

    public LivePanelController(LivePanelViewModel model, LiveActions actions) {
        this.model = model;
        this.actions = actions;
        charts =
                new RunCharts(
                        LivePicture.CHARTS,
                        "chart-",
                        tooltip,
                        model.current().titleProperty()::get);
        lower = new LowerArea(model, charts.cursor(), lowerCharts, actions.connect());
        filters = new FilterBar(model);
        load(FxmlFile.LIVE);
        root().addEventHandler(KeyEvent.KEY_PRESSED, this::shortcut);
    }

    /// The shell hands on no key with Ctrl.
    private void shortcut(KeyEvent event) {
        if (UNDO.match(event)) {
            model.undoFilter();
            event.consume();
        } else if (REDO.match(event)) {
            model.redoFilter();
            event.consume();
        }
    }

    @FXML
    void initialize() {
        makeSpans();
        makeCharts();
        makeTiles();
        basisLine.getChildren().add(filters);
        incidents.onChosen(charts.cursor()::mark);
        incidents.onOpen(model::zoomAround);
        incidents.onAsk(actions.investigate());
        overlay.getChildren().add(tooltip);
        charts.cursor().onSpan(model::zoom);
        charts.cursor().onZoom(model::zoom, model::unzoom);
        charts.choosesFrom(incidents);
        charts.lead(lower::pointed);
        charts.beside(lower::pointedServers);
        bindPause();
        problems.offer(
                "chooseColumns",
                "Choose columns…",
                WaysOut::isAboutColumns,
                actions.chooseColumns());
        problems.offer(
                "setLogFormat", "Set log format…", WaysOut::isAboutFormat, actions.setLogFormat());
        problems.onDismiss(model.current()::dismissProblem);
        rejects.follow(model.rejects());
        sources.follow(model.sources());
        model.current()
                .problemProperty()
                .addListener((property, before, now) -> problems.show(now));
        demo.setMnemonicParsing(false);
        demo.setText("Watch “" + actions.demoTitle() + "”");
        demo.setVisible(!actions.demoTitle().isEmpty());
        demo.setManaged(!actions.demoTitle().isEmpty());
        model.pictureProperty().addListener((property, before, now) -> showPicture());
        model.current().progressProperty().addListener((property, before, now) -> showState());
        showState();
    }

    private void makeSpans() {
        ToggleGroup group = new ToggleGroup();
        TimeSpan[] all = TimeSpan.values();
        for (int i = 0; i < all.length; i++) {
            TimeSpan span = all[i];
            ToggleButton button = new ToggleButton(span.label());
            button.setToggleGroup(group);
            button.setId("span-" + span.name());
            button.setSelected(span == model.spanProperty().get());
            button.getStyleClass()
                    .add(i == 0 ? "left-pill" : i == all.length - 1 ? "right-pill" : "center-pill");
            button.setAccessibleText(
                    "Show " + (span == TimeSpan.ALL ? "all" : "the last " + span.label()));
            button.setOnAction(event -> {
                button.setSelected(true);
                model.chooseSpan(span);
            });
            model.spanProperty()
                    .addListener((property, before, now) -> button.setSelected(now == span));
            spans.getChildren().add(button);
        }
    }

    private void makeCharts() {
        lowerCharts.getStyleClass().add("chart-grid");
        lowerCharts.getColumnConstraints().setAll(grid.getColumnConstraints());
        RowConstraints whole = new RowConstraints();
        whole.setPercentHeight(100);
        lowerCharts.getRowConstraints().setAll(whole);
        grid.add(lower, 0, 1, 2, 1);
        int place = 0;
        for (TimeChart chart : charts.all()) {
            GridPane.setHgrow(chart, Priority.ALWAYS);
            GridPane.setVgrow(chart, Priority.ALWAYS);
            (place < 2 ? grid : lowerCharts).add(chart, place % 2, 0);
            place++;
        }
        TimeChart latency = charts.get(RunChart.LATENCY);
        ToggleButton log = new ToggleButton("log");
        log.setId("logScale");
        log.setMinWidth(Region.USE_PREF_SIZE);
        log.getStyleClass().addAll("tiny-toggle");
        log.setTooltip(new Tooltip("Logarithmic scale"));
        log.setAccessibleText("Logarithmic latency scale");
        log.selectedProperty().addListener((property, before, now) -> latency.setLogarithmic(now));
        latency.actions().getChildren().add(log);
        latency.onColumns(() -> model.setColumns(latency.columns()));
        model.setWriter(picture -> {
            charts.write(picture::frame);
            lower.write(picture);
        });
    }

    private void makeTiles() {
        for (Figure figure : KeyNumber.FIGURES) {
            NumberTile tile = new NumberTile(figure);
            HBox.setHgrow(tile, Priority.ALWAYS);
            tile.setMaxWidth(Double.MAX_VALUE);
            tile.setPrefWidth(0);
            tiles.add(tile);
            strip.getChildren().add(tile);
        }
    }

    private void bindPause() {
        pause.setOnAction(event -> model.toggleFrozen());
        model.frozenProperty()
                .addListener((property, before, now) -> {
                    pause.setSelected(now);
                    pause.setText(now ? "Resume" : "Pause");
                    pause.setGraphic(new FontIcon(now ? "fth-play" : "fth-pause"));
                });
        waiting.visibleProperty().bind(model.frozenProperty());
        waiting.managedProperty().bind(model.frozenProperty());
        waiting.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> waitingText(model.waitingProperty().get()),
                                model.waitingProperty()));
        resetZoom.visibleProperty().bind(model.zoomedProperty());
        resetZoom.managedProperty().bind(model.zoomedProperty());
    }

    private static String waitingText(int windows) {
        return Texts.counted(windows, "window") + " waiting";
    }

    private void showState() {
        RunProgress progress = model.current().progressProperty().get();
        boolean hasPicture = model.pictureProperty().get() != null;
        boolean working = progress != null && !progress.stage().isEnd();
        filled.setVisible(hasPicture);
        starting.setVisible(!hasPicture && working);
        empty.setVisible(!hasPicture && !working);
        emptyTitle.setText(progress == null ? "No run yet" : "No requests in this run");
        pause.setDisable(!hasPicture || (!working && !model.frozenProperty().get()));
        spans.setDisable(!hasPicture);
        if (progress != null && working) {
            startingText.setText(
                    progress.rows() == 0
                            ? "Waiting for the first requests."
                            : Texts.count(progress.rows())
                                    + " requests so far. The first window appears"
                                    + " when it is complete.");
        }
    }

    private void showPicture() {
        LivePicture picture = model.pictureProperty().get();
        showState();
        if (picture == null) {
            head.setSubtitle("");
            incidents.clear();
            incidents.show(List.of(), List.of());
            return;
        }
        head.setSubtitle(
                Texts.span(picture.fromSeconds(), picture.toSeconds()) + " " + Texts.zoneName());
        LiveFilter filter = picture.filter();
        charts.get(RunChart.REGIONS)
                .setTitle(
                        filter.isNone()
                                ? RunChart.REGIONS.title()
                                : "Requests of " + filter.words());
        showParts(picture.hasRequests());
        lower.show(picture);
        filters.refresh();
        List<KeyNumber> numbers = picture.numbers();
        for (int i = 0; i < tiles.size(); i++) {
            tiles.get(i).show(numbers.get(i));
        }
        basis.setText("Figures for " + picture.basis());
        incidents.setEvents(picture.events(), picture.windowMicros());
        incidents.show(picture.incidents(), picture.anomalies());
        // The tooltip says what the lower half has at the mouse, too.
        charts.show(picture::frame);
    }

    /// The servers have all of the room in a run without requests.
    private void showParts(boolean hasRequests) {
        for (Node part : List.of(numberBlock, incidents)) {
            part.setVisible(hasRequests);
            part.setManaged(hasRequests);
        }
        for (RunChart chart : List.of(RunChart.RATE, RunChart.LATENCY)) {
            charts.get(chart).setVisible(hasRequests);
        }
        GridPane.setRowIndex(lower, hasRequests ? 1 : 0);
        GridPane.setRowSpan(lower, hasRequests ? 1 : 2);
    }

    @FXML
    void openLog() {
        actions.openLog().run();
    }

    @FXML
    void showGenerate() {
        actions.showGenerate().run();
    }

    @FXML
    void startDemo() {
        actions.startDemo().run();
    }

    @FXML
    void resetZoom() {
        model.unzoom();
    }

    @Override
    public void setShowing(boolean showing) {
        model.setActive(showing);
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return switch (event.getCode()) {
            case SPACE -> model::toggleFrozen;
            case ENTER -> incidents::open;
            case LEFT -> () -> model.step(-0.5);
            case RIGHT -> () -> model.step(0.5);
            case PLUS, ADD, EQUALS -> () -> model.scale(0.5);
            case MINUS, SUBTRACT -> () -> model.scale(2);
            case ESCAPE -> this::showWholeTime;
            default -> null;
        };
    }

    private void showWholeTime() {
        incidents.clear();
        model.unzoom();
    }

    @Override
    public void redisplay() {
        charts.redisplay();
        lower.redisplay();
        incidents.redisplay();
        showPicture();
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("Space", "freeze or resume the display"),
                new KeyHint("← →", "earlier, later"),
                new KeyHint("+ −", "shorter, longer time range"),
                new KeyHint("Drag, wheel", "zoom to a time range, or at the mouse pointer"),
                new KeyHint("Click", "on a band: select its incident; on a name: hide its line"),
                new KeyHint("Double click", "show the whole time; on a name: show only that line"),
                new KeyHint("Enter", "go to the chosen incident"),
                new KeyHint("↑ ↓ ← →", "select a cell (with the focus in the swim lanes)"),
                new KeyHint("Enter", "filter by the selected lane"),
                new KeyHint("Ctrl+Z, Ctrl+Y", "undo, redo the filter"),
                new KeyHint("Esc", "show the whole time range"));
    }

    @Override
    public void close() {
        model.close();
    }
}
