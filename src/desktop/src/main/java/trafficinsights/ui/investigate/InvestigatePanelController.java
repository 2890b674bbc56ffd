package trafficinsights.ui.investigate;

import java.util.List;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.RunChart;
import trafficinsights.model.Scorecard;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.IncidentList;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.LinkedCursor.Mark;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.RunCharts;
import trafficinsights.ui.common.Segments;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.TimeChart;
import trafficinsights.ui.common.work.WorkStrip;

/// Binds the Investigate panel's nodes to its view model. Longer than 400 lines: bindings of
/// charts, span, answer, scorecard and the comparison of runs, each short.
public final class InvestigatePanelController extends PanelView {
    private static final int KEY_STEP = 1;
    private static final int LARGE_KEY_STEP = 10;

    /// Room for the spans and the button on one line.
    private static final double ASK_CARD_INSETS = 32;

    private final InvestigateViewModel model;
    private final InvestigateActions actions;
    private final CursorTooltip tooltip = new CursorTooltip();
    private final RunCharts charts;
    private final ChangeView change = new ChangeView();
    private final ScorecardView scorecard = new ScorecardView();
    private final RunsView runs;

    @FXML private PanelHead head;
    @FXML private MenuButton compareMenu;
    @FXML private ProblemBar problems;
    @FXML private ProblemBar runProblems;
    @FXML private StackPane middle;
    @FXML private VBox filled;
    @FXML private HBox chartRow;
    @FXML private Pane overlay;
    @FXML private VBox askCard;
    @FXML private HBox askLine;
    @FXML private HBox moreLine;
    @FXML private Label brushed;
    @FXML private Label brushedLength;
    @FXML private HBox comparisons;
    @FXML private HBox ownTimes;
    @FXML private TextField ownFrom;
    @FXML private TextField ownTo;
    @FXML private Button ask;
    @FXML private Label blocked;
    @FXML private WorkStrip strip;
    @FXML private ToggleButton showChange;
    @FXML private ToggleButton showScorecard;
    @FXML private StackPane results;
    @FXML private Label resultHint;
    @FXML private IncidentList incidents;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyText;
    @FXML private HBox emptyActions;
    @FXML private Button demo;

    public InvestigatePanelController(InvestigateViewModel model, InvestigateActions actions) {
        this.model = model;
        this.actions = actions;
        charts =
                new RunCharts(
                        RunPicture.CHARTS, "brush-", tooltip, model.current().titleProperty()::get);
        runs = new RunsView(model.runs(), tooltip, actions);
        load(FxmlFile.INVESTIGATE);
        root().addEventHandler(KeyEvent.KEY_PRESSED, this::undoKey);
    }

    @FXML
    void initialize() {
        makeCharts();
        makeComparisons();
        makeResults();
        makeRuns();
        askCard.widthProperty().addListener((property, before, now) -> placeAsk(now.doubleValue()));
        strip.visibleProperty().addListener((property, before, now) -> showMoreLine());
        ownTimes.visibleProperty().addListener((property, before, now) -> showMoreLine());
        overlay.getChildren().add(tooltip);
        charts.cursor().onSpan(model::brush);
        charts.choosesFrom(incidents);
        incidents.onChosen(this::incidentChosen);
        incidents.onOpen((from, to) -> ask());
        incidents.onAsk(model::askAbout);
        ownFrom.textProperty().bindBidirectional(model.ownFromProperty());
        ownTo.textProperty().bindBidirectional(model.ownToProperty());
        strip.follow(model.work());
        problems.onDismiss(model::dismissProblem);
        model.problemProperty().addListener((property, before, now) -> problems.show(now));
        model.brushProperty().addListener((property, before, now) -> charts.cursor().mark(now));
        model.checkProperty().addListener((property, before, now) -> showCheck());
        model.pictureProperty().addListener((property, before, now) -> showPicture());
        model.changedProperty().addListener((property, before, now) -> showAnswer(now));
        model.staleProperty().addListener((property, before, now) -> change.setStale(now));
        model.work().workingProperty().addListener((property, before, now) -> showCheck());
        model.current().progressProperty().addListener((property, before, now) -> showState());
        model.current().summaryProperty().addListener((property, before, now) -> showResults());
        demo.setMnemonicParsing(false);
        demo.setText("Watch “" + actions.demoTitle() + "”");
        show(demo, !actions.demoTitle().isEmpty());
        showState();
        showCheck();
        showResults();
    }

