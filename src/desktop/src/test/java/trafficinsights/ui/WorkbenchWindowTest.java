package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import trafficinsights.model.Problem;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.Theme;
import trafficinsights.ui.shell.WorkbenchWindow;

/// Drives the real window with runs that a test scripts.
final class WorkbenchWindowTest extends WindowTest {
    @TempDir private Path folder;

    @Test
    void aRunStartedInGenerateMovesTheLivePanel() {
        clickOn("#nav-generate");
        clickOn("#start");
        until("a run", () -> fake.runs.size() == 1);
        RunSpec spec = fake.last().spec();
        assertThat(spec.reading().source()).isInstanceOf(RunSource.Generated.class);
        assertThat(spec.reading().speed()).isEqualTo(60);
        assertThat(shows("#livePanel")).isTrue();
        fake.last().give(60);
        until("the first picture", () -> windowsShown() == 5 && shows("#chart-RATE"));
        until("the rate", () -> text("#number-request_rate .number-value").endsWith("/s"));
        fake.last().give(60);
        ListView<?> incidents = lookup("#livePanel #incidentRows").query();
        until("an incident", () -> incidents.getItems().size() == 1);
        assertThat(text("#livePanel #incidentCount")).isEqualTo("1");
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        assertThat(text("#runStage")).isEqualTo("Done");
    }

    @Test
    void rowsThatAreNotNumberDisableStartAndSayWhy() {
        clickOn("#nav-generate");
        clickOn("#givenVolume");
        clickOn("#rows").write("many");
        assertThat(text("#rowsMessage")).contains("“many” is not a valid number");
        assertThat(shows("#rowsMessage")).isTrue();
        assertThat(lookup("#start").query().isDisabled()).isTrue();
        assertThat(text("#blocked")).isEqualTo(text("#rowsMessage"));
        clickOn("#rows").eraseText(4).write("2.5 M");
        assertThat(text("#rowsMessage")).isEmpty();
        assertThat(text("#estimate"))
                .startsWith("about 2.50 M requests, 6 servers, 30 min of traffic in 30 s");
        assertThat(lookup("#start").query().isDisabled()).isFalse();
    }

    @Test
    void cancelEndsTheRunAndIsNotAnError() {
        startDemo();
        clickOn("#nav-generate");
        until("the card of the run", () -> shows("#cancelRun"));
        clickOn("#cancelRun");
        until("the end", () -> text("#statusStage").equals("Cancelled"));
        assertThat(shows("#liveProblem")).isFalse();
        assertThat(lookup("#start").query().isDisabled()).isFalse();
    }

    @Test
    void spaceFreezesThePictureAndCountsWhatWaits() {
        startDemo();
        fake.last().give(40);
        until("the first picture", () -> shows("#chart-RATE"));
        push(KeyCode.SPACE);
        until("the pause", () -> shows("#waiting"));
        String before = text("#livePanel .panel-subtitle");
        fake.last().give(7);
        until("the count", () -> text("#waiting").equals("7 windows waiting"));
        assertThat(text("#livePanel .panel-subtitle")).isEqualTo(before);
        push(KeyCode.SPACE);
        until("the newest", () -> !text("#livePanel .panel-subtitle").equals(before));
        assertThat(shows("#waiting")).isFalse();
    }

    @Test
    void aClickOnAnIncidentMarksItInAllChartsAndUnfoldsItsAnomalies() {
        startDemo();
        fake.last().give(200);
        ListView<?> incidents = lookup("#livePanel #incidentRows").query();
        until("its cell", () -> !lookup("#livePanel .incident-sentence").queryAll().isEmpty());
        clickOn("#livePanel .incident-sentence");
        until("its anomaly", () -> incidents.getItems().size() == 2);
        until("the marks", () -> marked() == 4);
        // Two clicks at once would be a double click, which zooms.
        sleep(800);
        clickOn("#livePanel .incident-head .incident-sentence");
        until("the fold", () -> incidents.getItems().size() == 1);
        assertThat(marked()).isZero();
    }

