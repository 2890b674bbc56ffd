package trafficinsights.ui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Incident;
import trafficinsights.pipeline.RunProgress;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProgressText;
import trafficinsights.ui.common.Question;
import trafficinsights.ui.common.QuestionDialog;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.common.Theme;
import trafficinsights.ui.explore.ExplorePanelController;
import trafficinsights.ui.explore.ExploreViewModel;
import trafficinsights.ui.generate.GeneratePanelController;
import trafficinsights.ui.generate.GenerateViewModel;
import trafficinsights.ui.investigate.InvestigateActions;
import trafficinsights.ui.investigate.InvestigatePanelController;
import trafficinsights.ui.investigate.InvestigateViewModel;
import trafficinsights.ui.live.LiveActions;
import trafficinsights.ui.live.LivePanelController;
import trafficinsights.ui.live.LivePanelViewModel;
import trafficinsights.ui.warehouse.WarehousePanelController;
import trafficinsights.ui.warehouse.WarehouseViewModel;

/// Binds the window's frame to its view model, and puts the panels into it.
public final class ShellController {
    private static final PseudoClass COLLAPSED = PseudoClass.getPseudoClass("collapsed");

    private static final Set<KeyCode> PANEL_KEYS =
            Set.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.ENTER);

    private final ShellViewModel model;
    private final Map<PanelId, PanelView> panels = new EnumMap<>(PanelId.class);
    private final Map<PanelId, ToggleButton> navigationButtons = new EnumMap<>(PanelId.class);
    private final InvestigateViewModel investigating;
    private final ExploreViewModel exploring;
    private final WarehouseViewModel warehouse;
    private final Parent root;

    @FXML private HBox runBadge;
    @FXML private Label runName;
    @FXML private Label runStage;
    @FXML private Button themeToggle;
    @FXML private VBox navigation;
    @FXML private VBox navigationItems;
    @FXML private Button collapse;
    @FXML private StackPane content;
    @FXML private StatusBar status;
    @FXML private StackPane dropOverlay;
    @FXML private Label dropText;
    @FXML private StackPane keysOverlay;

    ShellController(ShellViewModel model) {
        this.model = model;
        investigating =
                new InvestigateViewModel(
                        model.current(), model.services().startRun(), Platform::runLater);
        exploring =
                new ExploreViewModel(
                        model.services().explore()::apply,
                        model.services().sqlHistory(),
                        Platform::runLater);
        warehouse = new WarehouseViewModel(model.services().warehouse(), Platform::runLater);
        root = FxmlFile.SHELL.load(this);
    }

    @FXML
    void initialize() {
        makePanels();
        makeNavigation();
        status.follow(model.current());
        runName.textProperty().bind(model.current().titleProperty());
        model.current().progressProperty().addListener((property, before, now) -> showRun(now));
        showRun(null);
        model.panelProperty().addListener((property, before, now) -> bringToFront(now));
        bringToFront(model.panelProperty().get());
        model.navigationCollapsedProperty().addListener((property, before, now) -> fold(now));
        fold(model.navigationCollapsedProperty().get());
        model.onReplace(this::mayReplace);
        dropOverlay.setVisible(false);
        keysOverlay.setVisible(false);
        keysOverlay.setOnMouseClicked(event -> keysOverlay.setVisible(false));
    }

    private void makePanels() {
        GenerateViewModel generate =
                new GenerateViewModel(
                        model.current(), model.scenarios(), model.services().describe());
        panels.put(
                PanelId.GENERATE,
                new GeneratePanelController(
                        generate, () -> model.panelProperty().set(PanelId.LIVE)));
        LiveActions actions =
                new LiveActions(
                        this::openLog,
                        () -> model.panelProperty().set(PanelId.GENERATE),
                        model::startDemo,
                        this::investigate,
                        model.demo().map(info -> info.title()).orElse(""));
        panels.put(
                PanelId.LIVE,
                new LivePanelController(
                        new LivePanelViewModel(model.current(), Platform::runLater), actions));
        panels.put(
                PanelId.INVESTIGATE,
                new InvestigatePanelController(
                        investigating,
                        new InvestigateActions(
                                this::openLog, model::startDemo, actions.demoTitle())));
        panels.put(PanelId.EXPLORE, new ExplorePanelController(exploring));
        panels.put(PanelId.WAREHOUSE, new WarehousePanelController(warehouse, stored -> {}));
        panels.values().forEach(panel -> content.getChildren().add(panel.root()));
    }

    /// What changed in an incident is asked in Investigate.
    private void investigate(Incident incident) {
        model.panelProperty().set(PanelId.INVESTIGATE);
        investigating.askAbout(incident);
    }

    private void makeNavigation() {
        ToggleGroup group = new ToggleGroup();
        for (PanelId id : PanelId.values()) {
            ToggleButton button = new ToggleButton(id.title(), new FontIcon(id.icon()));
            button.setId("nav-" + id.label());
            button.setToggleGroup(group);
            button.getStyleClass().add("navigation-item");
            button.setMaxWidth(Double.MAX_VALUE);
            button.setTooltip(new Tooltip(id.title() + " (" + id.keys() + ")"));
            button.setOnAction(event -> {
                button.setSelected(true);
                model.panelProperty().set(id);
            });
            navigationItems.getChildren().add(button);
            navigationButtons.put(id, button);
        }
    }

    private void bringToFront(PanelId shown) {
        panels.forEach((id, panel) -> {
            boolean isShown = id == shown;
            panel.root().setVisible(isShown);
            panel.setShowing(isShown);
        });
        navigationButtons.forEach((id, button) -> button.setSelected(id == shown));
    }

    private void fold(boolean collapsed) {
        navigation.pseudoClassStateChanged(COLLAPSED, collapsed);
        ContentDisplay display = collapsed ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        navigationButtons.values().forEach(button -> button.setContentDisplay(display));
        collapse.setContentDisplay(display);
        collapse.setGraphic(new FontIcon(collapsed ? "fth-chevrons-right" : "fth-chevrons-left"));
        collapse.setAccessibleText(collapsed ? "Expand the navigation" : "Collapse the navigation");
    }

    private void showRun(@Nullable RunProgress progress) {
        runBadge.setVisible(progress != null);
        if (progress != null) {
            runStage.setText(ProgressText.stage(progress));
            Styles.set(runBadge, "run-badge", "stage-" + kind(progress));
        }
    }

    private static String kind(RunProgress progress) {
        return switch (progress.stage()) {
            case DONE -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case STARTING, READING, GENERATING, REPORTING, STORING ->
                    progress.isPaused() ? "held" : "working";
        };
    }

    /// Gives the frame its scene: theme, keys, drops.
    void attach(Scene scene) {
        applyTheme(scene, model.themeProperty().get());
        model.themeProperty().addListener((property, before, now) -> applyTheme(scene, now));
        for (PanelId id : PanelId.values()) {
            on(scene, id.keys(), () -> model.panelProperty().set(id));
        }
        on(scene, "Shortcut+O", this::openLog);
        on(scene, "Shortcut+T", model::toggleTheme);
        on(scene, "Shortcut+B", this::toggleNavigation);
        on(scene, "F1", this::toggleKeys);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::keyBeforeControls);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        scene.setOnDragOver(this::dragOver);
        scene.setOnDragDropped(this::dropped);
        scene.setOnDragExited(event -> dropOverlay.setVisible(false));
    }

    private static void on(Scene scene, String keys, Runnable command) {
        scene.getAccelerators().put(KeyCombination.valueOf(keys), command);
    }

    private void applyTheme(Scene scene, Theme theme) {
        theme.applyTo(scene);
        themeToggle.setGraphic(new FontIcon(theme == Theme.LIGHT ? "fth-moon" : "fth-sun"));
        String meaning = theme == Theme.LIGHT ? "Dark theme" : "Light theme";
        themeToggle.setTooltip(new Tooltip(meaning + " (Ctrl+T)"));
        themeToggle.setAccessibleText(meaning);
    }

    /// Space and Esc belong to the panel even when a list or a button that was only clicked has the
    /// focus; a button that was reached by keyboard keeps its Space.
    private void keyBeforeControls(KeyEvent event) {
        Node owner = root.getScene().getFocusOwner();
        boolean isTyping = owner instanceof TextInputControl;
        boolean isButton = owner instanceof ButtonBase && owner.isFocusVisible();
        // Left and right mean nothing in a column of buttons; the panel in front knows better.
        boolean isPanelKey =
                owner instanceof ToggleButton navigating
                        && navigationButtons.containsValue(navigating)
                        && PANEL_KEYS.contains(event.getCode());
        if (event.getCode() == KeyCode.ESCAPE
                || isPanelKey
                || (event.getCode() == KeyCode.SPACE && !isTyping && !isButton)) {
            key(event);
        }
    }

    /// Keys that no control took go to the panel in front.
    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (keysOverlay.isVisible() && event.getCode() == KeyCode.ESCAPE) {
            keysOverlay.setVisible(false);
            event.consume();
            return;
        }
        PanelView front = panels.get(model.panelProperty().get());
        if (front != null && front.key(event)) {
            event.consume();
        }
    }

    private void dragOver(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            dropText.setText(dropText(event.getDragboard().getFiles()));
            dropOverlay.setVisible(true);
        }
        event.consume();
    }

    private String dropText(List<File> files) {
        boolean toExplore = isForExplore(files.stream().map(File::toPath).toList());
        String place = toExplore ? " in Explore" : " in Live";
        return files.size() == 1
                ? "Open " + files.getFirst().getName() + place
                : "Open " + files.size() + " files" + place + (toExplore ? "" : ", as one run");
    }

    /// What only Explore can read goes there from everywhere; the rest where the person is.
    private boolean isForExplore(List<Path> files) {
        return model.panelProperty().get() == PanelId.EXPLORE
                || files.stream()
                        .map(file -> String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.endsWith(".parquet") || name.endsWith(".duckdb"));
    }

    private void openDropped(List<Path> files) {
        if (isForExplore(files)) {
            explore(files);
        } else {
            model.openLogs(files);
        }
    }

    /// Opens files in Explore, and goes there.
    void explore(List<Path> files) {
        model.panelProperty().set(PanelId.EXPLORE);
        exploring.open(files);
    }

    private void dropped(DragEvent event) {
        dropOverlay.setVisible(false);
        List<Path> files = event.getDragboard().getFiles().stream().map(File::toPath).toList();
        event.setDropCompleted(!files.isEmpty());
        event.consume();
        // A question in a dialog must not hold the system's drag and drop.
        Platform.runLater(() -> openDropped(files));
    }

    void pushStore(Path store) {
        model.panelProperty().set(PanelId.WAREHOUSE);
        warehouse.push(store);
    }

    void exportTo(Path file) {
        exploring.export(file);
    }

    private boolean mayReplace(String next) {
        return QuestionDialog.ask(
                root,
                new Question(
                        "A run is working",
                        "Stop “" + model.current().titleProperty().get() + "”?",
                        "It has not ended. " + next + " would take its place.",
                        "Stop it",
                        "Keep it"));
    }

    @FXML
    void openLog() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open logs");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                "Logs", "*.log", "*.gz", "*.csv", "*.txt", "*.json", "*.jsonl"),
                        new FileChooser.ExtensionFilter("All files", "*.*"));
        List<File> files = chooser.showOpenMultipleDialog(root.getScene().getWindow());
        if (files != null) {
            model.openLogs(files.stream().map(File::toPath).toList());
        }
    }

    @FXML
    void toggleTheme() {
        model.toggleTheme();
    }

    @FXML
    void toggleKeys() {
        keysOverlay.setVisible(!keysOverlay.isVisible());
    }

    @FXML
    void toggleNavigation() {
        model.navigationCollapsedProperty().set(!model.navigationCollapsedProperty().get());
    }

    Parent root() {
        return root;
    }

    /// Keys work from the start, and no button of the header wears a focus ring.
    void focus() {
        ToggleButton front = navigationButtons.get(model.panelProperty().get());
        if (front != null) {
            front.requestFocus();
        }
    }

    void close() {
        status.stop();
        panels.values().forEach(PanelView::close);
    }
}
