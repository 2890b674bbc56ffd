package trafficinsights.ui;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import trafficinsights.SourceTree;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.explore.Explorations;
import trafficinsights.run.explore.SqlHistory;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.scenario.Scenarios;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.Png;
import trafficinsights.ui.shell.LaunchOptions;
import trafficinsights.ui.shell.WorkbenchServices;
import trafficinsights.ui.shell.WorkbenchWindow;
import trafficinsights.ui.warehouse.ScriptedWarehouse;
import trafficinsights.ui.warehouse.WarehouseAccess;

/// Writes pictures of each panel, light and dark, at two sizes, into a folder, and copies those
/// that a document shows to `docs/images`.
///
/// Needs a screen of at least 1920×1080: `xvfb-run -s "-screen 0 1920x1080x24"`, profile
/// `screenshots`. Longer than 400 lines: a step for each picture.
public final class Screenshots {
    /// Long enough for the window to have answered.
    private static final long REACTION_MILLIS = 200;

    private static final int MOST_WAITS = 25;

    private static final Pattern SHOWN = Pattern.compile("images/([\\w-]+\\.png)");

    private static final String[] SIZES = {"1280x720", "1920x1080"};

    private static @Nullable Robot robot;

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
    ///   `scorecard` and `generate` likewise, `runs` for runs side by side and those that stopped,
    ///   and sizes (`1024x640`) unless the usual two
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
        String[] sizes =
                arguments.length > 1 ? Arrays.copyOfRange(arguments, 1, arguments.length) : SIZES;
        new Screenshots(folder).takeAll(sizes);
        Platform.exit();
        keepShown(folder);
    }

    /// Copies the pictures that a document shows to where it looks for them.
    private static void keepShown(Path folder) throws IOException {
        Path docs = SourceTree.of("docs");
        if (!Files.isDirectory(docs)) {
            return;
        }
        Set<String> shown = new TreeSet<>();
        List<Path> files = new ArrayList<>(List.of(SourceTree.of("README.md")));
        try (DirectoryStream<Path> documents = Files.newDirectoryStream(docs, "*.md")) {
            documents.forEach(files::add);
        }
        for (Path file : files) {
            SHOWN.matcher(Files.readString(file)).results().forEach(r -> shown.add(r.group(1)));
        }
        for (String name : shown) {
            Path made = folder.resolve(name);
            if (Files.exists(made)) {
                Files.copy(
                        made,
                        docs.resolve("images").resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void takeAll(String[] sizes) throws Exception {
        if (sizes.length > 0 && List.of("scorecard", "generate").contains(sizes[0])) {
            for (String text :
                    sizes.length > 1 ? Arrays.copyOfRange(sizes, 1, sizes.length) : SIZES) {
                if (sizes[0].equals("scorecard")) {
                    scorecard(size(text));
                } else {
                    generate(size(text));
                }
            }
            return;
        }
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
            click(window, "#nav-live");
            both(window, "live-empty", size);
            click(window, "#nav-investigate");
            one(window, "investigate-empty", size);
            click(window, "#nav-explore");
            one(window, "explore-empty", size);
            click(window, "#nav-generate");
            both(window, "generate", size);
            onFx(() -> chooseScenario(window, "Bad deploy"));
            click(window, "#page-SCENARIO");
            Thread.sleep(500);
            both(window, "generate-editor", size);
            warehouse(window, size);
            click(window, "#nav-reports");
            one(window, "reports-empty", size);
            click(window, "#nav-settings");
            both(window, "settings", size);
            onFx(() -> {
                window.model().startScenario("slow-server", 0);
                return window;
            });
            awaitEnd(window);
            both(window, "live", size);
            doubleClick(window, "#livePanel .incident-sentence");
            one(window, "live-zoomed", size);
            click(window, "#resetZoom");
            lower(window, size);
            click(window, "#nav-investigate");
            Thread.sleep(900);
            doubleClick(window, "#investigatePanel .incident-sentence");
            awaitWork(window);
            Thread.sleep(500);
            both(window, "investigate", size);
            click(window, "#showScorecard");
            both(window, "scorecard", size);
            compare(window, size);
            click(window, "#nav-reports");
            Thread.sleep(900);
            both(window, "reports", size);
            click(window, "#nav-health");
            Thread.sleep(6_000);
            both(window, "health", size);
            onFx(() -> {
                window.explore(List.of(requests()));
                return window;
            });
            awaitRows(window);
            both(window, "explore", size);
            ask(window);
            Thread.sleep(2500);
            one(window, "explore-sql", size);
            charts(window, size);
            importCsv(window, size);
            home(window, size);
            click(window, "#nav-live");
            click(window, "#span-ALL");
            Thread.sleep(900);
            hover(window, "#chart-LATENCY .chart", 0.48);
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

    /// The scorecard alone.
    private void scorecard(int[] size) throws Exception {
        WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
        Thread.sleep(800);
        onFx(() -> {
            window.model().startScenario("route-faults", 0);
            return window;
        });
        awaitEnd(window);
        click(window, "#nav-investigate");
        Thread.sleep(900);
        click(window, "#showScorecard");
        Thread.sleep(900);
        both(window, "scorecard", size);
        onFx(() -> close(window));
    }

    /// The form of the Generate panel alone.
    private void generate(int[] size) throws Exception {
        WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
        Thread.sleep(800);
        click(window, "#nav-generate");
        both(window, "generate", size);
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
        ask(window);
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
        click(window, "#liveRejectsShow");
        both(window, "live-rejects", size);
        click(window, "#liveRejectsShow");
    }

    /// The chart of a result, and then each kind of the rows.
    private void charts(WorkbenchWindow window, int[] size) throws Exception {
        click(window, "#showChart");
        Thread.sleep(1_500);
        one(window, "explore-chart-sql", size);
        click(window, "#backToRows");
        Thread.sleep(2_500);
        onFx(() -> choose(window, "#chartY", "latency_us"));
        onFx(() -> choose(window, "#chartAggregate", Aggregate.P95));
        onFx(() -> choose(window, "#chartBy", "region"));
        Thread.sleep(4_000);
        both(window, "explore-chart", size);
        click(window, "#chart-BARS");
        onFx(() -> choose(window, "#chartX", "server"));
        Thread.sleep(2_500);
        one(window, "explore-chart-bars", size);
        click(window, "#chart-HISTOGRAM");
        onFx(() -> choose(window, "#chartX", "latency_us"));
        Thread.sleep(2_500);
        one(window, "explore-chart-histogram", size);
        click(window, "#chart-POINTS");
        onFx(() -> choose(window, "#chartX", "bytes"));
        onFx(() -> choose(window, "#chartY", "latency_us"));
        Thread.sleep(2_500);
        one(window, "explore-chart-points", size);
        click(window, "#showGrid");
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
        click(window, "#lower-LANES");
        Thread.sleep(500);
        both(window, "live-lanes", size);
        click(window, "#lower-HEAT");
        Thread.sleep(500);
        both(window, "live-heat", size);
        click(window, "#lower-SMALL");
        Thread.sleep(500);
        both(window, "live-small", size);
        click(window, ".small-chart");
        click(window, "#lower-LANES");
        Thread.sleep(500);
        one(window, "live-filtered", size);
        click(window, "#liveFilter");
        click(window, "#lower-CHARTS");
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
        click(window, "#runs-INCIDENTS");
        one(window, "compare-incidents", size);
        click(window, "#runs-FIGURES");
        click(window, "#leaveRuns");
    }

    /// Investigate with two runs, and Home with a run that stopped.
    private void runs(int[] size) throws Exception {
        WorkbenchWindow window = onFx(() -> open(size[0], size[1]));
        Thread.sleep(800);
        stopARun(window);
        click(window, "#nav-live");
        click(window, "#nav-home");
        Thread.sleep(1_500);
        both(window, "home-stopped", size);
        click(window, "#nav-generate");
        onFx(() -> chooseScenario(window, "Slow server"));
        click(window, "#page-SCENARIO");
        Thread.sleep(500);
        both(window, "generate-regions", size);
        onFx(() -> {
            window.model().startScenario("slow-server", 0);
            return window;
        });
        awaitEnd(window);
        click(window, "#nav-investigate");
        Thread.sleep(900);
        compare(window, size);
        click(window, "#nav-health");
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
        click(window, "#importCancel");
    }

    private void home(WorkbenchWindow window, int[] size) throws Exception {
        click(window, "#nav-home");
        both(window, "home", size);
        click(window, "#openPalette");
        both(window, "palette", size);
        onFx(() -> {
            robot().keyType(KeyCode.ESCAPE);
            return window;
        });
        Thread.sleep(300);
        click(window, "#startGuide");
        Thread.sleep(28_000);
        click(window, "#demoNext");
        click(window, "#statusTasks");
        one(window, "tasks", size);
        click(window, "#statusTasks");
        both(window, "demo", size);
        click(window, "#demoClose");
    }

    /// The doctor is the real one, before a port that nobody listens at; the tables are a script's.
    private void warehouse(WorkbenchWindow window, int[] size) throws Exception {
        click(window, "#nav-warehouse");
        one(window, "warehouse-empty", size);
        click(window, "#examine");
        Thread.sleep(6_000);
        both(window, "warehouse-doctor", size);
        click(window, "#showTables");
        click(window, "#refresh");
        Thread.sleep(500);
        onFx(() -> {
            window.pushStore(Path.of("traffic.duckdb"));
            return window;
        });
        Thread.sleep(1_000);
        both(window, "warehouse-tables", size);
        click(window, "#showReports");
        click(window, "#loadReports");
        one(window, "warehouse-reports", size);
        click(window, "#showDoctor");
        click(window, "#editProfile");
        one(window, "warehouse-profile", size);
        click(window, "#cancelProfile");
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

    /// SQL over the rows.
    private static void ask(WorkbenchWindow window) throws Exception {
        click(window, "#showConsole");
        onFx(() -> {
            if (window.stage().getScene().lookup("#sqlText") instanceof TextArea text) {
                text.setText(
                        "SELECT status, count(*) AS requests, round(avg(latency_us)) AS mean_us\nFROM data\nGROUP BY status\nORDER BY requests DESC");
            }
            return window;
        });
        click(window, "#runSql");
    }

    /// The pictures show what a mouse does, so it is the robot's that does it: an event that is
    /// handed to a node gets to places where none of a mouse comes.
    private static Robot robot() {
        // One for all: on the headless platform it is the robot that knows where the mouse is.
        robot = robot == null ? new Robot() : robot;
        return robot;
    }

    private static void click(WorkbenchWindow window, String id) throws Exception {
        click(window, id, 1);
    }

    private static void doubleClick(WorkbenchWindow window, String id) throws Exception {
        click(window, id, 2);
    }

    private static void click(WorkbenchWindow window, String id, int times) throws Exception {
        hover(window, id, 0.5);
        onFx(() -> {
            for (int i = 0; i < times; i++) {
                robot().mouseClick(MouseButton.PRIMARY);
            }
            return window;
        });
        Thread.sleep(REACTION_MILLIS);
        // Out of the way: what is under the mouse looks otherwise.
        onFx(() -> {
            Window stage = window.stage();
            robot().mouseMove(stage.getX() + stage.getWidth() / 4, stage.getY() + 4);
            return window;
        });
        Thread.sleep(REACTION_MILLIS);
    }

    /// @param share of the width, from the left
    private static void hover(WorkbenchWindow window, String id, double share) throws Exception {
        Optional<Bounds> found = onFx(() -> bounds(window, id));
        for (int i = 0; i < MOST_WAITS && found.isEmpty(); i++) {
            Thread.sleep(REACTION_MILLIS);
            found = onFx(() -> bounds(window, id));
        }
        Bounds area = found.orElseThrow(() -> new IllegalStateException("there is no " + id));
        onFx(() -> {
            robot().mouseMove(
                            area.getMinX() + area.getWidth() * share,
                            area.getMinY() + area.getHeight() / 2);
            return window;
        });
        Thread.sleep(REACTION_MILLIS);
    }

    private static Optional<Bounds> bounds(WorkbenchWindow window, String id) {
        return window.stage().getScene().getRoot().lookupAll(id).stream()
                .filter(Screenshots::isShown)
                .findFirst()
                .map(node -> node.localToScreen(node.getLayoutBounds()));
    }

    private static boolean isShown(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
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
