package trafficinsights.ui.common;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/// A bar that says what was done; there only while there is something to say.
public final class NewsBar extends OverlayBar {
    private final Label text = new Label();
    private Runnable onDismiss = () -> {};

    public NewsBar() {
        getStyleClass().add("news-bar");
        setAlignment(Pos.CENTER_LEFT);
        FontIcon sign = new FontIcon("fth-check");
        sign.getStyleClass().add("news-icon");
        text.setId("newsText");
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button dismiss = new Button();
        dismiss.getStyleClass().addAll("flat", "button-icon", "small-icon");
        dismiss.setGraphic(new FontIcon("fth-x"));
        dismiss.setAccessibleText("Dismiss");
        dismiss.setOnAction(event -> onDismiss.run());
        getChildren().addAll(sign, text, dismiss);
        show("");
        leaveByItself(() -> onDismiss.run());
    }

    public void show(String news) {
        setVisible(!news.isEmpty());
        setManaged(!news.isEmpty());
        text.setText(news);
    }

    public void onDismiss(Runnable action) {
        onDismiss = action;
    }
}
