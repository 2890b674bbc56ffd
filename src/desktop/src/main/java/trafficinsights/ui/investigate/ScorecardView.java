package trafficinsights.ui.investigate;

import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.NumberText;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.ui.common.Bar;
import trafficinsights.ui.common.Texts;

/// What was found against what really happened: a row for each detector, what was found and what
/// was missed, and the tuner. FX thread.
final class ScorecardView extends VBox {
    private static final double[] WIDTHS = {96, 48, 54, 54, 54, 72, 68};

    private final GridPane rows = new GridPane();
    private final VBox truths = new VBox();
    private final Label happened = text("What happened", "card-title");
    private final TunerCurve curve = new TunerCurve();

    ScorecardView() {
        getStyleClass().add("scorecard-view");
        setId("scorecardView");
        rows.getStyleClass().add("figure-table");
        rows.setId("scorecardRows");
        for (int i = 0; i < WIDTHS.length; i++) {
            ColumnConstraints column = new ColumnConstraints(0, WIDTHS[i], Double.MAX_VALUE);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.NEVER);
            rows.getColumnConstraints().add(column);
        }
        truths.getStyleClass().add("truth-list");
        truths.setId("truths");
        VBox left = new VBox(rows, happened, truths);
        left.getStyleClass().add("scorecard-tables");
        SideBySide body = new SideBySide(left, curve, false, new SideBySide.Widths(244, 520, 720));
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().add(body);
    }

    private static Label text(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    void show(Scorecard card) {
        rows.getChildren().clear();
        rows.addRow(
                0,
                text("Detector", "table-head"),
                text("found", "table-head"),
                text("precision", "table-head"),
                text("recall", "table-head"),
                text("F1", "table-head"),
                text("false alarms", "table-head"),
                text("time to detect", "table-head"));
        int at = 1;
        for (Row row : card.rows()) {
            addRow(row, at++);
        }
        truths.getChildren().clear();
        long elsewhere = card.truths().stream().filter(Found::isElsewhere).count();
        happened.setText(
                elsewhere == 0
                        ? "What happened"
                        : "What happened: %d of %d detected with a wrong target"
                                .formatted(elsewhere, card.truths().size()));
        card.truths().forEach(found -> truths.getChildren().add(truth(found)));
        curve.show(card.sweep());
        boolean hasSweep = card.sweep().size() > 1;
        curve.setVisible(hasSweep);
        curve.setManaged(hasSweep);
    }

    private void addRow(Row row, int at) {
        boolean isWhole = row.detector().equals(Scorecard.FUSED);
        Label name = text(isWhole ? "Incidents (all)" : sentenceCase(row.detector()), "table-name");
        name.setAccessibleText(
                "%s: %d of %d found, %d false alarms, precision %s, recall %s"
                        .formatted(
                                name.getText(),
                                row.found(),
                                row.truths(),
                                row.falseAlarms(),
                                share(row.precision()),
                                share(row.recall())));
        rows.addRow(
                at,
                name,
                text(row.found() + " of " + row.truths(), "table-figure"),
                share(row.precision(), isWhole),
                share(row.recall(), isWhole),
                share(row.f1(), isWhole),
                text(String.valueOf(row.falseAlarms()), "table-figure"),
                text(seconds(row.medianSecondsToDetect()), "table-figure"));
    }

    private static String sentenceCase(String detector) {
        String text = detector.replace('_', ' ');
        return text.matches("p\\d.*")
                ? text
                : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static Node share(double value, boolean isWhole) {
        VBox cell =
                new VBox(
                        text(share(value), "table-figure"),
                        new Bar(value, isWhole ? "bar-accent" : "bar-neutral"));
        cell.getStyleClass().add("part-cell");
        return cell;
    }

    private static String share(double value) {
        return Double.isNaN(value) ? NumberText.NONE : Math.round(value * 100) + " %";
    }

    private static String seconds(double value) {
        return Double.isNaN(value) ? NumberText.NONE : Texts.duration(value);
    }

    private static Node truth(Found found) {
        boolean isRight = found.isFound() && !found.isElsewhere();
        FontIcon icon =
                new FontIcon(
                        isRight ? "fth-check" : found.isFound() ? "fth-alert-triangle" : "fth-x");
        icon.getStyleClass()
                .addAll(
                        "truth-icon",
                        isRight
                                ? "truth-found"
                                : found.isFound() ? "truth-elsewhere" : "truth-missed");
        String what = found.truth().sentence().replaceFirst("^Injected: ", "");
        Label name = text(Character.toUpperCase(what.charAt(0)) + what.substring(1), "table-name");
        String result =
                found.isFound()
                        ? (found.isElsewhere() ? "found, wrong target, after " : "found after ")
                                + Texts.duration(found.secondsToDetect())
                                + key(found)
                        : "not found";
        Label note = text(result, "dimension-note");
        HBox row = new HBox(icon, name, note);
        row.getStyleClass().add("truth-row");
        row.setAccessibleText(name.getText() + ", " + result);
        return row;
    }

    private static String key(Found found) {
        return found.key().isEmpty() || found.key().equals("all") ? "" : " in " + found.key();
    }
}
