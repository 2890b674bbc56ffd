package trafficinsights.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import trafficinsights.cli.DemoCommand;
import trafficinsights.cli.WorkbenchCommand;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.explore.Explorations;
import trafficinsights.run.explore.SqlHistory;
import trafficinsights.run.push.WarehouseProfiles;
import trafficinsights.run.scenario.Scenarios;
import trafficinsights.ui.shell.LaunchOptions;
import trafficinsights.ui.shell.NoDisplayException;
import trafficinsights.ui.shell.WorkbenchServices;
import trafficinsights.ui.shell.WorkbenchWindow;
import trafficinsights.ui.warehouse.WarehouseAccess;

/// Program start. Without arguments, with `demo`, or with files only: the window. Else the command
/// line.
public final class Main {
    private static final int NO_DISPLAY = 1;

    /// Event seconds in a second of the clock: the demo's half hour passes in a minute.
    private static final double DEMO_SPEED = 30;

    /// How the names of scenario files end; the setup for Windows ties the first one to this
    /// program.

    private Main() {}

    public static void main(String[] arguments) {
        Logging.configure();
        System.exit(run(arguments));
    }

    /// @return the exit code
    static int run(String... arguments) {
        if (arguments.length == 0) {
            return window(LaunchOptions.none());
        }
        if (arguments[0].equals("demo") && !isHelp(arguments)) {
            return demo(arguments);
        }
        if (areFiles(arguments)) {
            return window(
                    new LaunchOptions(
                            Optional.empty(),
                            0,
                            Arrays.stream(arguments).map(Path::of).toList(),
                            null));
        }
        return WorkbenchCommand.execute(arguments);
    }

    private static boolean isHelp(String[] arguments) {
        return Arrays.stream(arguments).anyMatch(a -> a.equals("--help") || a.equals("-h"));
    }

    /// As Windows starts a program for files that were dropped on it.
    private static boolean areFiles(String[] arguments) {
        return Arrays.stream(arguments)
                .allMatch(a ->
                        !a.startsWith("-")
                                && (Files.isRegularFile(Path.of(a)) || isRun(Path.of(a))));
    }

    /// Any other folder may have the name of a command.
    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve("analytics_report.json"))
                || Files.isRegularFile(folder.resolve("run.yaml"));
    }

    private static int demo(String[] arguments) {
        LaunchOptions playing =
                new LaunchOptions(Optional.of(DemoCommand.SCENARIO), DEMO_SPEED, List.of(), null);
        try {
            WorkbenchWindow.launch(services(), playing);
            return 0;
        } catch (NoDisplayException e) {
            return WorkbenchCommand.execute(arguments);
        }
    }

    private static int window(LaunchOptions options) {
        try {
            WorkbenchWindow.launch(services(), options);
            return 0;
        } catch (NoDisplayException e) {
            System.err.println(
                    "workbench: no display found, so no window can open."
                            + " `workbench help` lists the commands.");
            return NO_DISPLAY;
        }
    }

    static WorkbenchServices services() {
        return new WorkbenchServices(
                Runs::start,
                Runs::resume,
                Scenarios::builtIn,
                Scenarios::describe,
                Explorations::open,
                SqlHistory::ofUser,
                WarehouseAccess.of(WarehouseProfiles.ofUser()));
    }
}
