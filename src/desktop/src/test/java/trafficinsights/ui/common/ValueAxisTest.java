package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import trafficinsights.model.Unit;

/// Ticks of the value axis as ChartFX places them.
final class ValueAxisTest extends ApplicationTest {
    private @Nullable TimeChart made;

    @Override
    public void start(Stage stage) {
        made = new TimeChart("Latency", Unit.ESTIMATED_MICROS, new LinkedCursor());
        made.setPrefSize(500, 240);
        stage.setScene(new Scene(new Pane(made)));
        stage.show();
    }

    private ValueAxis show(boolean isLogarithmic, double... values) throws Exception {
        TimeChart chart = Objects.requireNonNull(made);
        double[] times = {0, 10, 20};
        SeriesFrame line = new SeriesFrame("p95", "series-p95", times, values, times, values);
        ChartFrame frame = new ChartFrame(0, 20, List.of(line), List.of(), 1000);
        interact(() -> chart.setLogarithmic(isLogarithmic));
        Thread.ofVirtual().start(() -> chart.write(frame)).join();
        interact(() -> chart.show(frame));
        sleep(400);
        return lookup(node -> node instanceof ValueAxis).query();
    }

    private static List<String> labels(ValueAxis axis) {
        return axis.getTickMarks().stream()
                .map(mark -> axis.getTickMarkLabel(mark.getValue()))
                .toList();
    }

    @Test
    void aLinearAxisIsWrittenInOneUnit() throws Exception {
        ValueAxis axis = show(false, 300_000, 1_600_000, 900_000);
        assertThat(labels(axis)).containsExactly("0", "0.5 s", "1.0 s", "1.5 s", "2.0 s");
    }

    @Test
    void aLogarithmicAxisEndsAtItsOuterTicks() throws Exception {
        ValueAxis axis = show(true, 23_000, 400_000, 52_000);
        assertThat(labels(axis)).containsExactly("20 ms", "50 ms", "100 ms", "200 ms", "500 ms");
        double height = axis.getHeight();
        assertThat(axis.getDisplayPosition(20_000)).isCloseTo(height, within(1.0));
        assertThat(axis.getDisplayPosition(100_000))
                .isCloseTo(height * (1 - Math.log(5) / Math.log(25)), within(1.0));
        assertThat(axis.getDisplayPosition(500_000)).isCloseTo(0, within(1.0));
    }
}
