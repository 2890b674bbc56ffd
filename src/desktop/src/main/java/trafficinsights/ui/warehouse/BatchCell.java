package trafficinsights.ui.warehouse;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import trafficinsights.model.NumberText;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.PushedBatch.State;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.common.Texts;

/// A batch of a push as a small cell: its state by colour and by a sign, so that colour is never
/// alone.
final class BatchCell extends Label {
    BatchCell(PushedBatch batch) {
        setTooltip(new Tooltip());
        show(batch);
    }

    void show(PushedBatch batch) {
        Styles.set(this, "batch-cell", "batch-" + batch.state().label());
        setText(sign(batch.state()));
        String words =
                "Batch %d: %s%s"
                        .formatted(
                                batch.number() + 1,
                                batch.rows() == 0
                                        ? "analysis results, "
                                        : Texts.exact(batch.rows())
                                                + " "
                                                + NumberText.noun(batch.rows(), "request")
                                                + ", ",
                                PushedBatches.words(batch.state()));
        getTooltip().setText(words);
        setAccessibleText(words);
    }

    private static String sign(State state) {
        return switch (state) {
            case WAITING -> "";
            case SENT -> "↑";
            case COMMITTED -> "✓";
            case REPEATED -> "=";
            case OUTBOX -> "▪";
        };
    }

    /// What the signs mean.
    static HBox key() {
        HBox key = new HBox();
        for (State state : State.values()) {
            Label cell = new Label(sign(state));
            cell.getStyleClass().setAll("batch-cell", "batch-" + state.label());
            Label name = new Label(PushedBatches.words(state), cell);
            name.getStyleClass().add("batch-name");
            name.setMinWidth(Region.USE_PREF_SIZE);
            key.getChildren().add(name);
        }
        return key;
    }
}
