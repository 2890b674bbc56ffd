package trafficinsights.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.pipeline.Explorations;
import trafficinsights.pipeline.Run;
import trafficinsights.pipeline.RunSource;
import trafficinsights.pipeline.RunSpec;
import trafficinsights.pipeline.Runs;
import trafficinsights.pipeline.ScenarioInfo;
import trafficinsights.pipeline.Scenarios;
import trafficinsights.pipeline.SqlHistory;
import trafficinsights.ui.common.IncidentList;
import trafficinsights.ui.common.Png;
import trafficinsights.ui.shell.LaunchOptions;
import trafficinsights.ui.shell.WorkbenchServices;
import trafficinsights.ui.shell.WorkbenchWindow;
import trafficinsights.ui.warehouse.ScriptedWarehouse;
import trafficinsights.ui.warehouse.WarehouseAccess;

/// Writes pictures of each panel, light and dark, at two sizes, into a folder.
///
/// Needs a screen of at least 1920×1080: `xvfb-run -s "-screen 0 1920x1080x24"`, profile
/// `screenshots`. Longer than 400 lines: a step for each picture.
public final class Screenshots {
    private static final String[] SIZES = {"1280x720", "1920x1080"};

    private final Path folder;
    private final Path state;
    private final WarehouseAccess warehouse;

    private Screenshots(Path folder) throws IOException {
        this.folder = folder;
        state = Files.createTempDirectory("screenshots");
        Files.writeString(
                state.resolve("warehouse-profiles.ini"),
                """
                [lab]
                server = 127.0.0.1,1433

                [production]
                server = F2D2\\SQLEXPRESS
                """);
        warehouse = new ScriptedWarehouse(state).ofVersion(2).withRealDoctor();
    }

