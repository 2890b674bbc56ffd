package trafficinsights.ui.common.work;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The progress of a [Work] with its cancel; there only while there is something to see.
public final class WorkStrip extends HBox {
    private final Label text = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button("Cancel", new FontIcon("fth-x"));

    public WorkStrip() {
        getStyleClass().add("work-strip");
        setAlignment(Pos.CENTER_LEFT);
        text.getStyleClass().add("work-text");
        text.setMinWidth(0);
        bar.getStyleClass().add("work-bar");
        cancel.getStyleClass().add("work-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(text, bar, cancel);
        setVisible(false);
        setManaged(false);
    }

    public void follow(Work work) {
        visibleProperty().bind(work.shownProperty());
        managedProperty().bind(work.shownProperty());
        text.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> line(work), work.textProperty(), work.doneShareProperty()));
        bar.progressProperty().bind(work.doneShareProperty());
        cancel.setOnAction(event -> work.cancel());
    }

    private static String line(Work work) {
        double share = work.doneShareProperty().get();
        return share < 0
                ? work.textProperty().get()
                : work.textProperty().get() + ", " + (int) Math.floor(share * 100) + " %";
    }
}