    private void makeCharts() {
        charts.fill(chartRow);
        TimeChart latency = charts.get(RunChart.LATENCY);
        chartRow.widthProperty()
                .addListener((property, before, now) -> model.setColumns(latency.columns()));
        model.setWriter(picture -> charts.write(picture::frame));
    }

    private void makeComparisons() {
        Segments.fill(
                comparisons,
                "compare-",
                "Compare with",
                List.of(Comparison.values()),
                Comparison::label,
                model.comparisonProperty());
        ownTimes.visibleProperty().bind(model.comparisonProperty().isEqualTo(Comparison.OWN));
        ownTimes.managedProperty().bind(ownTimes.visibleProperty());
    }

    /// The button is beside the spans where there is room for both.
    private void placeAsk(double width) {
        HBox place = width >= widthWithAsk() ? askLine : moreLine;
        if (!place.getChildren().contains(ask)) {
            // A change of the nodes within their layout would be lost.
            Platform.runLater(() -> {
                askLine.getChildren().remove(ask);
                moreLine.getChildren().remove(ask);
                place.getChildren().add(ask);
                showMoreLine();
            });
        }
    }

    /// Larger text needs more room, so what is there is asked, and not a number of pixels.
    private double widthWithAsk() {
        double others =
                askLine.getChildren().stream()
                        .filter(node -> !ask.equals(node))
                        .mapToDouble(node -> node.prefWidth(-1) + askLine.getSpacing())
                        .sum();
        return others
                + ask.prefWidth(-1)
                + askLine.getInsets().getLeft()
                + askLine.getInsets().getRight()
                + ASK_CARD_INSETS;
    }

    private void showMoreLine() {
        show(
                moreLine,
                moreLine.getChildren().contains(ask)
                        || strip.isVisible()
                        || ownTimes.isVisible()
                        || blocked.isVisible());
    }

