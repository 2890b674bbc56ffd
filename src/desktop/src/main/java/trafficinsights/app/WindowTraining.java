package trafficinsights.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import trafficinsights.cli.DemoCommand;
import trafficinsights.ui.shell.LaunchOptions;
import trafficinsights.ui.shell.WorkbenchWindow;

/// Opens the window on JavaFX's headless platform, as a start does, lets a demo run through it and
/// looks at every panel. What differs between screens (their own classes of JavaFX) is not trained.
final class WindowTraining {
    private static final List<String> PANELS =
            List.of(
                    "generate",
                    "investigate",
                    "explore",
                    "warehouse",
                    "reports",
                    "health",
                    "settings",
                    "live",
                    "home");

    /// For a panel to be laid out and drawn.
    private static final long LOOK_MILLIS = 300;

    private static final long PATIENCE_SECONDS = 30;

    private WindowTraining() {}

    /// @param state a folder for what the window remembers
    static void run(Path state) throws IOException, InterruptedException {
        Files.createDirectories(state);
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
        try {
            open(state);
        } finally {
            // Without it a failure would leave JavaFX's thread, and with it the build, waiting.
            Platform.exit();
        }
    }

    private static void open(Path state) throws InterruptedException {
        WorkbenchWindow window =
                onFx(() -> {
                    WorkbenchWindow opened =
                            new WorkbenchWindow(
                                    new Stage(),
                                    Main.services(),
                                    new LaunchOptions(
                                            Optional.of(DemoCommand.SCENARIO),
                                            0,
                                            List.of(),
                                            state));
                    opened.show();
                    return opened;
                });
        Thread.sleep(2 * LOOK_MILLIS);
        for (String panel : PANELS) {
            onFx(() -> turnTo(window, panel));
            Thread.sleep(LOOK_MILLIS);
        }
        onFx(() -> {
            window.close();
            return window;
        });
    }

    private static boolean turnTo(WorkbenchWindow window, String panel) {
        if (window.stage().getScene().lookup("#nav-" + panel) instanceof ToggleButton button) {
            button.fire();
            return true;
        }
        throw new IllegalStateException(
                "the window has no panel " + panel.toUpperCase(Locale.ROOT));
    }

    private static <T> T onFx(Callable<T> task) throws InterruptedException {
        FutureTask<T> asked = new FutureTask<>(task);
        Platform.runLater(asked);
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the window could not be trained", failed);
        }
    }
}