    private long marked() {
        return lookup("#livePanel .chart-marked").queryAll().stream()
                .filter(Node::isVisible)
                .count();
    }

    @Test
    void enterZoomsToTheChosenIncidentAndEscapeLeaves() {
        startDemo();
        fake.last().give(200);
        until("its cell", () -> !lookup("#livePanel .incident-sentence").queryAll().isEmpty());
        clickOn("#livePanel .incident-sentence");
        push(KeyCode.ENTER);
        until("the zoom", () -> shows("#resetZoom"));
        push(KeyCode.ESCAPE);
        until("the whole span", () -> !shows("#resetZoom"));
        assertThat(marked()).isZero();
    }

    @Test
    void aDragOverAChartZoomsAllOfThem() {
        startDemo();
        fake.last().give(200);
        until("the first picture", () -> shows("#chart-RATE"));
        Node chart = lookup("#chart-RATE .chart").query();
        Bounds area = chart.localToScreen(chart.getLayoutBounds());
        moveTo(area.getMinX() + area.getWidth() * 0.5, area.getCenterY());
        press(MouseButton.PRIMARY);
        moveTo(area.getMinX() + area.getWidth() * 0.8, area.getCenterY());
        release(MouseButton.PRIMARY);
        until("the zoom", () -> shows("#resetZoom"));
    }

