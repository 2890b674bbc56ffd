package trafficinsights.ui.investigate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.ui.common.Bar;

/// What was found against what really happened: a row for each detector, what was found and what
/// was missed, and the tuner. FX thread.
final class ScorecardView extends VBox {
    private static final double[] WIDTHS = {96, 48, 54, 54, 54, 76, 86};

    /// Pairs of a name and a figure side by side.
    private static final int MORE_COLUMNS = 2;

    private final GridPane rows = new GridPane();
    private final GridPane more = new GridPane();
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
        more.getStyleClass().addAll("figure-table", "scorecard-more");
        more.setId("scorecardMore");
        for (int i = 0; i < 2 * MORE_COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHalignment(i % 2 == 0 ? HPos.LEFT : HPos.RIGHT);
            column.setHgrow(i % 2 == 0 ? Priority.ALWAYS : Priority.NEVER);
            more.getColumnConstraints().add(column);
        }
        truths.getStyleClass().add("truth-list");
        truths.setId("truths");
        VBox left = new VBox(rows, text("All incidents", "card-title"), more, happened, truths);
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
        rows.add(text("Detector", "table-head"), 0, 0);
        for (int i = 0; i < Measure.SHORT.size(); i++) {
            rows.add(text(Measure.SHORT.get(i).label(), "table-head"), i + 1, 0);
        }
        int at = 1;
        for (Row row : card.rows()) {
            addRow(row, at++);
        }
        showMore(card.rows().getFirst());
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

    /// Numbers are to be written again.
    void redisplay() {
        curve.redisplay();
    }

    private void addRow(Row row, int at) {
        boolean isWhole = row.detector().equals(Scorecard.FUSED);
        Label name = text(isWhole ? "Incidents (all)" : sentenceCase(row.detector()), "table-name");
        name.setAccessibleText(
                name.getText()
                        + ": "
                        + Measure.SHORT.stream()
                                .map(measure -> measure.label() + " " + row.text(measure))
                                .collect(Collectors.joining(", ")));
        rows.add(name, 0, at);
        for (int i = 0; i < Measure.SHORT.size(); i++) {
            Measure measure = Measure.SHORT.get(i);
            Node figure = text(row.text(measure), "table-figure");
            rows.add(isBar(measure) ? share(row, measure, isWhole) : figure, i + 1, at);
        }
    }

    /// What the table of detectors has no room for, of all incidents.
    private void showMore(Row row) {
        more.getChildren().clear();
        List<Measure> measures =
                Stream.of(Measure.values())
                        .filter(m -> !Measure.SHORT.contains(m) && m != Measure.TRUTHS)
                        .toList();
        int lines = (measures.size() + MORE_COLUMNS - 1) / MORE_COLUMNS;
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            Label name = text(measure.label(), "figure-name");
            name.setTooltip(new Tooltip(sentenceCase(measure.meaning())));
            name.setAccessibleText(name.getText() + ": " + row.text(measure));
            more.add(name, i / lines * 2, i % lines);
            more.add(text(row.text(measure), "table-figure"), i / lines * 2 + 1, i % lines);
        }
    }

    private static boolean isBar(Measure measure) {
        return measure.isShare() || measure == Measure.F1;
    }

    private static String sentenceCase(String detector) {
        String text = detector.replace('_', ' ');
        return text.matches("p\\d.*")
                ? text
                : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static Node share(Row row, Measure measure, boolean isWhole) {
        VBox cell =
                new VBox(
                        text(row.text(measure), "table-figure"),
                        new Bar(row.value(measure), isWhole ? "bar-accent" : "bar-neutral"));
        cell.getStyleClass().add("part-cell");
        return cell;
    }

    private static Node truth(Found found) {
        boolean isBenign = found.truth().evidence().isBenign();
        boolean isRight = isBenign ? found.alarms() == 0 : found.isFound() && !found.isElsewhere();
        boolean isDoubtful = isBenign || found.isFound() || !found.truth().isToFind();
        FontIcon icon =
                new FontIcon(isRight ? "fth-check" : isDoubtful ? "fth-alert-triangle" : "fth-x");
        icon.getStyleClass()
                .addAll(
                        "truth-icon",
                        isRight ? "truth-found" : isDoubtful ? "truth-elsewhere" : "truth-missed");
        String what = found.truth().words() + (isBenign ? " (benign)" : "");
        Label name = text(sentenceCase(what), "table-name");
        Label note = text(found.words(), "dimension-note");
        HBox row = new HBox(icon, name, note);
        row.getStyleClass().add("truth-row");
        row.setAccessibleText(name.getText() + ", " + found.words());
        return row;
    }
}
