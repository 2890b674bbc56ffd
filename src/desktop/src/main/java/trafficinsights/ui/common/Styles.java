package trafficinsights.ui.common;

import java.util.List;
import javafx.scene.Node;

/// Style classes that change while the window works.
public final class Styles {
    private Styles() {}

    /// Sets the style classes of a node; does nothing when it has them, because each change makes
    /// JavaFX look up all its styles again.
    public static void set(Node node, String... classes) {
        List<String> wanted = List.of(classes);
        if (!node.getStyleClass().equals(wanted)) {
            node.getStyleClass().setAll(wanted);
        }
    }
}
