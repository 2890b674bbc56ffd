package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// Whoever goes through the window by Tab sees where the focus is.
final class FocusRingTest extends WindowTest {
    private static final double MARGIN = 3;
    private static final int MOST_STOPS = 60;

    @Test
    void everyTabStopOfEveryPanelLooksOtherwiseWithTheFocus() {
        startDemo();
        fake.last().give(200);
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        List<String> alike = new ArrayList<>();
        for (String panel : PANELS) {
            clickOn("#nav-" + panel);
            sleep(800);
            moveTo("#navigation");
            goThrough(panel, alike);
        }
        assertThat(alike).isEmpty();
    }

    private void goThrough(String panel, List<String> alike) {
        List<Node> seen = new ArrayList<>();
        push(KeyCode.TAB);
        for (int i = 0; i < MOST_STOPS; i++) {
            Node owner = onFx(() -> window().stage().getScene().getFocusOwner());
            if (owner == null || seen.contains(owner)) {
                return;
            }
            seen.add(owner);
            WritableImage with = onFx(() -> picture(owner));
            push(KeyCode.TAB);
            WritableImage without = onFx(() -> picture(owner));
            if (areAlike(with, without)) {
                alike.add(panel + ": " + owner);
            }
        }
    }

    private WritableImage picture(Node node) {
        Scene scene = window().stage().getScene();
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        SnapshotParameters part = new SnapshotParameters();
        part.setViewport(
                new Rectangle2D(
                        Math.max(0, bounds.getMinX() - MARGIN),
                        Math.max(0, bounds.getMinY() - MARGIN),
                        Math.max(1, bounds.getWidth() + 2 * MARGIN),
                        Math.max(1, bounds.getHeight() + 2 * MARGIN)));
        return scene.getRoot().snapshot(part, null);
    }

    private static boolean areAlike(WritableImage one, WritableImage other) {
        PixelReader first = one.getPixelReader();
        PixelReader second = other.getPixelReader();
        int width = (int) Math.min(one.getWidth(), other.getWidth());
        int height = (int) Math.min(one.getHeight(), other.getHeight());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (first.getArgb(x, y) != second.getArgb(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }
}
