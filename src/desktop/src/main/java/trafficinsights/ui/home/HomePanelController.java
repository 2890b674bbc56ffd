package trafficinsights.ui.home;

import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.event.EventTarget;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.Unit;
import trafficinsights.run.folder.StoppedRun;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.TwoLineCell;

/// Binds the Home panel's nodes to its view model.
public final class HomePanelController extends PanelView {
    /// More of them are scrolled to.
    private static final int MOST_STOPPED = 3;

    private static final double ROW_HEIGHT = 52;
    private static final double LIST_INSETS = 12;

    private final HomeViewModel model;
    private final HomeActions actions;

    @FXML private ProblemBar problems;
    @FXML private VBox stoppedCard;
    @FXML private Label stoppedCount;
    @FXML private ListView<StoppedRun> stopped;
    @FXML private ListView<HomeRow> runs;
    @FXML private ListView<HomeRow> files;
    @FXML private ListView<ScenarioInfo> scenarios;
    @FXML private Label runCount;
    @FXML private Label fileCount;
    @FXML private Label noRuns;
    @FXML private Label noFiles;

    public HomePanelController(HomeViewModel model, HomeActions actions) {
        this.model = model;
        this.actions = actions;
        load(FxmlFile.HOME);
    }

    @FXML
    void initialize() {
        problems.onDismiss(() -> problems.show(null));
        bind(runs, model.runs(), runCount, noRuns);
        bind(files, model.files(), fileCount, noFiles);
        bindStopped();
        scenarios.getItems().setAll(model.scenarios());
        scenarios.setCellFactory(list ->
                new TwoLineCell<>(
                        ScenarioInfo::title,
                        info ->
                                Texts.duration(info.duration())
                                        + " · "
                                        + Texts.of(
                                                Unit.REQUESTS_PER_SECOND, info.requestsPerSecond())
                                        + " · "
                                        + Texts.counted(info.servers(), "server")));
        onOpen(scenarios, actions.chooseScenario());
    }

    private void bindStopped() {
        stopped.setItems(model.stopped());
        stopped.setCellFactory(view ->
                new StoppedCell(actions.resume(), model::forget, System::currentTimeMillis));
        onOpen(stopped, actions.resume());
        stopped.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    StoppedRun chosen = stopped.getSelectionModel().getSelectedItem();
                    if (event.getCode() == KeyCode.DELETE && chosen != null) {
                        model.forget(chosen);
                        event.consume();
                    }
                });
        model.stopped().addListener((ListChangeListener<StoppedRun>) change -> showStopped());
        showStopped();
    }

    private void showStopped() {
        int count = model.stopped().size();
        stoppedCard.setVisible(count > 0);
        stoppedCard.setManaged(count > 0);
        stoppedCount.setText(String.valueOf(count));
        double height = ROW_HEIGHT * Math.min(MOST_STOPPED, count) + LIST_INSETS;
        stopped.setPrefHeight(height);
        stopped.setMinHeight(height);
    }

    @FXML
    void resumeFolder() {
        actions.resumeFolder().run();
    }

    private void bind(
            ListView<HomeRow> list, ObservableList<HomeRow> rows, Label count, Label hint) {
        list.setItems(rows);
        list.setCellFactory(view -> new RecentCell(model::remove, System::currentTimeMillis));
        ListChangeListener<HomeRow> changed =
                change -> {
                    count.setText(rows.isEmpty() ? "" : String.valueOf(rows.size()));
                    hint.setVisible(rows.isEmpty());
                };
        rows.addListener(changed);
        count.setText(rows.isEmpty() ? "" : String.valueOf(rows.size()));
        hint.setVisible(rows.isEmpty());
        onOpen(list, this::open);
        list.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    HomeRow chosen = list.getSelectionModel().getSelectedItem();
                    if (event.getCode() == KeyCode.DELETE && chosen != null) {
                        model.remove(chosen.recent());
                        event.consume();
                    }
                });
    }

    private static <T> void onOpen(ListView<T> list, Consumer<T> open) {
        list.setOnMouseClicked(event -> {
            T chosen = list.getSelectionModel().getSelectedItem();
            if (event.getClickCount() == 2 && chosen != null && !isOnButton(event.getTarget())) {
                open.accept(chosen);
            }
        });
        list.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    T chosen = list.getSelectionModel().getSelectedItem();
                    if (event.getCode() == KeyCode.ENTER && chosen != null) {
                        open.accept(chosen);
                        event.consume();
                    }
                });
    }

    /// A button of a row has done what it is there for.
    private static boolean isOnButton(EventTarget target) {
        for (Node node = target instanceof Node hit ? hit : null;
                node != null;
                node = node.getParent()) {
            if (node instanceof ButtonBase) {
                return true;
            }
        }
        return false;
    }

    private void open(HomeRow row) {
        if (row.isMissing()) {
            problems.show(
                    Problem.of(
                            "home.missing",
                            ("%s no longer exists. Restore it, or remove it from"
                                            + " the list (Delete).")
                                    .formatted(String.join(", ", row.recent().places()))));
        } else {
            problems.show(null);
            actions.open().accept(row.recent());
        }
    }

    /// Says why something cannot be opened; null for nothing.
    public void show(@Nullable Problem problem) {
        problems.show(problem);
    }

    @FXML
    void startDemo() {
        actions.startDemo().run();
    }

    @FXML
    void openLog() {
        actions.openLog().run();
    }

    @FXML
    void connect() {
        actions.connect().run();
    }

    @FXML
    void openData() {
        actions.openData().run();
    }

    @FXML
    void generate() {
        actions.showGenerate().run();
    }

    @Override
    public void setShowing(boolean showing) {
        model.setShowing(showing);
    }

    @Override
    public Node content() {
        return runs;
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("Enter", "open, run again, or resume"),
                new KeyHint("Delete", "remove from the list"));
    }

    @Override
    public void close() {
        model.close();
    }
}
