package trafficinsights.ui.common.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import trafficinsights.chart.Band;

final class EventMarksTest extends ApplicationTest {
    @Override
    public void start(Stage stage) {}

    private static Band event(long second, String text) {
        return new Band(second * 1_000_000, second * 1_000_000, Band.Kind.EVENT, text);
    }

    private static List<Node> namesSeen(Band... events) {
        EventMarks marks = new EventMarks(0);
        marks.show(List.of(events));
        marks.place(second -> second, 600, 100);
        return marks.getChildren().stream()
                .filter(node -> node instanceof Label && node.isVisible())
                .toList();
    }

    @Test
    void twoEventsAtOnePlaceHaveBothNamesOneBelowTheOther() {
        List<Node> names = namesSeen(event(100, "A: deploy 1"), event(100, "B: deploy 2"));
        assertThat(names).hasSize(2);
        assertThat(names.get(1).getLayoutY())
                .isGreaterThanOrEqualTo(
                        names.get(0).getLayoutY() + names.get(0).getLayoutBounds().getHeight());
    }

    @Test
    void ofManyEventsAtOnePlaceTheSecondNameSaysHowManyMoreThereAre() {
        List<Node> names =
                namesSeen(
                        event(100, "a"),
                        event(100, "b"),
                        event(101, "c"),
                        event(102, "d"),
                        event(300, "e"));
        assertThat(names)
                .extracting(node -> ((Label) node).getText())
                .containsExactly("a", "b +2", "e");
    }

    @Test
    void eventsThatAreApartHaveTheirNamesInOneRow() {
        List<Node> names = namesSeen(event(100, "deploy 1"), event(300, "deploy 2"));
        assertThat(names).extracting(Node::getLayoutY).containsExactly(0.0, 0.0);
    }
}
