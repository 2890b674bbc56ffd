package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import trafficinsights.model.Unit;

/// Labels of the time axis as they are drawn.
final class TimeAxisTest extends ApplicationTest {
    /// Ten seconds before a full minute.
    private static final double START_SECONDS = 1_780_000_130;

    /// The least that the axis leaves between two labels.
    private static final int LABEL_GAP = 4;

    private static final int TICK_HEIGHT = 10;
    private static final int LABEL_BOTTOM = 24;

    private @Nullable TimeChart made;

    @Override
    public void start(Stage stage) {
        made = new TimeChart("Requests", Unit.REQUESTS_PER_SECOND, new LinkedCursor());
        made.setPrefSize(500, 240);
        // The stage may be as large as a test before left it; a pane leaves the chart its size.
        stage.setScene(new Scene(new Pane(made)));
        stage.show();
    }

    private TimeChart chart() {
        return Objects.requireNonNull(made);
    }

    private void show(double from, double to) throws Exception {
        double[] times = {from, to};
        SeriesFrame line = new SeriesFrame("all", "series-1", times, times, times, times);
        ChartFrame frame = new ChartFrame(from, to, List.of(line), List.of(), 1);
        Thread writer = Thread.ofVirtual().start(() -> chart().write(frame));
        writer.join();
        interact(() -> chart().show(frame));
        interact(() -> {});
        sleep(400);
    }

    /// Pixels of each label, from the left.
    private List<Integer> labels() {
        List<Integer> found = new ArrayList<>();
        interact(() -> {
            Canvas axis =
                    chart().lookupAll(".chart-body *").stream()
                            .filter(node -> node.getParent() instanceof TimeAxis)
                            .filter(Canvas.class::isInstance)
                            .map(Canvas.class::cast)
                            .findFirst()
                            .orElseThrow();
            // As it is seen: the axis draws beyond the place where the chart is cut.
            Bounds seen = chart().sceneToLocal(axis.localToScene(axis.getBoundsInLocal()));
            found.addAll(labels(chart().snapshot(null, null), seen));
        });
        return found;
    }

    private static List<Integer> labels(WritableImage chart, Bounds axis) {
        List<Integer> found = new ArrayList<>();
        int blank = LABEL_GAP;
        for (int x = (int) axis.getMinX(); x < Math.min(chart.getWidth(), axis.getMaxX()); x++) {
            int ink = 0;
            for (int y = TICK_HEIGHT; y < LABEL_BOTTOM; y++) {
                int row = (int) axis.getMinY() + y;
                ink += chart.getPixelReader().getColor(x, row).getBrightness() < 0.7 ? 1 : 0;
            }
            blank = ink == 0 ? blank + 1 : blank;
            if (ink > 0) {
                if (blank >= LABEL_GAP) {
                    found.add(0);
                }
                found.add(found.removeLast() + ink);
                blank = 0;
            }
        }
        return found;
    }

    @Test
    void aLabelAtAnEndIsAsWholeAsOneInTheMiddle() throws Exception {
        show(START_SECONDS - 30, START_SECONDS + 30);
        List<Integer> middle = labels();
        show(START_SECONDS, START_SECONDS + 60);
        List<Integer> first = labels();
        show(START_SECONDS - 60, START_SECONDS);
        List<Integer> last = labels();
        // The same time of day is in the middle of one and at an end of the others.
        assertThat((double) first.getFirst())
                .isCloseTo((double) middle.get(3), withinPercentage(6));
        assertThat((double) last.getLast()).isCloseTo((double) middle.get(3), withinPercentage(6));
        assertThat(middle).hasSizeBetween(6, 7);
        // The label at the right end moves inwards, where there may be no room beside its
        // neighbour.
        assertThat(first).hasSizeBetween(6, 7);
    }
}
