package trafficinsights.ui.common;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.javafx.FontIcon;

/// The system's clipboard. FX thread.
public final class Clip {
    private Clip() {}

    public static void put(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// A small button that copies a text.
    public static Button button(String meaning, String text) {
        Button copy = new Button();
        copy.getStyleClass().addAll("flat", "button-icon", "small-icon");
        copy.setGraphic(new FontIcon("fth-copy"));
        copy.setTooltip(new Tooltip(meaning));
        copy.setAccessibleText(meaning);
        copy.setOnAction(event -> put(text));
        return copy;
    }
}
