package trafficinsights.ui.live;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Severity;

/// An anomaly as a sentence, what was expected, and when.
final class AnomalyCell extends ListCell<Anomaly> {
    /// Padding of the list and its scroll bar.
    private static final double SIDES = 20;

    private final Label sentence = label("anomaly-sentence");
    private final Label expectation = label("anomaly-detail");
    private final Label when = label("anomaly-detail");
    private final FontIcon icon = new FontIcon("fth-alert-triangle");
    private final HBox row;

    AnomalyCell() {
        getStyleClass().add("anomaly-cell");
        VBox text = new VBox(sentence, expectation, when);
        text.getStyleClass().add("anomaly-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        row = new HBox(icon, text);
        row.getStyleClass().add("anomaly-row");
        row.setAlignment(Pos.TOP_LEFT);
        // The list gives the width; without this, cells grow with their longest sentence.
        setPrefWidth(0);
    }

    /// The list asks without a width; wrapped text has no height without one.
    @Override
    protected double computePrefHeight(double width) {
        ListView<Anomaly> list = getListView();
        if (list == null || getGraphic() == null) {
            return super.computePrefHeight(width);
        }
        double own = getWidth() > 0 ? getWidth() : list.getWidth() - SIDES;
        double inside = own - snappedLeftInset() - snappedRightInset();
        return Math.ceil(row.prefHeight(inside)) + snappedTopInset() + snappedBottomInset();
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    @Override
    protected void updateItem(@Nullable Anomaly anomaly, boolean empty) {
        super.updateItem(anomaly, empty);
        if (empty || anomaly == null) {
            setGraphic(null);
            return;
        }
        sentence.setText(AnomalyText.sentence(anomaly));
        expectation.setText(AnomalyText.expectation(anomaly));
        when.setText(AnomalyText.when(anomaly));
        icon.setIconLiteral(icon(anomaly.severity()));
        icon.getStyleClass()
                .setAll(
                        "ikonli-font-icon",
                        "severity-icon",
                        "severity-" + anomaly.severity().name().toLowerCase(Locale.ROOT));
        setAccessibleText(anomaly.severity().label() + ": " + sentence.getText());
        setGraphic(row);
    }

    private static String icon(Severity severity) {
        return switch (severity) {
            case MINOR -> "fth-info";
            case MAJOR -> "fth-alert-triangle";
            case CRITICAL -> "fth-alert-octagon";
        };
    }
}
