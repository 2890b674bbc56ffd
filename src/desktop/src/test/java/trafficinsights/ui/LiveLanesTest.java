package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import trafficinsights.SourceTree;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.shell.WorkbenchWindow;

/// The swim lane, the heat map and the small charts on the real window.
final class LiveLanesTest extends WindowTest {
    private void startWith(String view) {
        startDemo();
        fake.last().give(200);
        until("the first picture", () -> shows("#chart-RATE"));
        clickOn(view);
    }

    private Bounds plot(String chart) {
        Node plot = lookup(chart + " .cell-plot").query();
        return plot.localToScreen(plot.getLayoutBounds());
    }

    private boolean isFilteredBy(String text) {
        return shows("#liveFilter") && text("#liveFilter").equals(text);
    }

    @Test
    void aClickOnALaneFiltersEverythingAndUndoTakesItBack() {
        startWith("#lower-LANES");
        until("lanes", () -> shows("#chart-lanes") && plot("#chart-lanes").getHeight() > 60);
        String all = text("#number-request_rate .number-value");
        Bounds area = plot("#chart-lanes");
        clickOn(area.getCenterX(), area.getMinY() + 5);
        until("the filter", () -> isFilteredBy("server = eu-2"));
        until("its rate", () -> !text("#number-request_rate .number-value").equals(all));
        clickOn("#liveUndo");
        until("no filter", () -> !shows("#liveFilter"));
        until("all of it", () -> text("#number-request_rate .number-value").equals(all));
        clickOn("#liveRedo");
        until("the filter again", () -> isFilteredBy("server = eu-2"));
        clickOn("#liveFilter");
        until("no filter", () -> !shows("#liveFilter"));
    }

    @Test
    void serversAreComparedByTheTimeToFirstByteWhereTheLogHasIt() throws Exception {
        Path log =
                SourceTree.of(
                        "src/engine/src/test/resources/trafficinsights/run/haproxy-part.log.gz");
        fake.useRealRuns();
        interact(() ->
                window().model()
                        .current()
                        .start(
                                RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto")),
                                "HAProxy"));
        clickOn("#nav-live");
        until("the end", () -> text("#statusStage").equals("Done"));
        until("the first picture", () -> shows("#chart-RATE"));
        clickOn("#lower-LANES");
        until("the measure", () -> shows("#measure-TTFB_P95"));
        clickOn("#measure-TTFB_P95");
        until(
                "its lanes",
                () -> text("#chart-lanes .chart-note").contains("by p95 time to first byte"));
        assertThat(lookup("#measure-TTFB_P95").<ToggleButton>query().isSelected()).isTrue();
    }

    @Test
    void aMeasureThatTheSourceDoesNotHaveIsNotOffered() {
        startWith("#lower-LANES");
        until("lanes", () -> shows("#chart-lanes"));
        assertThat(shows("#measure-P95")).isTrue();
        assertThat(shows("#measure-TTFB_P95")).isFalse();
    }

    @Test
    void arrowsChooseACellAndEnterFilters() {
        startWith("#lower-LANES");
        until("lanes", () -> shows("#chart-lanes") && plot("#chart-lanes").getHeight() > 60);
        Node plot = lookup("#chart-lanes .cell-plot").query();
        interact(plot::requestFocus);
        // A key that comes before the first picture chooses nothing.
        for (int i = 0; i < 500 && plot.getAccessibleText().startsWith("Chart: "); i++) {
            push(KeyCode.DOWN);
        }
        until("the cell", () -> plot.getAccessibleText().startsWith("eu-2, "));
        String newest = plot.getAccessibleText();
        push(KeyCode.LEFT);
        until("the cell before", () -> !plot.getAccessibleText().equals(newest));
        push(KeyCode.ENTER);
        until("the filter", () -> isFilteredBy("server = eu-2"));
        assertThat(shows("#resetZoom")).isFalse();
        press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        until("no filter", () -> !shows("#liveFilter"));
    }

    @Test
    void aSmallChartIsAButtonThatFilters() {
        startWith("#lower-SMALL");
        until("charts", () -> !lookup("#small-eu-2").queryAll().isEmpty());
        clickOn("#small-eu-2");
        until("the filter", () -> isFilteredBy("server = eu-2"));
        clickOn("#by-REGION");
        until("regions", () -> !lookup("#small-asia").queryAll().isEmpty());
        clickOn("#small-asia");
        until("the other filter", () -> isFilteredBy("region = asia"));
    }

    @Test
    void theHeatMapSaysWhatItCounts() {
        startWith("#lower-HEAT");
        until(
                "its note",
                () ->
                        text("#chart-heat .chart-note")
                                .equals("requests per second by latency, for all requests"));
        Node plot = lookup("#chart-heat .cell-plot").query();
        interact(plot::requestFocus);
        push(KeyCode.DOWN);
        until("the cell", () -> plot.getAccessibleText().contains("/s"));
    }

    @Test
    void aClosedWindowTakesItsPanelsAlongAfterARun() {
        List<WeakReference<Object>> kept = new ArrayList<>();
        Stage[] stages = new Stage[1];
        WorkbenchWindow[] opened = new WorkbenchWindow[1];
        interact(() -> {
            stages[0] = new Stage();
            opened[0] = open(stages[0], state.resolveSibling("used"));
            opened[0].model().startScenario("bad-deploy", 60);
        });
        until("its run", () -> !fake.runs.isEmpty());
        fake.last().give(200);
        // Each view draws once, so that whatever it starts has started.
        for (String id :
                List.of(
                        "lower-LANES",
                        "lower-HEAT",
                        "lower-SMALL",
                        "nav-investigate",
                        "nav-explore",
                        "nav-live")) {
            interact(() -> press(stages[0], "#" + id));
            sleep(500);
        }
        interact(() -> {
            Scene scene = stages[0].getScene();
            for (String id : List.of("#livePanel", "#investigatePanel", "#explorePanel")) {
                Node panel = scene.lookup(id);
                assertThat(panel).as(id).isNotNull();
                kept.add(new WeakReference<>(panel));
            }
            kept.add(new WeakReference<>(scene.lookup("#chart-lanes")));
            kept.add(new WeakReference<>(opened[0]));
            opened[0].close();
            stages[0].close();
            stages[0].setOnCloseRequest(null);
            stages[0].setScene(new Scene(new Group()));
            stages[0] = null;
            opened[0] = null;
        });
        until(
                "their end",
                () -> {
                    System.gc();
                    return kept.stream().allMatch(one -> one.get() == null);
                });
    }

    private static void press(Stage stage, String id) {
        if (stage.getScene().lookup(id) instanceof ToggleButton button) {
            button.fire();
        }
    }
}
