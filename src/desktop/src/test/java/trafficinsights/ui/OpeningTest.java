package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.PickResult;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.model.Outcome;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ExportForm;
import trafficinsights.model.explore.RowQuery;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.explore.Explorations;
import trafficinsights.run.explore.ExploreSpec;
import trafficinsights.run.home.Workspaces;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.shell.LaunchOptions;
import trafficinsights.ui.shell.WorkbenchWindow;

/// Every kind of file, as an argument and as a drop: both go to the same place.
///
/// The drops are real drag events with a dragboard over a stand-in of the system's clipboard, given
/// to the scene's own handlers. JavaFX lets no test begin a drag of the system itself: that the
/// window system delivers such events, and shows the cursor that was accepted, is not seen here.
final class OpeningTest extends WindowTest {
    private static final String REQUEST =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items HTTP/1.1\"\n";

    private static final String FLOW_FIELDS =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes"
                    + " start end action log-status\n";
    private static final String FLOW =
            "2 123456789010 eni-1235b8ca 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010"
                    + " 1418530070 ACCEPT OK\n";

    @TempDir private Path data;

    private @Nullable WorkbenchWindow second;

    /// What is opened, and the panel where it shows.
    enum Kind {
        LOG("live"),
        FLOWS("explore"),
        PARQUET("explore"),
        STORE("explore"),
        SCENARIO("generate"),
        WORKSPACE("settings"),
        RUN_FOLDER("reports"),
        PICTURE("home");

        private final String panel;

        Kind(String panel) {
            this.panel = panel;
        }
    }

    private Path made(Kind kind) throws Exception {
        return switch (kind) {
            case LOG -> Files.writeString(data.resolve("web.log"), REQUEST);
            case FLOWS -> Files.writeString(data.resolve("vpc.log"), FLOW_FIELDS + FLOW.repeat(20));
            case PARQUET -> {
                Path rows = data.resolve("rows.parquet");
                run();
                Path store = data.resolve("traffic.duckdb");
                try (Exploration opened =
                        ((Outcome.Ok<Exploration>)
                                        Explorations.open(
                                                ExploreSpec.of(List.of(store)), ExploreWatch.NONE))
                                .value()) {
                    opened.export(RowQuery.ALL, rows, ExportForm.PARQUET, true, ExploreWatch.NONE);
                }
                yield rows;
            }
            case STORE -> {
                run();
                yield data.resolve("traffic.duckdb");
            }
            case SCENARIO -> Files.writeString(data.resolve("mine.yaml"), "name: bad-deploy\n");
            case WORKSPACE -> {
                Path file = data.resolve("team.tiw.json");
                assertThat(Workspaces.save(file, Map.of("panel", "settings")))
                        .isInstanceOf(Outcome.Ok.class);
                yield file;
            }
            case RUN_FOLDER -> run();
            case PICTURE -> Files.writeString(data.resolve("slide.png"), "no picture");
        };
    }

    /// A small real run, with all that it writes.
    private Path run() throws Exception {
        Path log = Files.writeString(data.resolve("small.log"), REQUEST.repeat(20));
        Path out = data.resolve("run");
        RunSpec spec =
                RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto"))
                        .withOut(out)
                        .withStore(data.resolve("traffic.duckdb"))
                        .withRequests(RunSpec.RequestOutput.PARQUET);
        try (Run run = Runs.start(spec)) {
            assertThat(run.await()).isInstanceOf(Outcome.Ok.class);
        }
        return out;
    }

