package trafficinsights.ui.common;

import java.io.IOException;
import java.nio.file.Path;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.stage.Window;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// Says over a chart where its picture is, and opens it or its folder. It covers the chart's foot
/// and moves nothing, and goes by itself. FX thread.
public final class SavedBar extends HBox {
    private static final String BROWSER = "trafficinsights.browser";
    private static final Duration SHOWN = Duration.seconds(12);

    private final Label text = new Label();
    private final Hyperlink open = new Hyperlink("Open");
    private final Hyperlink folder = new Hyperlink("Show in folder");
    private final PauseTransition end = new PauseTransition(SHOWN);

    SavedBar() {
        getStyleClass().addAll("picture-saved");
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        open.setMinWidth(USE_PREF_SIZE);
        folder.setMinWidth(USE_PREF_SIZE);
        Button dismiss = new Button("", new FontIcon("fth-x"));
        dismiss.getStyleClass().addAll("flat", "button-icon", "small-icon");
        dismiss.setAccessibleText("Dismiss");
        dismiss.setOnAction(event -> hide());
        getChildren().addAll(text, open, new Label("·"), folder, dismiss);
        end.setOnFinished(event -> hide());
        // A chart that leaves the window takes its clock along.
        sceneProperty().addListener((property, before, now) -> hide());
        hide();
    }

    /// Sets what opens the files of a window's bars. The window may still be without a scene.
    public static void setBrowser(Window window, Browser browser) {
        window.getProperties().put(BROWSER, browser);
    }

    private void hide() {
        end.stop();
        setVisible(false);
    }

    void show(Path file) {
        text.setText("Saved " + file.getFileName());
        open.setOnAction(event -> browse(file));
        folder.setOnAction(event -> {
            Path parent = file.toAbsolutePath().getParent();
            browse(parent == null ? file : parent);
        });
        setVisible(true);
        end.playFromStart();
    }

    private void browse(Path place) {
        if (getScene().getWindow().getProperties().get(BROWSER) instanceof Browser browser) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            browser.open(place.toUri());
                        } catch (IOException e) {
                            Platform.runLater(() -> notOpened(place, e));
                        }
                    });
        }
    }

    private void notOpened(Path place, IOException reason) {
        text.setText(
                "%s could not be opened: %s"
                        .formatted(place.toAbsolutePath(), reason.getMessage()));
        end.playFromStart();
    }
}