    @Test
    void theThemeFollowsItsButton() {
        clickOn("#themeToggle");
        assertThat(window().model().themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(window().stage().getScene().getRoot().getStyleClass()).contains("theme-dark");
        clickOn("#themeToggle");
        assertThat(window().stage().getScene().getRoot().getStyleClass()).contains("theme-light");
    }

    @Test
    void openedLogsAreReadAsOneRun() {
        List<Path> files = List.of(folder.resolve("a.log"), folder.resolve("b.log"));
        interact(() -> window().model().openLogs(files));
        until("a run", () -> fake.runs.size() == 1);
        assertThat(fake.last().spec().reading().source())
                .isEqualTo(new RunSource.Logs(files, "auto"));
        assertThat(text("#runName")).isEqualTo("a.log and 1 more");
    }

    @Test
    void aFailedRunSaysSoWhereItHappenedAndCanBeDismissed() {
        startDemo();
        fake.last().give(10);
        fake.last().fail(Problem.of("input.read", "web.log could not be read. Open it again."));
        until("the message", () -> shows("#liveProblem"));
        assertThat(text("#liveProblem #problemText"))
                .isEqualTo("web.log could not be read. Open it again.");
        clickOn("#liveProblem #dismissProblem");
        assertThat(shows("#liveProblem")).isFalse();
    }

    @Test
    void aFolderIsRefusedInPlainWords() {
        interact(() -> window().model().openLogs(List.of(folder)));
        until("the message", () -> shows("#liveProblem"));
        assertThat(text("#liveProblem #problemText")).contains("is a folder");
        assertThat(fake.runs).isEmpty();
    }

    @Test
    void keysSwitchPanelsAndShowThemselves() {
        press(KeyCode.CONTROL, KeyCode.DIGIT2).release(KeyCode.DIGIT2, KeyCode.CONTROL);
        assertThat(shows("#generatePanel")).isTrue();
        push(KeyCode.F1);
        assertThat(shows("#keysOverlay")).isTrue();
        push(KeyCode.ESCAPE);
        assertThat(shows("#keysOverlay")).isFalse();
    }

    @Test
    void theNextWindowOpensAsTheLastWasLeft() throws TimeoutException {
        interact(() -> {
            window().model().themeProperty().set(Theme.DARK);
            clickLater("#collapse");
            clickLater("#nav-generate");
            window().close();
        });
        Stage second = FxToolkit.registerStage(Stage::new);
        interact(() -> window = open(second, state));
        assertThat(window().model().themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(window().stage().getScene().lookup("#generatePanel").isVisible()).isTrue();
        assertThat(
                        window().stage()
                                .getScene()
                                .lookup("#navigation")
                                .getPseudoClassStates()
                                .toString())
                .contains("collapsed");
        interact(() -> {
            window().model().themeProperty().set(Theme.LIGHT);
            second.close();
        });
    }

    private void clickLater(String id) {
        if (window().stage().getScene().lookup(id)
                instanceof javafx.scene.control.ButtonBase button) {
            button.fire();
        }
    }

    @Test
    void noThreadOutlivesTheWindow() {
        startDemo();
        fake.last().give(20);
        until("the first picture", () -> shows("#chart-RATE"));
        clickOn("#nav-health");
        interact(() -> window().close());
        until(
                "the end of the window's threads",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .noneMatch(name ->
                                        name.equals("live-picture")
                                                || name.equals("investigate-picture")
                                                || name.equals("health-clock")
                                                || name.equals("status-clock")
                                                || name.equals("window-disk")
                                                || name.equals("run-watch")));
        assertThat(fake.last().isClosed()).isTrue();
    }

    @Test
    void aClosedWindowIsForgotten() {
        List<WeakReference<Object>> kept = new ArrayList<>();
        interact(() -> {
            // One that TestFX knows of would be kept by the events that it notes.
            Stage stage = new Stage();
            WorkbenchWindow other = open(stage, state.resolveSibling("forgotten"));
            kept.add(new WeakReference<>(other));
            kept.add(new WeakReference<>(stage.getScene().getRoot()));
            kept.add(new WeakReference<>(stage.getScene().lookup("#livePanel")));
            kept.add(new WeakReference<>(stage.getScene().lookup("#reportsPanel")));
            other.close();
            stage.close();
            stage.setOnCloseRequest(null);
            stage.setScene(new Scene(new Group()));
        });
        until(
                "the window's end",
                () -> {
                    System.gc();
                    return kept.stream().allMatch(one -> one.get() == null);
                });
    }

    @Test
    void aNewRunClosesTheOneBefore() {
        startDemo();
        FakeRun first = fake.last();
        first.finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        interact(() -> window().model().startScenario("calm-day", 0));
        until("the second run", () -> fake.runs.size() == 2);
        until("the first closed", first::isClosed);
    }

    @Test
    void aDemoStartedAgainBeforeItsRunIsUpLeavesOneRun() {
        CountDownLatch starts = fake.holdStarts();
        clickOn("#nav-home");
        clickOn("#startGuide");
        push(KeyCode.F5);
        push(KeyCode.F5);
        starts.countDown();
        until("a run", () -> !fake.runs.isEmpty());
        until("one run at work", () -> atWork() == 1 && !fake.last().isClosed());
        fake.last().give(40);
        until("its picture", () -> shows("#chart-RATE"));
        assertThat(fake.mostAtOnce()).isEqualTo(1);
        interact(() -> window().close());
        assertThat(atWork()).isZero();
    }

    @Test
    void aRunCancelledBeforeItIsUpIsCancelled() {
        CountDownLatch starts = fake.holdStarts();
        interact(() -> window().model().startScenario("bad-deploy", 60));
        clickOn("#statusCancel");
        starts.countDown();
        until("the end", () -> text("#statusStage").equals("Cancelled"));
    }

    @Test
    void aRunThatIsNotUpWhenTheWindowClosesEndsWithIt() {
        CountDownLatch starts = fake.holdStarts();
        interact(() -> window().model().startScenario("bad-deploy", 60));
        CompletableFuture<Void> closing = new CompletableFuture<>();
        Platform.runLater(() -> {
            window().close();
            closing.complete(null);
        });
        starts.countDown();
        closing.join();
        assertThat(atWork()).isZero();
    }

    private long atWork() {
        return fake.runs.stream().filter(run -> !run.isClosed()).count();
    }
}
