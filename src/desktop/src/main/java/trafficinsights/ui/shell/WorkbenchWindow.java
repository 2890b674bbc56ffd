package trafficinsights.ui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.home.UserFolder;
import trafficinsights.ui.common.Browser;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Recents;
import trafficinsights.ui.common.SavedBar;
import trafficinsights.ui.common.Theme;
import trafficinsights.ui.investigate.RunsModel;
import trafficinsights.ui.live.RejectsModel;
import trafficinsights.ui.settings.Settings;

/// The program's window: opens it, remembers its place, and ends its threads with it.
public final class WorkbenchWindow {
    /// What the panels showed when the window was closed.
    private static final String LAST = "last" + FileTarget.WORKSPACE_ENDING;

    private static @Nullable Start pending;

    private final Stage stage;
    private final Path folder;
    private final ShellViewModel model;
    private final ShellController shell;
    private final LaunchOptions options;
    private WindowState placed;

    private record Start(WorkbenchServices services, LaunchOptions options) {}

    /// Opens the window and returns when it was closed. Once in the life of a process.
    ///
    /// @throws NoDisplayException when no window can be opened here; nothing was started then
    public static void launch(WorkbenchServices services, LaunchOptions options) {
        requireDisplay();
        pending = new Start(services, options);
        try {
            Application.launch(WorkbenchApplication.class);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError | NoClassDefFoundError none) {
            throw new NoDisplayException("No display could be opened: " + none.getMessage(), none);
        } catch (RuntimeException failed) {
            if (isDisplayMissing(failed)) {
                throw new NoDisplayException(
                        "No display could be opened: " + failed.getMessage(), failed);
            }
            throw failed;
        }
    }

    /// GTK without a display takes the whole process down: this has to be seen before it is asked.
    private static void requireDisplay() {
        boolean isLinux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        boolean isHeadlessGlass = "Headless".equals(System.getProperty("glass.platform"));
        if (isLinux
                && !isHeadlessGlass
                && isBlank(System.getenv("DISPLAY"))
                && isBlank(System.getenv("WAYLAND_DISPLAY"))) {
            throw new NoDisplayException("No display: neither DISPLAY nor WAYLAND_DISPLAY is set.");
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static boolean isDisplayMissing(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof UnsatisfiedLinkError
                    || message.contains("Unable to open DISPLAY")
                    || message.contains("No toolkit found")
                    || message.contains("Error initializing QuantumRenderer")) {
                return true;
            }
        }
        return false;
    }

    /// The window in a stage of its own; nothing shows until [#show()]. FX thread.
    public WorkbenchWindow(Stage stage, WorkbenchServices services, LaunchOptions options) {
        this.stage = stage;
        this.options = options;
        Path given = options.stateFolder();
        folder = given == null ? UserFolder.path() : given;
        placed = WindowState.load(folder);
        CurrentRun current = new CurrentRun(services.startRun(), Platform::runLater);
        Settings settings = new Settings(folder);
        model =
                new ShellViewModel(
                        services,
                        current,
                        settings,
                        Platform.getPreferences()
                                .colorSchemeProperty()
                                .map(WorkbenchWindow::theme));
        model.panelProperty().set(placed.panel());
        model.navigationCollapsedProperty().set(placed.isNavigationCollapsed());
        Theme.loadFonts();
        shell = new ShellController(model, new Recents(folder));
    }

    public void show() {
        Scene scene = new Scene(shell.root(), placed.width(), placed.height());
        shell.attach(scene);
        stage.setScene(scene);
        stage.setTitle("Traffic Insights Workbench");
        stage.setMinWidth(Math.min(WindowState.LEAST_WIDTH, screen().getWidth()));
        stage.setMinHeight(Math.min(WindowState.LEAST_HEIGHT, screen().getHeight()));
        place();
        stage.setOnCloseRequest(event -> {
            if (shell.mayClose()) {
                close();
            } else {
                event.consume();
            }
        });
        stage.show();
        shell.recall(folder.resolve(LAST));
        shell.focus();
        shell.begin(options);
    }

    private static Theme theme(ColorScheme scheme) {
        return scheme == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
    }

    private static Rectangle2D screen() {
        return Screen.getPrimary().getVisualBounds();
    }

    /// Where it was, as far as a screen still covers that place.
    private void place() {
        stage.setWidth(Math.min(placed.width(), screen().getWidth()));
        stage.setHeight(Math.min(placed.height(), screen().getHeight()));
        List<Screen> covering =
                Double.isNaN(placed.x()) || Double.isNaN(placed.y())
                        ? List.of()
                        : Screen.getScreensForRectangle(placed.x(), placed.y(), placed.width(), 40);
        if (!covering.isEmpty()) {
            stage.setX(placed.x());
            stage.setY(placed.y());
        }
        stage.setMaximized(placed.isMaximized());
    }

    /// Saves the window's place, cancels the run and ends every thread.
    public void close() {
        boolean isMaximized = stage.isMaximized();
        placed =
                new WindowState(
                        isMaximized ? placed.x() : stage.getX(),
                        isMaximized ? placed.y() : stage.getY(),
                        isMaximized ? placed.width() : stage.getWidth(),
                        isMaximized ? placed.height() : stage.getHeight(),
                        isMaximized,
                        model.panelProperty().get(),
                        model.navigationCollapsedProperty().get());
        placed.save(folder);
        shell.remember(folder.resolve(LAST));
        shell.close();
        model.current().close();
        model.close();
    }

    /// Opens files where they belong, as a drop on the window does.
    public void open(List<Path> files) {
        shell.open(files);
    }

    /// Opens files in Explore, and goes there.
    public void explore(List<Path> files) {
        shell.explore(files);
    }

    /// Asks in Explore what the columns of a CSV file are.
    public void importCsv(Path file) {
        shell.importCsv(file);
    }

    /// Asks how logs are read.
    ///
    /// @param logs at least one; the first is previewed
    public void setLogFormat(List<Path> logs) {
        shell.setLogFormat(logs);
    }

    /// The run compared with another one, in Investigate.
    public RunsModel comparing() {
        return shell.comparing();
    }

    /// The lines that the run at hand could not read.
    public RejectsModel rejects() {
        return shell.rejects();
    }

    /// Writes the rows that Explore shows to a file, as its button does.
    public void exportTo(Path file) {
        shell.exportTo(file);
    }

    /// Sets what opens pages and files; nothing does at first. May be called before [#show()].
    public void onBrowse(Browser browser) {
        shell.onBrowse(browser);
        SavedBar.setBrowser(stage, browser);
    }

    /// Keeps what the window shows in a workspace file.
    public void saveWorkspace(Path file) {
        shell.saveWorkspace(file);
    }

    /// Pushes a store into the warehouse that is chosen, as the button does.
    public void pushStore(Path store) {
        shell.pushStore(store);
    }

    public Stage stage() {
        return stage;
    }

    public ShellViewModel model() {
        return model;
    }

    /// For [Application#launch]; not part of the public face, but FX must be able to make one.
    public static final class WorkbenchApplication extends Application {
        private @Nullable WorkbenchWindow window;

        @Override
        public void start(Stage stage) {
            Start start = Objects.requireNonNull(pending, "launch was not called");
            window = new WorkbenchWindow(stage, start.services(), start.options());
            window.onBrowse(
                    new SystemBrowser(uri -> getHostServices().showDocument(uri.toString())));
            window.show();
            WindowStart.watch(stage.getScene(), window.model::tellStart);
        }
    }
}
