package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import trafficinsights.model.Unit;

/// What a picture of a chart shows, by its pixels.
final class PictureSheetTest extends ApplicationTest {
    private static final double START_SECONDS = 1_780_000_200;

    private @Nullable TimeChart made;

    @Override
    public void start(Stage stage) {
        made = new TimeChart("Requests", Unit.REQUESTS_PER_SECOND, new LinkedCursor());
        made.setSource(() -> "Bad deploy #42");
        StackPane root = new StackPane(made);
        Scene scene = new Scene(root, 500, 240);
        root.getStyleClass().add("workbench");
        Theme.loadFonts();
        Theme.LIGHT.applyTo(scene, 1);
        stage.setScene(scene);
        stage.show();
    }

    private TimeChart chart() {
        return Objects.requireNonNull(made);
    }

    /// A level line with one step, so that its edges in the picture are known.
    private WritableImage picture() throws InterruptedException {
        double[] times = new double[60];
        double[] values = new double[60];
        for (int i = 0; i < 60; i++) {
            times[i] = START_SECONDS + i;
            values[i] = 100;
        }
        SeriesFrame line = new SeriesFrame("all", "series-rate", times, values, times, values);
        ChartFrame frame = new ChartFrame(times[0], times[59], List.of(line), List.of(), 120);
        Thread writer = Thread.ofVirtual().start(() -> chart().write(frame));
        writer.join();
        interact(() -> chart().show(frame));
        sleep(400);
        List<WritableImage> image = new ArrayList<>();
        interact(() -> image.add(PictureSheet.of(chart())));
        return image.getFirst();
    }

    @Test
    void aLineIsAsSharpAsThePictureIsFine() throws InterruptedException {
        WritableImage picture = picture();
        assertThat(picture.getWidth()).isGreaterThan(900);
        // 1.5 px of the screen are 3 of the picture, with at most one half-covered on each side.
        int x = (int) (picture.getWidth() / 2);
        int coloured = 0;
        for (int y = 120; y < picture.getHeight() - 80; y++) {
            coloured += picture.getPixelReader().getColor(x, y).getSaturation() > 0.1 ? 1 : 0;
        }
        assertThat(coloured).isBetween(3, 5);
    }

    @Test
    void nothingOfTheCardIsInThePicture() throws InterruptedException {
        WritableImage picture = picture();
        Set<Object> edge = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x++) {
            edge.add(picture.getPixelReader().getColor(x, 0));
            edge.add(picture.getPixelReader().getColor(x, 20));
        }
        assertThat(edge).hasSize(1);
    }

    @Test
    void theFileIsNamedAfterTheRunAndTheChart() {
        assertThat(PictureMenu.fileName(chart())).isEqualTo("bad-deploy-42-requests.png");
    }
}
