package trafficinsights.ui.shell;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
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
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.base.RunProgress;
import trafficinsights.ui.common.Browser;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProgressText;
import trafficinsights.ui.common.Question;
import trafficinsights.ui.common.QuestionDialog;
import trafficinsights.ui.common.Recents;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.common.TaskList;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.Theme;
import trafficinsights.ui.investigate.RunsModel;
import trafficinsights.ui.live.RejectsModel;
import trafficinsights.ui.settings.Settings;

/// Binds the window's frame to its view model: navigation, header, overlays, keys. Longer than 400
/// lines: what the frame hands to panels and overlays, mostly one line each.
public final class ShellController implements ShellActions.Frame {
    private static final PseudoClass COLLAPSED = PseudoClass.getPseudoClass("collapsed");

    private static final Set<KeyCode> PANEL_KEYS =
            Set.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.ENTER);

    private final ShellViewModel model;
    private final ExecutorService disk =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("window-disk").daemon().factory());
    private final ShellCommands commands;
    private final ShellPanels panels;
    private final TaskList tasks = new TaskList();
    private final Actions actions = new Actions();
    private final Palette palette;
    private final FileDrops drops;
    private final TasksCard tasksCard = new TasksCard(tasks);
    private final Map<PanelId, ToggleButton> navigationButtons = new EnumMap<>(PanelId.class);
    private final Parent root;
    private @Nullable PanelFocus focus;

    @FXML private StackPane overlays;
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
    @FXML private KeysSheet keysSheet;

    ShellController(ShellViewModel model, Recents recents) {
        this.model = model;
        root = FxmlFile.SHELL.load(this);
        commands = new ShellCommands(model, recents, () -> root.getScene().getWindow());
        panels = new ShellPanels(model, commands, recents, tasks, disk);
        commands.use(panels);
        palette = new Palette(new PaletteModel(this::paletteEntries));
        drops = new FileDrops(dropOverlay, dropText, model.panelProperty()::get, commands::open);
        RunRecorder.attach(
                model.current(), recents, disk, Platform::runLater, System::currentTimeMillis);
        new ShellActions(model, commands, panels, this).fill(actions);
        bind();
    }

    private void bind() {
        makeNavigation();
        makeOverlays();
        status.follow(model.current());
        status.follow(tasks, this::toggleTasks);
        tasks.follow(model.current());
        tasks.follow("Window", commands.waiting().work());
        runName.textProperty().bind(model.current().titleProperty());
        model.current().progressProperty().addListener((property, before, now) -> showRun(now));
        showRun(null);
        model.panelProperty()
                .addListener((property, before, now) -> {
                    panels.leavePages();
                    bringToFront();
                });
        panels.onPage(this::bringToFront);
        bringToFront();
        model.navigationCollapsedProperty().addListener((property, before, now) -> fold(now));
        fold(model.navigationCollapsedProperty().get());
        model.onReplace(this::mayReplace);
    }

    private List<PaletteModel.Entry> paletteEntries() {
        return Stream.concat(actions.entries().stream(), commands.found().stream()).toList();
    }

    private void makeOverlays() {
        DemoCard card = new DemoCard(commands.guide(), model.current());
        StackPane.setAlignment(card, Pos.BOTTOM_RIGHT);
        StackPane.setAlignment(tasksCard, Pos.BOTTOM_RIGHT);
        overlays.getChildren().addAll(card, tasksCard);
        overlays.setPickOnBounds(false);
        StackPane frame = (StackPane) root;
        frame.getChildren().add(palette);
        keysOverlay.setVisible(false);
        keysOverlay.setOnMouseClicked(event -> keysOverlay.setVisible(false));
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

    private void bringToFront() {
        // Styled and laid out when first seen: all nine at once take half of the start.
        PanelView front = panels.front();
        if (front.root().getParent() == null) {
            content.getChildren().add(front.root());
        }
        panels.all()
                .forEach(panel -> {
                    boolean isShown = panel.equals(front);
                    panel.root().setVisible(isShown);
                    panel.root().setManaged(isShown);
                    panel.setShowing(isShown);
                });
        PanelId shown = model.panelProperty().get();
        navigationButtons.forEach((id, button) -> button.setSelected(id == shown));
        focusPanel();
    }

    /// Once the panel before is hidden, its focus went to whatever came next.
    private void focusPanel() {
        PanelFocus place = focus;
        if (place != null && place.isLost() && !palette.isVisible()) {
            place.toPanel();
        }
    }

    private void fold(boolean collapsed) {
        navigation.pseudoClassStateChanged(COLLAPSED, collapsed);
        ContentDisplay display = collapsed ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        navigationButtons.values().forEach(button -> button.setContentDisplay(display));
        collapse.setContentDisplay(display);
        collapse.setGraphic(new FontIcon(collapsed ? "fth-chevrons-right" : "fth-chevrons-left"));
        collapse.setAccessibleText(collapsed ? "Expand navigation" : "Collapse navigation");
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
            case STARTING, WAITING, READING, GENERATING, REPORTING, STORING ->
                    progress.isPaused() ? "held" : "working";
        };
    }

    /// Gives the frame its scene: theme, keys, drops.
    void attach(Scene scene) {
        applyTheme(scene, model.themeProperty().get());
        model.themeProperty().addListener((property, before, now) -> applyTheme(scene, now));
        Settings settings = model.settings();
        settings.textSizeProperty()
                .addListener(
                        (property, before, now) -> applyTheme(scene, model.themeProperty().get()));
        settings.zoneProperty()
                .subscribe(now -> {
                    Texts.useZone(now);
                    redisplay();
                });
        settings.marksProperty()
                .subscribe(now -> {
                    Texts.useMarks(now);
                    redisplay();
                });
        actions.install(scene);
        focus = PanelFocus.install(scene, panels::front);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::keyBeforeControls);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        drops.install(scene);
    }

    private void redisplay() {
        panels.all().forEach(PanelView::redisplay);
    }

    private void applyTheme(Scene scene, Theme theme) {
        theme.applyTo(scene, model.settings().textSizeProperty().get() / 100.0);
        themeToggle.setGraphic(new FontIcon(theme == Theme.LIGHT ? "fth-moon" : "fth-sun"));
        String meaning = theme == Theme.LIGHT ? "Dark theme" : "Light theme";
        themeToggle.setTooltip(new Tooltip(meaning + " (Ctrl+T)"));
        themeToggle.setAccessibleText(meaning);
    }

    /// Space and Esc belong to the panel even when a list or a button that was only clicked has the
    /// focus; a button that was reached by keyboard keeps its Space.
    private void keyBeforeControls(KeyEvent event) {
        if (palette.isVisible()) {
            return;
        }
        Node owner = root.getScene().getFocusOwner();
        boolean isTyping = owner instanceof TextInputControl;
        boolean isButton = owner != null && owner.isFocusVisible() && isPressed(owner);
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

    /// Whether Space presses it.
    private static boolean isPressed(Node node) {
        AccessibleRole role = node.getAccessibleRole();
        return node instanceof ButtonBase
                || role == AccessibleRole.BUTTON
                || role == AccessibleRole.TOGGLE_BUTTON;
    }

    /// Keys that no control took go to what lies on top: a sheet, else the panel in front.
    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || palette.isVisible()) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE) {
            for (Node sheet : new Node[] {keysOverlay, tasksCard}) {
                if (sheet.isVisible()) {
                    sheet.setVisible(false);
                    event.consume();
                    return;
                }
            }
        }
        if (panels.front().key(event)) {
            event.consume();
        }
    }

    private boolean mayReplace(String next) {
        return QuestionDialog.ask(
                root,
                new Question(
                        "A run is in progress",
                        "Stop “" + model.current().titleProperty().get() + "”?",
                        "It has not ended. " + next + " would replace it.",
                        "Stop run",
                        "Keep run"));
    }

    @FXML
    @Override
    public void openPalette() {
        keysOverlay.setVisible(false);
        tasksCard.setVisible(false);
        Node before = root.getScene().getFocusOwner();
        palette.open(() -> {
            if (before != null) {
                before.requestFocus();
            }
            focusPanel();
        });
    }

    @Override
    public void toggleTasks() {
        tasksCard.setVisible(!tasksCard.isVisible());
    }

    @FXML
    void openLog() {
        commands.openLog();
    }

    @FXML
    void connect() {
        commands.connect();
    }

    @FXML
    void toggleTheme() {
        model.toggleTheme();
    }

    @FXML
    @Override
    public void toggleKeys() {
        if (!keysOverlay.isVisible()) {
            keysSheet.show(actions.all(), panels.views());
        }
        keysOverlay.setVisible(!keysOverlay.isVisible());
    }

    @FXML
    @Override
    public void toggleNavigation() {
        model.navigationCollapsedProperty().set(!model.navigationCollapsedProperty().get());
    }

    Parent root() {
        return root;
    }

    /// Opens files where they belong, as a drop does.
    void open(List<Path> files) {
        commands.open(files, model.panelProperty().get());
    }

    /// Does what the window was opened for. Files go where a drop on Home would bring them,
    /// whatever panel was in front the last time.
    void begin(LaunchOptions options) {
        if (options.scenario().isPresent()) {
            model.startScenario(options.scenario().get(), options.speed());
        } else if (!options.files().isEmpty()) {
            commands.open(options.files(), PanelId.HOME);
        }
    }

    /// Asks in Explore what the columns of a CSV file are.
    void importCsv(Path file) {
        commands.importCsv(file);
    }

    /// Asks how logs are read.
    void setLogFormat(List<Path> logs) {
        panels.logFormat().open(logs);
    }

    /// The run compared with another one, in Investigate.
    RejectsModel rejects() {
        return panels.rejects();
    }

    RunsModel comparing() {
        return panels.comparing();
    }

    /// Opens files in Explore, and goes there.
    void explore(List<Path> files) {
        commands.explore(files);
    }

    /// Keeps what the panels show, without the run.
    void remember(Path file) {
        commands.remember(file);
    }

    /// Takes what was kept, if anything was.
    void recall(Path file) {
        commands.recall(file);
        // The panel in front came there before there was anything to recall.
        bringToFront();
    }

    /// Who opens pages in the system's browser.
    void onBrowse(Browser browser) {
        panels.reporting().onBrowse(browser);
    }

    void saveWorkspace(Path file) {
        commands.saveWorkspace(file);
    }

    void pushStore(Path store) {
        model.panelProperty().set(PanelId.WAREHOUSE);
        panels.warehouse().push(store);
    }

    void exportTo(Path file) {
        panels.exploring().export(file);
    }

    /// Keys work from the start, and no button of the header wears a focus ring.
    void focus() {
        focusPanel();
    }

    /// Whether no panel has anything to lose, or the person lets it go.
    boolean mayClose() {
        return panels.views().values().stream().allMatch(PanelView::mayClose);
    }

    void close() {
        status.stop();
        commands.waiting().close();
        panels.all().forEach(PanelView::close);
        panels.logFormat().close();
        disk.shutdown();
    }
}