    private static boolean isThere(Scene scene, Kind kind) {
        String panel = kind.panel;
        return scene.lookup("#nav-" + panel) instanceof javafx.scene.control.ToggleButton button
                && button.isSelected()
                && switch (kind) {
                    case LOG, SCENARIO, WORKSPACE -> true;
                    case FLOWS, PARQUET, STORE ->
                            scene.lookup("#rowCount") instanceof javafx.scene.control.Label count
                                    && count.getText().equals("20 rows");
                    case RUN_FOLDER ->
                            scene.lookup("#reportsPanel .panel-subtitle")
                                            instanceof javafx.scene.control.Label subtitle
                                    && !subtitle.getText().isEmpty();
                    case PICTURE ->
                            scene.lookup("#homePanel #problemText")
                                            instanceof javafx.scene.control.Label text
                                    && text.getText().startsWith("slide.png cannot be opened");
                };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anArgumentGoesWhereItBelongs(Kind kind) throws Exception {
        Path file = made(kind);
        AtomicReference<@Nullable Scene> scene = new AtomicReference<>();
        interact(() -> {
            WorkbenchWindow opened =
                    new WorkbenchWindow(
                            new Stage(),
                            fake.services(),
                            new LaunchOptions(
                                    Optional.empty(), 0, List.of(file), data.resolve("state")));
            second = opened;
            opened.show();
            scene.set(opened.stage().getScene());
        });
        until(kind + " in " + kind.panel, () -> isThere(Objects.requireNonNull(scene.get()), kind));
        if (kind == Kind.LOG) {
            assertThat(fake.specs.getLast().reading().source()).isInstanceOf(RunSource.Logs.class);
        }
        interact(() -> {
            WorkbenchWindow opened = second;
            if (opened != null) {
                opened.close();
                opened.stage().hide();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDropGoesWhereTheArgumentGoes(Kind kind) throws Exception {
        Path file = made(kind);
        interact(() -> window().model().toggleTheme());
        Scene scene = window().stage().getScene();
        DragEvent over = event(DragEvent.DRAG_OVER, file);
        interact(() -> Event.fireEvent(scene, over));
        assertThat(shows("#dropOverlay")).isTrue();
        assertThat(text("#dropText")).contains(String.valueOf(file.getFileName()));
        DragEvent dropped = event(DragEvent.DRAG_DROPPED, file);
        interact(() -> Event.fireEvent(scene, dropped));
        until(kind + " in " + kind.panel, () -> isThere(scene, kind));
        assertThat(shows("#dropOverlay")).isFalse();
    }

    @Test
    void filesAreLookedIntoBesideTheWindowAndOpenedInTheirOrder() throws Exception {
        Path log = made(Kind.LOG);
        Path scenario = made(Kind.SCENARIO);
        AtomicInteger atOnce = new AtomicInteger(-1);
        interact(() -> {
            window().open(List.of(log));
            window().open(List.of(scenario));
            atOnce.set(fake.runs.size());
        });
        assertThat(atOnce).hasValue(0);
        Scene scene = window().stage().getScene();
        until("the scenario", () -> isThere(scene, Kind.SCENARIO));
        assertThat(fake.runs).as("the log was opened before").hasSize(1);
    }

    @Test
    void aFolderWithoutARunIsReported() throws Exception {
        Path folder = Files.createDirectory(data.resolve("logs"));
        Scene scene = window().stage().getScene();
        DragEvent dropped = event(DragEvent.DRAG_DROPPED, folder);
        interact(() -> Event.fireEvent(scene, dropped));
        until(
                "the reason",
                () ->
                        scene.lookup("#homePanel #problemText")
                                        instanceof javafx.scene.control.Label text
                                && text.getText().contains("folder without a report"));
    }

    @Test
    void aDragWithoutFilesIsNotTaken() {
        Scene scene = window().stage().getScene();
        DragEvent over = event(DragEvent.DRAG_OVER);
        interact(() -> Event.fireEvent(scene, over));
        assertThat(shows("#dropOverlay")).isFalse();
        assertThat(over.isAccepted()).isFalse();
    }

    /// Dragboards belong to the FX thread.
    private DragEvent event(EventType<DragEvent> type, Path... files) {
        return WaitForAsyncUtils.waitForAsyncFx(5_000, () -> made(type, files));
    }

    private DragEvent made(EventType<DragEvent> type, Path... files) {
        Scene scene = window().stage().getScene();
        return new DragEvent(
                scene,
                scene,
                type,
                dragboard(List.of(files).stream().map(Path::toFile).toList()),
                200,
                200,
                200,
                200,
                TransferMode.COPY,
                null,
                scene,
                new PickResult(scene.getRoot(), 200, 200));
    }

    private static Dragboard dragboard(List<File> files) {
        TKClipboard clipboard =
                (TKClipboard)
                        Proxy.newProxyInstance(
                                OpeningTest.class.getClassLoader(),
                                new Class<?>[] {TKClipboard.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "getContentTypes" ->
                                                    files.isEmpty()
                                                            ? Set.of()
                                                            : Set.of(DataFormat.FILES);
                                            case "hasContent" ->
                                                    !files.isEmpty()
                                                            && DataFormat.FILES.equals(
                                                                    arguments[0]);
                                            case "getContent" ->
                                                    DataFormat.FILES.equals(arguments[0])
                                                            ? files
                                                            : null;
                                            case "getTransferModes" -> Set.of(TransferMode.COPY);
                                            default -> null;
                                        });
        return DragboardHelper.createDragboard(clipboard);
    }
}
