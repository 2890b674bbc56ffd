package trafficinsights.ui.health;

import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.ui.common.Sparkline;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.health.Reading.Verdict;

/// A gauge: measured beside stated, a sign and a word for the verdict, and the last readings.
final class GaugeCard extends VBox {
    private final FontIcon sign = new FontIcon("fth-minus");
    private final Label word = new Label();
    private final Label value = new Label();
    private final Label note = new Label();
    private final Tooltip hint = new Tooltip();
    private final Sparkline history = new Sparkline();
    private Verdict shownVerdict = Verdict.NONE;

    GaugeCard(Gauge gauge) {
        setId("gauge-" + gauge.name());
        getStyleClass().addAll("card", "gauge-card");
        Label title = new Label(gauge.title());
        title.getStyleClass().add("number-name");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        word.getStyleClass().add("gauge-word");
        word.setGraphic(sign);
        HBox top = new HBox(title, gap, word);
        top.setAlignment(Pos.CENTER_LEFT);
        value.getStyleClass().add("number-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        Region middle = new Region();
        HBox.setHgrow(middle, Priority.ALWAYS);
        HBox line = new HBox(value, middle, history);
        line.setAlignment(Pos.CENTER_LEFT);
        Label target = new Label("Stated: " + gauge.target());
        target.getStyleClass().add("field-hint");
        note.getStyleClass().add("field-hint");
        note.setMinWidth(0);
        getChildren().addAll(top, line, target, note);
        show(Verdict.NONE);
    }

    void show(Reading reading) {
        value.setText(reading.value());
        note.setText(reading.note());
        hint.setText(reading.note());
        Tooltip shownHint = reading.note().isEmpty() ? null : hint;
        if (!Objects.equals(note.getTooltip(), shownHint)) {
            note.setTooltip(shownHint);
        }
        history.show(reading.history());
        if (reading.verdict() != shownVerdict) {
            show(reading.verdict());
        }
        setAccessibleText(
                "%s: %s, stated %s, %s"
                        .formatted(
                                reading.gauge().title(),
                                reading.value(),
                                reading.gauge().target(),
                                word.getText()));
    }

    /// Only when it changed: a new style has the whole card laid out and drawn.
    private void show(Verdict verdict) {
        shownVerdict = verdict;
        sign.setVisible(verdict != Verdict.NONE);
        word.setText(
                switch (verdict) {
                    case KEPT -> "kept";
                    case MISSED -> "missed";
                    case NONE -> "";
                });
        sign.setIconLiteral(
                switch (verdict) {
                    case KEPT -> "fth-check-circle";
                    case MISSED -> "fth-alert-triangle";
                    case NONE -> "fth-minus";
                });
        Styles.set(
                word,
                "label",
                "gauge-word",
                "gauge-" + verdict.name().toLowerCase(java.util.Locale.ROOT));
    }
}