    private void makeResults() {
        ToggleGroup group = new ToggleGroup();
        for (ToggleButton button : List.of(showChange, showScorecard)) {
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                button.setSelected(true);
                showResults();
            });
        }
        showChange.setSelected(true);
        results.getChildren().addAll(change, scorecard);
    }

    private void makeRuns() {
        CompareMenu.attach(compareMenu, model.runs(), actions);
        middle.getChildren().add(1, runs);
        runProblems.onDismiss(model.runs()::dismissProblem);
        model.runs()
                .problemProperty()
                .addListener((property, before, now) -> runProblems.show(now));
        model.runs()
                .shownProperty()
                .addListener((property, before, now) -> {
                    showState();
                    // What had the focus may be out of sight now.
                    compareMenu.requestFocus();
                });
    }

    private boolean isComparing() {
        return !model.runs().shownProperty().get().isNone();
    }

    private void incidentChosen(@Nullable Mark span) {
        if (span != null) {
            model.brush(span.fromSeconds(), span.toSeconds());
        }
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private void showState() {
        RunProgress progress = model.current().progressProperty().get();
        boolean hasPicture = model.pictureProperty().get() != null;
        boolean working = progress != null && !progress.stage().isEnd();
        boolean isComparing = isComparing();
        runs.setVisible(isComparing);
        show(incidents, !isComparing);
        filled.setVisible(hasPicture && !isComparing);
        empty.setVisible(!hasPicture && !isComparing);
        emptyTitle.setText(
                working
                        ? "Starting"
                        : progress == null
                                ? "Nothing to investigate yet"
                                : "No requests in this run");
        emptyText.setText(
                working
                        ? "The charts appear when the first window of the run is complete."
                        : "Start a run or open a log first. Then drag over a time"
                                + " range to see what changed there: which figures, in which"
                                + " region, server or route.");
        show(emptyActions, !working);
    }

    private void showPicture() {
        RunPicture picture = model.pictureProperty().get();
        showState();
        if (picture == null) {
            head.setSubtitle("");
            incidents.clear();
            incidents.show(List.of(), List.of());
            return;
        }
        head.setSubtitle(
                Texts.span(picture.firstSeconds(), picture.lastSeconds()) + " " + Texts.zoneName());
        incidents.setEvents(picture.events(), Math.round(picture.windowSeconds() * 1e6));
        incidents.show(picture.incidents(), picture.anomalies());
        showCharts();
    }

    private void showCharts() {
        RunPicture picture = model.pictureProperty().get();
        if (picture == null) {
            return;
        }
        Mark then = model.checkProperty().get().then();
        charts.show(chart -> picture.frame(chart, then));
    }

    private void showCheck() {
        SpanCheck check = model.checkProperty().get();
        Mark brush = model.brushProperty().get();
        brushed.setText(
                brush == null
                        ? "No time range selected"
                        : Texts.second(brush.fromSeconds())
                                + " – "
                                + Texts.second(brush.toSeconds()));
        brushedLength.setText(
                brush == null ? "" : Texts.duration(brush.toSeconds() - brush.fromSeconds()));
        blocked.setText(check.message());
        show(blocked, !check.message().isEmpty());
        showMoreLine();
        ask.setDisable(check.spans() == null || model.work().workingProperty().get());
        showCharts();
    }

    private void showAnswer(@Nullable WhatChanged changed) {
        if (changed != null) {
            change.show(changed);
            showChange.setSelected(true);
        }
        showResults();
    }

    private void showResults() {
        boolean isChange = showChange.isSelected();
        boolean hasChange = model.changedProperty().get() != null;
        RunSummary summary = model.current().summaryProperty().get();
        Scorecard card = summary == null ? Scorecard.NONE : summary.scorecard();
        boolean hasCard = !card.rows().isEmpty();
        if (hasCard) {
            scorecard.show(card);
        }
        change.setVisible(isChange && hasChange);
        scorecard.setVisible(!isChange && hasCard);
        resultHint.setVisible(isChange ? !hasChange : !hasCard);
        resultHint.setText(
                isChange
                        ? "Select a time range in a chart, or an incident, and ask"
                                + " what changed there. The requests are read again."
                                + " Figures, regions, servers and routes are compared with"
                                + " the other time range and ranked."
                        : summary == null
                                ? "The scorecard appears when the run has ended. It"
                                        + " shows which faults were detected and which"
                                        + " certainty would be best."
                                : "There is no ground truth for this run. Generated"
                                        + " traffic has it. For a log, pass a file of faults"
                                        + " on the command line (--truth).");
    }

    /// Opens the menu of runs to compare with.
    public void offerRuns() {
        // The panel has to be in front before a menu can be at its button, and laid out: it may
        // be shown for the first time.
        Platform.runLater(() -> {
            Scene scene = root().getScene();
            if (scene != null) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                compareMenu.show();
            }
        });
    }

    /// Turns to what was found of what really happened.
    public void turnToScorecard() {
        showScorecard.setSelected(true);
        showResults();
    }

    @FXML
    void ask() {
        model.ask();
    }

    @FXML
    void openLog() {
        actions.openLog().run();
    }

    @FXML
    void startDemo() {
        actions.startDemo().run();
    }

    @Override
    public void setShowing(boolean showing) {
        model.setActive(showing);
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return isComparing() ? keyOfRuns(event) : keyOfSpan(event);
    }

    private @Nullable Runnable keyOfRuns(KeyEvent event) {
        return switch (event.getCode()) {
            case ESCAPE -> model.runs()::leave;
            case X -> model.runs()::swap;
            default -> null;
        };
    }

    /// The frame keeps keys with Ctrl to itself, so this is asked where the focus is.
    private void undoKey(KeyEvent event) {
        boolean isTyping = event.getTarget() instanceof TextInputControl;
        if (event.isShortcutDown() && event.getCode() == KeyCode.Z && !isTyping) {
            if (event.isShiftDown()) {
                model.runs().redo();
            } else {
                model.runs().undo();
            }
            event.consume();
        }
    }

    private @Nullable Runnable keyOfSpan(KeyEvent event) {
        int step = event.isShiftDown() ? LARGE_KEY_STEP : KEY_STEP;
        return switch (event.getCode()) {
            case LEFT -> () -> model.move(-step, false);
            case RIGHT -> () -> model.move(step, false);
            case PLUS, ADD, EQUALS -> () -> model.move(step, true);
            case MINUS, SUBTRACT -> () -> model.move(-step, true);
            case ENTER -> model::ask;
            case ESCAPE -> this::clear;
            default -> null;
        };
    }

    private void clear() {
        model.work().cancel();
        incidents.clear();
        model.clearBrush();
    }

    @Override
    public void redisplay() {
        charts.redisplay();
        runs.redisplay();
        scorecard.redisplay();
        incidents.redisplay();
        showPicture();
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("← → + −", "move or resize the time range"),
                new KeyHint("Wheel", "zoom the charts; double-click for the whole run"),
                new KeyHint("Click", "on a band: select its incident; on a name: hide its line"),
                new KeyHint("Enter", "what changed here"),
                new KeyHint("Esc", "cancel; clear the time range; leave the comparison"),
                new KeyHint("X", "swap A and B of two runs"),
                new KeyHint("Ctrl+Z", "undo swapping or leaving the comparison"));
    }

    @Override
    public void close() {
        runs.close();
        model.close();
    }
}
