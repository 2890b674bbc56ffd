package trafficinsights.ui.warehouse;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.DoctorStep.Verdict;
import trafficinsights.ui.common.Clip;

/// One step of the doctor: icon and word, what was asked and answered, and below a step that did
/// not pass the cause, what to do, and a line for the DBA.
final class DoctorStepRow extends HBox {
    private final VBox text = new VBox();

    private DoctorStepRow(String icon, String style, String title, String word) {
        getStyleClass().addAll("doctor-step", style);
        FontIcon sign = new FontIcon(icon);
        sign.getStyleClass().add("step-icon");
        Label name = new Label(title);
        name.getStyleClass().add("step-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label verdict = new Label(word);
        verdict.getStyleClass().add("step-word");
        HBox line = new HBox(name, verdict);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("step-line");
        text.getStyleClass().add("step-text");
        text.getChildren().add(line);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(sign, text);
    }

    /// A step that is done.
    static DoctorStepRow of(DoctorStep step) {
        DoctorStepRow row =
                new DoctorStepRow(
                        icon(step.verdict()),
                        "step-" + step.verdict().label(),
                        step.title(),
                        word(step));
        if (step.verdict() == Verdict.SKIPPED) {
            return row;
        }
        row.add("step-evidence", "", step.evidence());
        if (step.verdict() != Verdict.PASSED) {
            row.add("step-cause", "", step.cause());
            row.add("step-mend", "What to do: ", step.mend());
            row.addForDba(step.forDba());
        }
        return row;
    }

    /// The step that is being asked.
    static DoctorStepRow asking(String title) {
        return new DoctorStepRow("fth-more-horizontal", "step-asking", title, "asking");
    }

    private static String icon(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "fth-check-circle";
            case WARNED -> "fth-alert-triangle";
            case FAILED -> "fth-x-circle";
            case SKIPPED -> "fth-minus-circle";
        };
    }

    private static String word(DoctorStep step) {
        String time =
                step.millis() < 1000
                        ? step.millis() + " ms"
                        : String.format(Locale.ROOT, "%.1f s", step.millis() / 1e3);
        return switch (step.verdict()) {
            case PASSED -> "passed · " + time;
            case WARNED -> "warning · " + time;
            case FAILED -> "failed · " + time;
            case SKIPPED -> step.evidence();
        };
    }

    private void add(String style, String label, String words) {
        if (!words.isEmpty()) {
            Label line = new Label(label + words);
            line.getStyleClass().add(style);
            line.setWrapText(true);
            line.setMinHeight(Region.USE_PREF_SIZE);
            text.getChildren().add(line);
        }
    }

    private void addForDba(String words) {
        if (words.isEmpty()) {
            return;
        }
        Label lead = new Label("For the DBA");
        lead.getStyleClass().add("step-lead");
        lead.setMinWidth(Region.USE_PREF_SIZE);
        Label line = new Label(words);
        line.getStyleClass().add("step-dba");
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        Node copy = Clip.button("Copy the line for the DBA", words);
        HBox box = new HBox(lead, line, copy);
        box.getStyleClass().add("step-dba-box");
        box.setAlignment(Pos.CENTER_LEFT);
        text.getChildren().add(box);
    }
}
