package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Problem;

/// What is under the mouse stays there when a message comes, or a scroll bar.
final class NothingJumpsTest extends WindowTest {
    private static final double PADDING = 8;
    private static final double BAR = 12;

    @Test
    void aMessageLiesOverThePanelAndMovesNothing() {
        startDemo();
        fake.last().give(60);
        until("the first picture", () -> shows("#chart-RATE"));
        double before = top("#chart-RATE");
        fake.last().fail(Problem.of("input.read", "web.log could not be read. Open it again."));
        until("the message", () -> shows("#liveProblem") && height("#liveProblem") > 20);
        sleep(200);
        assertThat(top("#chart-RATE")).isEqualTo(before);
        clickOn("#liveProblem #dismissProblem");
        assertThat(shows("#liveProblem")).isFalse();
        assertThat(top("#chart-RATE")).isEqualTo(before);
    }

    @Test
    void theScrollBarOfTheIncidentsHasItsRoomBeforeItComes() {
        startDemo();
        fake.last().give(200);
        until("its cell", () -> !lookup("#livePanel .incident-sentence").queryAll().isEmpty());
        double edge = right("#livePanel #incidentRows");
        assertThat(right("#livePanel .incident-head")).isLessThan(edge - PADDING - BAR);
    }

    private double right(String id) {
        return onFx(() -> {
            Node node = lookup(id).query();
            return node.localToScene(node.getLayoutBounds()).getMaxX();
        });
    }

    private double top(String id) {
        return onFx(() -> {
            Node node = lookup(id).query();
            return node.localToScene(node.getLayoutBounds()).getMinY();
        });
    }

    private double height(String id) {
        return onFx(() -> lookup(id).query().getLayoutBounds().getHeight());
    }
}
