package trafficinsights.ui.live;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import trafficinsights.model.Figure;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.common.Texts;

/// One of the five numbers, large, with what changed.
final class NumberTile extends VBox {
    private final Label value = new Label();
    private final Label delta = new Label();

    NumberTile(Figure figure) {
        getStyleClass().addAll("card", "number-tile");
        setMinWidth(0);
        setId("number-" + figure.id());
        Label name = new Label(figure.label());
        name.getStyleClass().add("number-name");
        value.getStyleClass().add("number-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        delta.getStyleClass().add("delta");
        HBox line = new HBox(value, delta);
        line.getStyleClass().add("number-line");
        line.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(name, line);
    }

    void show(KeyNumber number) {
        value.setText(Texts.marked(number.text()));
        delta.setText(Texts.marked(number.deltaText()));
        String meaning = number.meaning().name().toLowerCase(Locale.ROOT);
        Styles.set(delta, "label", "delta", "delta-" + meaning);
        setAccessibleText(number.figure().label() + " " + value.getText() + " " + delta.getText());
    }
}
