package trafficinsights.ui;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.run.home.UserFolder;
import trafficinsights.ui.shell.LaunchOptions;
import trafficinsights.ui.shell.WorkbenchWindow;

/// Opens the real window with runs that a test scripts, and closes it.
abstract class WindowTest extends ApplicationTest {
    /// Two of these tests run at a time, on machines that are busy: a longer wait costs only what
    /// fails.
    static final int PATIENCE_SECONDS = 40;

    /// The panels, as the ids of their buttons and nodes name them.
    static final List<String> PANELS =
            List.of(
                    "home",
                    "generate",
                    "live",
                    "investigate",
                    "explore",
                    "warehouse",
                    "reports",
                    "health",
                    "settings");

    final Path state = newFolder();

    final FakeServices fake = new FakeServices();

    /// The pages and files that the window opened outside itself.
    final List<URI> browsed = new CopyOnWriteArrayList<>();

    @Nullable WorkbenchWindow window;

    /// That of the tests without a window.
    private @Nullable String userFolder;

    /// Held weakly: tests look whether closed windows are let go.
    private final Set<Scene> scenes = Collections.newSetFromMap(new WeakHashMap<>());

    private static Path newFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "workbench-ui-" + System.nanoTime());
    }

    @Override
    public void start(Stage stage) {
        // What the program remembers of one test is not known in the next, or in the next build.
        userFolder = System.setProperty(UserFolder.PROPERTY, state.resolve("user").toString());
        window = open(stage, state);
    }

    final WorkbenchWindow open(Stage stage, Path folder) {
        WorkbenchWindow opened =
                new WorkbenchWindow(
                        stage,
                        fake.services(),
                        new LaunchOptions(Optional.empty(), 0, List.of(), folder));
        // As the program does: before there is a scene.
        opened.onBrowse(browsed::add);
        opened.show();
        scenes.add(stage.getScene());
        // The screen of the headless platform is smaller than the default window.
        stage.setX(0);
        stage.setY(0);
        return opened;
    }

    @AfterEach
    void close() throws IOException {
        interact(() -> window().close());
        // A field that still has the focus in a closed window lets its caret blink for ever, and
        // every
        // window of this process draws with it.
        interact(() -> scenes.forEach(scene -> scene.setRoot(new Pane())));
        scenes.clear();
        if (userFolder == null) {
            System.clearProperty(UserFolder.PROPERTY);
        } else {
            System.setProperty(UserFolder.PROPERTY, userFolder);
        }
        delete(state);
        delete(fake.profileFolder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> within = Files.walk(folder)) {
                for (Path path : within.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    final WorkbenchWindow window() {
        return Objects.requireNonNull(window, "start was not called");
    }

    final void until(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE_SECONDS,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.asyncFx(condition).get());
        } catch (TimeoutException late) {
            throw new AssertionError(
                    "did not come within %d s: %s".formatted(PATIENCE_SECONDS, what), late);
        }
    }

    /// Looks into the window on its own thread: beside it, lists change while they are read.
    static <T> T onFx(Callable<T> look) {
        try {
            return Platform.isFxApplicationThread()
                    ? look.call()
                    : WaitForAsyncUtils.waitForAsyncFx(10_000, look);
        } catch (Exception e) {
            throw new AssertionError("could not be looked up", e);
        }
    }

    final String text(String id) {
        return onFx(() -> ((Labeled) lookup(id).query()).getText());
    }

    final boolean shows(String id) {
        return onFx(() -> isShown(id));
    }

    private boolean isShown(String id) {
        Node node = lookup(id).query();
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }

    final void startDemo() {
        interact(() -> window().model().startScenario("bad-deploy", 60));
        until("a run", () -> !fake.runs.isEmpty());
    }

    final int windowsShown() {
        return lookup("#livePanel .number-value").queryAll().size();
    }
}
