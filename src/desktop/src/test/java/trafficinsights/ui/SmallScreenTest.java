package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/// What a window of 1280×720 with text at 130 % shows, and where.
final class SmallScreenTest extends WindowTest {
    private static final double ROUNDING = 1.5;

    @Test
    void nothingIsOutsideItsPanelWithTextAt130Percent() {
        fillAndShrink();
        List<String> outside = new ArrayList<>();
        for (String panel : PANELS) {
            turnTo(panel);
            interact(() -> {
                Bounds place = inScene(lookup("#content").query());
                collect(lookup("#" + panel + "Panel").query(), place, panel, outside);
            });
        }
        assertThat(outside).isEmpty();
    }

    @Test
    void thePreviewOfAScenarioHasRoomForItsCurves() {
        fillAndShrink();
        turnTo("generate");
        assertThat(onFx(() -> width("#preview"))).isGreaterThanOrEqualTo(390);
    }

    @Test
    void settingsUseTheWholeHeight() {
        clickOn("#nav-settings");
        interact(() -> window().stage().setHeight(1_000));
        turnTo("settings");
        Region page = lookup("#settingsPanel .form-scroll").query();
        assertThat(onFx(page::getHeight)).isGreaterThan(1_000 - 200);
    }

    @Test
    void namesKeepTheirUnderscores() {
        interact(() -> window().model().startScenario("bad-deploy", 60));
        until("the run", () -> !fake.runs.isEmpty());
        clickOn("#nav-explore");
        interact(() ->
                ((javafx.scene.control.Button) lookup("#statusTasks").query())
                        .setText("1 task: Reading my_big_log.csv"));
        until(
                "the whole name",
                () ->
                        lookup("#statusTasks").query().lookupAll(".text").stream()
                                .anyMatch(text ->
                                        ((javafx.scene.text.Text) text)
                                                .getText()
                                                .contains("my_big_log.csv")));
    }

    private void fillAndShrink() {
        startDemo();
        fake.last().give(200);
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        interact(() -> {
            window().stage().setWidth(1280);
            window().stage().setHeight(720);
        });
        turnTo("settings");
        interact(() -> lookup("#text-size-130").queryAs(ToggleButton.class).fire());
    }

    private void turnTo(String panel) {
        interact(() -> lookup("#nav-" + panel).queryAs(ToggleButton.class).fire());
        // Styles and layout come with the next pulses; a run's picture a little later.
        sleep(600);
    }

    private double width(String id) {
        return ((Region) lookup(id).query()).getWidth();
    }

    private static Bounds inScene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private static void collect(Node node, Bounds place, String panel, List<String> outside) {
        if (!node.isVisible() || node instanceof ScrollPane) {
            return;
        }
        if (node instanceof Region && node.isManaged()) {
            Bounds bounds = inScene(node);
            if (bounds.getMinX() < place.getMinX() - ROUNDING
                    || bounds.getMaxX() > place.getMaxX() + ROUNDING
                    || bounds.getMaxY() > place.getMaxY() + ROUNDING) {
                outside.add("%s: %s at %s in %s".formatted(panel, node, bounds, place));
                return;
            }
        }
        boolean isScrolled =
                node.getStyleClass().contains("virtual-flow")
                        || node.getStyleClass().contains("list-view")
                        || node.getStyleClass().contains("table-view");
        if (node instanceof Parent parent && !isScrolled) {
            parent.getChildrenUnmodifiable()
                    .forEach(child -> collect(child, place, panel, outside));
        }
    }
}
