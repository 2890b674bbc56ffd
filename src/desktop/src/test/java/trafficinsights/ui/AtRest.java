package trafficinsights.ui;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.IncidentList;
import trafficinsights.ui.shell.WorkbenchWindow;
import trafficinsights.ui.warehouse.ScriptedWarehouse;

/// Opens every panel with something to show, and prints what each view takes of a core once nobody
/// touches it: 5 s after it came to the front, over the 10 s after that.
///
/// `./mvnw -q -Pat-rest test-compile`, `-Dat-rest.arguments=health` for the views of one panel. Its
/// exit code is 1 when a view takes 2 % or more.
public final class AtRest {
    private static final String NAV = "nav-";
    private static final double MOST_PERCENT = 2;
    private static final long REST_MILLIS = 5_000;
    private static final long MEASURED_MILLIS = 10_000;

    /// What brings each view to the front, by the ids of its buttons.
    private static final List<List<String>> VIEWS =
            List.of(
                    List.of("nav-home"),
                    List.of("nav-generate", "page-RUN"),
                    List.of("nav-generate", "page-SCENARIO"),
                    List.of("nav-generate", "page-TEXT"),
                    List.of("nav-generate", "page-WHAT_IF"),
                    List.of("nav-live", "lower-LANES"),
                    List.of("nav-live", "lower-HEAT"),
                    List.of("nav-live", "lower-SMALL"),
                    List.of("nav-live", "lower-CHARTS"),
                    List.of("nav-investigate", "showScorecard"),
                    List.of("nav-investigate", "showChange"),
                    List.of("nav-explore", "showChart"),
                    List.of("nav-explore", "showGrid"),
                    List.of("nav-warehouse", "showTables"),
                    List.of("nav-warehouse", "showDoctor"),
                    List.of("nav-reports"),
                    List.of("nav-health"),
                    List.of("nav-settings"));

    private final OperatingSystemMXBean process =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final WorkbenchWindow window;

    private AtRest(WorkbenchWindow window) {
        this.window = window;
    }

    /// @param arguments names of panels whose views are measured; without any, all are
    public static void main(String[] arguments) throws Exception {
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
        Path state = Files.createTempDirectory("at-rest");
        Path requests = requests(state.resolve("requests"));
        WorkbenchWindow opened =
                onFx(() -> {
                    WorkbenchWindow made =
                            Screenshots.windowOf(
                                    new Stage(), state, new ScriptedWarehouse(state).ofVersion(2));
                    made.show();
                    return made;
                });
        boolean isWell = false;
        try {
            isWell = new AtRest(opened).measureAll(requests, Set.of(arguments));
        } finally {
            onFx(() -> {
                opened.close();
                return opened;
            });
            Platform.exit();
        }
        System.exit(isWell ? 0 : 1);
    }

    private static Path requests(Path out) throws InterruptedException {
        RunSource source =
                new RunSource.Generated(
                        "slow-server", OptionalLong.of(300_000), OptionalLong.empty());
        RunSpec spec =
                RunSpec.inMemory(source).withOut(out).withRequests(RunSpec.RequestOutput.PARQUET);
        try (Run run = Runs.start(spec)) {
            run.await();
        }
        return out.resolve("request_logs.parquet");
    }

    private boolean measureAll(Path requests, Set<String> panels) throws Exception {
        fill(requests);
        // The first visit draws what the later ones find: none of that is rest.
        for (List<String> view : VIEWS) {
            open(view);
            Thread.sleep(1_500);
        }
        System.out.println("view, percent of a core, pulses a second");
        double most = 0;
        for (List<String> view : VIEWS) {
            if (!panels.isEmpty() && !panels.contains(view.getFirst().substring(NAV.length()))) {
                continue;
            }
            open(view);
            most = Math.max(most, measure(String.join(" ", view)));
        }
        System.out.printf(Locale.ROOT, "most: %.2f %% (at most %.0f)%n", most, MOST_PERCENT);
        return most < MOST_PERCENT;
    }

    /// A run that has ended, an answer in Investigate, and rows in Explore.
    private void fill(Path requests) throws Exception {
        onFx(() -> {
            window.model().startScenario("slow-server", 0);
            return window;
        });
        Thread.sleep(500);
        while (onFx(() -> window.model().current().working().get())) {
            Thread.sleep(100);
        }
        open(List.of("nav-investigate"));
        Thread.sleep(2_000);
        onFx(() -> {
            if (scene().lookup("#investigatePanel .incidents") instanceof IncidentList list) {
                list.chooseNewest(0);
                list.open();
            }
            window.explore(List.of(requests));
            return window;
        });
        Thread.sleep(10_000);
    }

    private void open(List<String> buttons) throws Exception {
        for (String id : buttons) {
            onFx(() -> {
                if (!(scene().lookup("#" + id) instanceof ButtonBase button)) {
                    throw new IllegalStateException("no button " + id);
                }
                button.fire();
                return button;
            });
        }
    }

    private double measure(String view) throws Exception {
        Thread.sleep(REST_MILLIS);
        AtomicInteger pulses = new AtomicInteger();
        Runnable count = pulses::incrementAndGet;
        onFx(() -> {
            scene().addPreLayoutPulseListener(count);
            return count;
        });
        long cpuNanos = process.getProcessCpuTime();
        long nanos = System.nanoTime();
        Thread.sleep(MEASURED_MILLIS);
        double taken = process.getProcessCpuTime() - cpuNanos;
        double passed = System.nanoTime() - nanos;
        double percent = 100 * taken / passed;
        double pulsesPerSecond = pulses.get() * 1e9 / passed;
        onFx(() -> {
            scene().removePreLayoutPulseListener(count);
            return count;
        });
        System.out.printf(Locale.ROOT, "%s, %.2f, %.1f%n", view, percent, pulsesPerSecond);
        return percent;
    }

    private Scene scene() {
        return window.stage().getScene();
    }

    private static <T> T onFx(Callable<T> task) throws Exception {
        FutureTask<T> asked = new FutureTask<>(task);
        Platform.runLater(asked);
        return asked.get();
    }
}