    /// @param arguments the folder for the pictures, `live` or `explore` for that panel alone,
    ///   `runs` for runs side by side and those that stopped, and sizes (`1024x640`) unless the
    ///   usual two
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
        String[] sizes =
                arguments.length > 1 ? Arrays.copyOfRange(arguments, 1, arguments.length) : SIZES;
        new Screenshots(folder).takeAll(sizes);
        Platform.exit();
    }

    private void takeAll(String[] sizes) throws Exception {
        if (sizes.length > 0 && List.of("live", "explore").contains(sizes[0])) {
            for (String text :
                    sizes.length > 1 ? Arrays.copyOfRange(sizes, 1, sizes.length) : SIZES) {
                if (sizes[0].equals("live")) {
                    live(size(text));
                } else {
                    explore(size(text));
                }
            }
            return;
        }
        if (sizes.length > 0 && sizes[0].equals("runs")) {
            for (String text :
                    sizes.length > 1 ? Arrays.copyOfRange(sizes, 1, sizes.length) : SIZES) {
                runs(size(text));
            }
            return;
        }
        for (String text : sizes) {
            int[] size = size(text);
            WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
            Thread.sleep(800);
            both(window, "home-empty", size);
            onFx(() -> press(window, "live"));
            both(window, "live-empty", size);
            onFx(() -> press(window, "investigate"));
            one(window, "investigate-empty", size);
            onFx(() -> press(window, "explore"));
            one(window, "explore-empty", size);
            onFx(() -> press(window, "generate"));
            both(window, "generate", size);
            onFx(() -> chooseScenario(window, "Bad deploy"));
            onFx(() -> click(window, "#page-SCENARIO"));
            Thread.sleep(500);
            both(window, "generate-editor", size);
            warehouse(window, size);
            onFx(() -> press(window, "reports"));
            one(window, "reports-empty", size);
            onFx(() -> press(window, "settings"));
            both(window, "settings", size);
            onFx(() -> {
                window.model().startScenario("slow-server", 0);
                return window;
            });
            awaitEnd(window);
            both(window, "live", size);
            onFx(() -> zoom(window));
            one(window, "live-zoomed", size);
            onFx(() -> fire(window, "#resetZoom"));
            lower(window, size);
            onFx(() -> press(window, "investigate"));
            Thread.sleep(900);
            onFx(() -> askAboutNewest(window));
            awaitWork(window);
            Thread.sleep(500);
            both(window, "investigate", size);
            onFx(() -> click(window, "#showScorecard"));
            both(window, "scorecard", size);
            compare(window, size);
            onFx(() -> press(window, "reports"));
            Thread.sleep(900);
            both(window, "reports", size);
            onFx(() -> press(window, "health"));
            Thread.sleep(6_000);
            both(window, "health", size);
            onFx(() -> {
                window.explore(List.of(requests()));
                return window;
            });
            awaitRows(window);
            both(window, "explore", size);
            onFx(() -> filterAndAsk(window));
            Thread.sleep(2500);
            one(window, "explore-sql", size);
            charts(window, size);
            importCsv(window, size);
            home(window, size);
            onFx(() -> press(window, "live"));
            onFx(() -> click(window, "#span-ALL"));
            Thread.sleep(900);
            onFx(() -> point(window));
            one(window, "live-tooltip", size);
            onFx(() -> {
                window.stage().getScene().lookup("#keysOverlay").setVisible(true);
                return window;
            });
            one(window, "keys", size);
            onFx(() -> close(window));
        }
    }

    private static int[] size(String text) {
        return Arrays.stream(text.split("x", 2)).mapToInt(Integer::parseInt).toArray();
    }

    /// The Live panel alone.
    private void live(int[] size) throws Exception {
        WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
        Thread.sleep(800);
        onFx(() -> {
            window.model().startScenario("slow-server", 0);
            return window;
        });
        awaitEnd(window);
        both(window, "live", size);
        lower(window, size);
        onFx(() -> close(window));
    }

    /// The Explore panel alone.
    private void explore(int[] size) throws Exception {
        WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
        onFx(() -> {
            window.explore(List.of(requests()));
            return window;
        });
        awaitRows(window);
        both(window, "explore", size);
        onFx(() -> filterAndAsk(window));
        Thread.sleep(2_500);
        charts(window, size);
        importCsv(window, size);
        rejects(window, size);
        onFx(() -> close(window));
    }

    /// A log with lines that cannot be read.
    private void rejects(WorkbenchWindow window, int[] size) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append(
                    i % 700 == 5
                            ? "-- log rotated by hand --\n"
                            : "10.1.2.3 - - [22/Nov/2026:20:%02d:%02d +0000] \"GET /api/v1/items HTTP/1.1\" %s 512 \"-\" \"curl\"\n"
                                    .formatted(i / 60 % 60, i % 60, i % 450 == 7 ? "2x0" : "200"));
        }
        Path file = Files.writeString(state.resolve("edge.log"), text.toString());
        onFx(() -> {
            window.model().openLogs(List.of(file));
            return window;
        });
        awaitEnd(window);
        onFx(() -> click(window, "#liveRejectsShow"));
        both(window, "live-rejects", size);
        onFx(() -> click(window, "#liveRejectsShow"));
    }

    /// The chart of a result, and then each kind of the rows.
    private void charts(WorkbenchWindow window, int[] size) throws Exception {
        onFx(() -> click(window, "#showChart"));
        Thread.sleep(1_500);
        one(window, "explore-chart-sql", size);
        onFx(() -> fire(window, "#backToRows"));
        Thread.sleep(2_500);
        onFx(() -> choose(window, "#chartY", "latency_us"));
        onFx(() -> choose(window, "#chartAggregate", Aggregate.P95));
        onFx(() -> choose(window, "#chartBy", "region"));
        Thread.sleep(4_000);
        both(window, "explore-chart", size);
        onFx(() -> click(window, "#chart-BARS"));
        onFx(() -> choose(window, "#chartX", "server"));
        Thread.sleep(2_500);
        one(window, "explore-chart-bars", size);
        onFx(() -> click(window, "#chart-HISTOGRAM"));
        onFx(() -> choose(window, "#chartX", "latency_us"));
        Thread.sleep(2_500);
        one(window, "explore-chart-histogram", size);
        onFx(() -> click(window, "#chart-POINTS"));
        onFx(() -> choose(window, "#chartX", "bytes"));
        onFx(() -> choose(window, "#chartY", "latency_us"));
        Thread.sleep(2_500);
        one(window, "explore-chart-points", size);
        onFx(() -> click(window, "#showGrid"));
    }

    @SuppressWarnings("unchecked")
    private static WorkbenchWindow choose(WorkbenchWindow window, String id, Object value) {
        if (window.stage().getScene().lookup(id) instanceof ComboBox<?> box) {
            ((ComboBox<Object>) box).setValue(value);
        }
        return window;
    }

    /// The other views of its lower half, and all of it about one server.
    private void lower(WorkbenchWindow window, int[] size) throws Exception {
        onFx(() -> click(window, "#lower-LANES"));
        Thread.sleep(500);
        both(window, "live-lanes", size);
        onFx(() -> click(window, "#lower-HEAT"));
        Thread.sleep(500);
        both(window, "live-heat", size);
        onFx(() -> click(window, "#lower-SMALL"));
        Thread.sleep(500);
        both(window, "live-small", size);
        onFx(() -> fire(window, ".small-chart"));
        onFx(() -> click(window, "#lower-LANES"));
        Thread.sleep(500);
        one(window, "live-filtered", size);
        onFx(() -> fire(window, "#liveFilter"));
        onFx(() -> click(window, "#lower-CHARTS"));
    }

    /// The slow server's run against one where nothing fails, and their incidents.
    private void compare(WorkbenchWindow window, int[] size) throws Exception {
        onFx(() -> {
            window.comparing().compareWith(List.of("steady"));
            return window;
        });
        Thread.sleep(500);
        while (onFx(() -> window.comparing().work().workingProperty().get())) {
            Thread.sleep(100);
        }
        Thread.sleep(1_500);
        both(window, "compare", size);
        onFx(() -> click(window, "#runs-INCIDENTS"));
        one(window, "compare-incidents", size);
        onFx(() -> click(window, "#runs-FIGURES"));
        onFx(() -> fire(window, "#leaveRuns"));
    }

    /// Investigate with two runs, and Home with a run that stopped.
    private void runs(int[] size) throws Exception {
        WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
        Thread.sleep(800);
        stopARun(window);
        onFx(() -> press(window, "live"));
        onFx(() -> press(window, "home"));
        Thread.sleep(1_500);
        both(window, "home-stopped", size);
        onFx(() -> press(window, "generate"));
        onFx(() -> chooseScenario(window, "Slow server"));
        onFx(() -> click(window, "#page-SCENARIO"));
        Thread.sleep(500);
        both(window, "generate-regions", size);
        onFx(() -> {
            window.model().startScenario("slow-server", 0);
            return window;
        });
        awaitEnd(window);
        onFx(() -> press(window, "investigate"));
        Thread.sleep(900);
        compare(window, size);
        onFx(() -> press(window, "health"));
        Thread.sleep(4_000);
        both(window, "health", size);
        onFx(() -> close(window));
    }

    private void stopARun(WorkbenchWindow window) throws Exception {
        onFx(() -> {
            window.model()
                    .current()
                    .start(
                            RunSpec.inMemory(
                                            new RunSource.Generated(
                                                    "slow-server",
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty()))
                                    .withOut(state.resolve("run-42"))
                                    .withSpeed(60),
                            "Slow server");
            return window;
        });
        Thread.sleep(2_000);
        onFx(() -> {
            window.model().current().cancel();
            return window;
        });
        Thread.sleep(2_000);
    }

    /// A file whose columns are not certain: German words, a decimal comma, a row without a time.
    private void importCsv(WorkbenchWindow window, int[] size) throws Exception {
        StringBuilder text = new StringBuilder("Zeitpunkt;Dienst;Antwort;Dauer;Pfad;Menge;Notiz\n");
        for (int i = 0; i < 400; i++) {
            text.append(
                    "02.03.2026 08:%02d:%02d;eu-%d;%d;%d,%d;/api/v1/items/%d;%d;\n"
                            .formatted(
                                    i / 60,
                                    i % 60,
                                    1 + i % 4,
                                    i % 40 == 0 ? 503 : 200,
                                    20 + i * 7 % 90,
                                    i % 10,
                                    i % 30,
                                    900 + i * 13 % 4_000));
        }
        text.append("unbekannt;eu-1;200;18,0;/api/v1/items;950;ohne Zeit\n");
        Path file = Files.writeString(state.resolve("export.csv"), text.toString());
        onFx(() -> {
            window.importCsv(file);
            return window;
        });
        Thread.sleep(1_500);
        both(window, "import", size);
        onFx(() -> fire(window, "#importCancel"));
    }

    private void home(WorkbenchWindow window, int[] size) throws Exception {
        onFx(() -> press(window, "home"));
        both(window, "home", size);
        onFx(() -> fire(window, "#openPalette"));
        both(window, "palette", size);
        onFx(() -> key(window, KeyCode.ESCAPE, "#paletteField"));
        onFx(() -> fire(window, "#startGuide"));
        Thread.sleep(28_000);
        onFx(() -> fire(window, "#demoNext"));
        onFx(() -> fire(window, "#statusTasks"));
        one(window, "tasks", size);
        onFx(() -> fire(window, "#statusTasks"));
        both(window, "demo", size);
        onFx(() -> fire(window, "#demoClose"));
    }

    private static WorkbenchWindow key(WorkbenchWindow window, KeyCode code, String id) {
        Event.fireEvent(
                window.stage().getScene().lookup(id),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        return window;
    }

    /// The doctor is the real one, before a port that nobody listens at; the tables are a script's.
    private void warehouse(WorkbenchWindow window, int[] size) throws Exception {
        onFx(() -> press(window, "warehouse"));
        one(window, "warehouse-empty", size);
        onFx(() -> fire(window, "#examine"));
        Thread.sleep(6_000);
        both(window, "warehouse-doctor", size);
        onFx(() -> click(window, "#showTables"));
        onFx(() -> fire(window, "#refresh"));
        Thread.sleep(500);
        onFx(() -> {
            window.pushStore(Path.of("traffic.duckdb"));
            return window;
        });
        Thread.sleep(1_000);
        both(window, "warehouse-tables", size);
        onFx(() -> click(window, "#showReports"));
        onFx(() -> fire(window, "#loadReports"));
        one(window, "warehouse-reports", size);
        onFx(() -> click(window, "#showDoctor"));
        onFx(() -> fire(window, "#editProfile"));
        one(window, "warehouse-profile", size);
        onFx(() -> fire(window, "#cancelProfile"));
    }

    private static WorkbenchWindow fire(WorkbenchWindow window, String id) {
        if (window.stage().getScene().lookup(id) instanceof Button button) {
            button.fire();
        }
        return window;
    }

    /// The pictures show what the program really makes of a scenario, so they wait for its end.
    private static void awaitEnd(WorkbenchWindow window) throws Exception {
        Thread.sleep(500);
        while (onFx(() -> window.model().current().working().get())) {
            Thread.sleep(100);
        }
        Thread.sleep(1500);
    }

    private static void awaitWork(WorkbenchWindow window) throws Exception {
        Thread.sleep(500);
        while (onFx(() -> window.stage().getScene().lookup("#ask").isDisabled())) {
            Thread.sleep(100);
        }
    }

    /// Requests of a scenario, as its Parquet file has them.
    private Path requests() throws Exception {
        Path out = state.resolve("requests");
        if (!Files.isDirectory(out)) {
            try (Run run =
                    Runs.start(
                            RunSpec.inMemory(
                                            new RunSource.Generated(
                                                    "slow-server",
                                                    OptionalLong.of(1_000_000),
                                                    OptionalLong.empty()))
                                    .withOut(out)
                                    .withRequests(RunSpec.RequestOutput.PARQUET))) {
                run.await();
            }
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void awaitRows(WorkbenchWindow window) throws Exception {
        Thread.sleep(1000);
        while (onFx(
                () ->
                        window.stage().getScene().lookup("#exploreLooking").isVisible()
                                || window.stage().getScene().lookup("#exploreWork").isVisible())) {
            Thread.sleep(200);
        }
        Thread.sleep(8000);
    }

    /// A filter by the first value of a head, and SQL over the rows.
    private static WorkbenchWindow filterAndAsk(WorkbenchWindow window) {
        Scene scene = window.stage().getScene();
        if (scene.lookup("#showConsole") instanceof ToggleButton console
                && scene.lookup("#sqlText") instanceof TextArea text
                && scene.lookup("#runSql") instanceof Button run) {
            console.fire();
            text.setText(
                    "SELECT status, count(*) AS requests, round(avg(latency_us)) AS mean_us\nFROM data\nGROUP BY status\nORDER BY requests DESC");
            run.fire();
        }
        return window;
    }

    /// As a double click on the newest incident does.
    private static WorkbenchWindow askAboutNewest(WorkbenchWindow window) {
        if (window.stage().getScene().lookup("#investigatePanel .incidents")
                instanceof IncidentList list) {
            list.chooseNewest(0);
            list.open();
        }
        return window;
    }

    /// The window with what it really works with, remembering nothing.
    static WorkbenchWindow windowOf(Stage stage, Path state, WarehouseAccess warehouse) {
        return new WorkbenchWindow(
                stage,
                new WorkbenchServices(
                        Runs::start,
                        Runs::resume,
                        Scenarios::builtIn,
                        Scenarios::describe,
                        Explorations::open,
                        SqlHistory::ofUser,
                        warehouse),
                new LaunchOptions(Optional.empty(), 0, List.of(), state));
    }

    private WorkbenchWindow open(int width, int height) {
        Stage stage = new Stage();
        WorkbenchWindow window = windowOf(stage, state, warehouse);
        window.show();
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
        return window;
    }

    private static WorkbenchWindow press(WorkbenchWindow window, String panel) {
        if (window.stage().getScene().lookup("#nav-" + panel) instanceof ToggleButton button) {
            button.fire();
        }
        return window;
    }

    private static WorkbenchWindow click(WorkbenchWindow window, String id) {
        if (window.stage().getScene().lookup(id) instanceof ToggleButton button) {
            button.fire();
        }
        return window;
    }

    private static WorkbenchWindow chooseScenario(WorkbenchWindow window, String title) {
        if (window.stage().getScene().lookup("#scenarios") instanceof ListView<?> list) {
            for (int i = 0; i < list.getItems().size(); i++) {
                if (list.getItems().get(i) instanceof ScenarioInfo info
                        && info.title().equals(title)) {
                    list.getSelectionModel().select(i);
                }
            }
        }
        return window;
    }

    /// As a click on the newest incident does.
    private static WorkbenchWindow zoom(WorkbenchWindow window) {
        if (window.stage().getScene().lookup("#livePanel .incidents")
                instanceof IncidentList list) {
            list.chooseNewest(0);
            Event.fireEvent(
                    window.stage().getScene(),
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.ENTER,
                            false,
                            false,
                            false,
                            false));
        }
        return window;
    }

    /// Points into the span of the slow server.
    private static WorkbenchWindow point(WorkbenchWindow window) {
        Node chart = window.stage().getScene().lookup("#chart-LATENCY .chart");
        Bounds bounds = chart.localToScene(chart.getLayoutBounds());
        double x = bounds.getMinX() + bounds.getWidth() * 0.48;
        double y = bounds.getMinY() + bounds.getHeight() * 0.5;
        Event.fireEvent(
                chart,
                new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        null));
        return window;
    }

    private static WorkbenchWindow close(WorkbenchWindow window) {
        window.close();
        window.stage().close();
        return window;
    }

    /// Writes the picture, and says which texts are cut off in it.
    private void take(WorkbenchWindow window, String file) throws Exception {
        Scene scene = window.stage().getScene();
        Png.write(onFx(() -> scene.snapshot(null)), folder.resolve(file));
        onFx(() -> ClippedText.in(scene.getRoot()))
                .forEach(text -> System.out.println(file + ": cut off: " + text));
    }

    private void one(WorkbenchWindow window, String name, int[] size) throws Exception {
        Thread.sleep(900);
        take(window, "%s-%d.png".formatted(name, size[0]));
    }

    private void both(WorkbenchWindow window, String name, int[] size) throws Exception {
        for (String theme : new String[] {"light", "dark"}) {
            Thread.sleep(900);
            take(window, "%s-%s-%d.png".formatted(name, theme, size[0]));
            onFx(() -> {
                window.model().toggleTheme();
                return window;
            });
        }
    }

    private static <T> T onFx(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        Platform.runLater(future);
        return future.get();
    }
}
