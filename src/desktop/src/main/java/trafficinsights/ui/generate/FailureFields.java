package trafficinsights.ui.generate;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.scenario.FailureForm;
import trafficinsights.run.scenario.PlannedFailure;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.Texts;

/// The selected failure as a form. FX thread.
final class FailureFields extends VBox {
    private static final List<FailureForm> FORMS = FailureForm.all();

    private final ScenarioEditor editor;
    private final ChoiceBox<FailureForm> kind = new ChoiceBox<>();
    private final ChoiceBox<String> target = new ChoiceBox<>();
    private final DraftField start;
    private final DraftField length;
    private final DraftField strength;
    private final Label meaning = new Label();
    private final Label message = new Label();
    private final Label empty = new Label();
    private final HBox row;
    private boolean isShowing;

    FailureFields(ScenarioEditor editor) {
        this.editor = editor;
        getStyleClass().add("failure-fields");
        start = field("failureStart", "Start", "at", f -> ScenarioDraft.durationText(f.at()));
        length =
                field(
                        "failureLength",
                        "Length",
                        "length",
                        f -> ScenarioDraft.durationText(f.length()));
        strength = field("failureStrength", "Strength", "strength", f -> Texts.plain(f.strength()));
        kind.setId("failureKind");
        kind.getItems().setAll(FORMS);
        kind.setConverter(new ChoiceText<>(FailureForm::title));
        kind.setAccessibleText("Kind");
        target.setId("failureTarget");
        target.setAccessibleText("Target");
        meaning.getStyleClass().add("field-hint");
        message.getStyleClass().add("field-message");
        message.setId("failureMessage");
        message.setWrapText(true);
        message.setMinHeight(Region.USE_PREF_SIZE);
        empty.getStyleClass().add("field-hint");
        empty.setId("failureHint");
        empty.setWrapText(true);
        row =
                new HBox(
                        named("Kind", kind),
                        named("Target", target),
                        named("Start", start),
                        named("Length", length),
                        named("Strength", strength),
                        actions());
        row.getStyleClass().add("failure-row");
        getChildren().addAll(row, meaning, message, empty);
        listen();
        show();
    }

    private HBox actions() {
        Button copy = button("copyFailure", "fth-copy", "Copy the failure");
        copy.setOnAction(event -> editor.copy());
        Button delete = button("deleteFailure", "fth-trash-2", "Delete the failure");
        delete.setOnAction(event -> editor.delete());
        HBox both = new HBox(copy, delete);
        both.getStyleClass().add("failure-actions");
        return both;
    }

    static Button button(String id, String icon, String text) {
        Button button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("flat", "icon-button");
        button.setAccessibleText(text);
        button.setTooltip(new javafx.scene.control.Tooltip(text));
        return button;
    }

    private static VBox named(String text, javafx.scene.Node node) {
        Label name = new Label(text);
        name.getStyleClass().add("fact-name");
        name.setLabelFor(node);
        VBox box = new VBox(name, node);
        box.getStyleClass().add("fact");
        return box;
    }

    private DraftField field(
            String id, String name, String key, Function<PlannedFailure, String> text) {
        DraftField field =
                new DraftField(
                        editor,
                        name,
                        () -> "failures." + editor.selectedProperty().get() + "." + key,
                        () -> editor.selectedFailure().map(text).orElse(""));
        field.setId(id);
        return field;
    }

    private void listen() {
        editor.draftProperty().addListener((property, before, now) -> show());
        editor.selectedProperty().addListener((property, before, now) -> show());
        editor.refusedProperty()
                .addListener((property, before, now) ->
                        message.setText(
                                now != null && now.path().startsWith("failures")
                                        ? now.message()
                                        : ""));
        message.managedProperty().bind(message.textProperty().isNotEmpty());
        kind.setOnAction(event -> {
            if (!isShowing && kind.getValue() != null) {
                editor.setKind(kind.getValue());
            }
        });
        target.setOnAction(event -> {
            if (!isShowing && target.getValue() != null) {
                String path = "failures." + editor.selectedProperty().get() + ".target";
                editor.type(path, target.getValue());
                editor.settle();
            }
        });
    }

    private void show() {
        PlannedFailure failure = editor.selectedFailure().orElse(null);
        ScenarioDraft draft = editor.draftProperty().get();
        boolean any = failure != null && draft != null;
        row.setVisible(any);
        row.setManaged(any);
        meaning.setVisible(any);
        meaning.setManaged(any);
        empty.setVisible(!any);
        empty.setManaged(!any);
        if (failure == null || draft == null) {
            empty.setText(hint(draft));
            return;
        }
        isShowing = true;
        FailureForm form =
                FORMS.stream().filter(f -> f.kind().equals(failure.kind())).findAny().orElseThrow();
        kind.setValue(form);
        List<String> targets = draft.targets(failure.kind());
        if (!targets.equals(target.getItems())) {
            target.getItems().setAll(targets);
        }
        target.setValue(failure.target());
        meaning.setText("Strength: " + form.meaning() + ".");
        isShowing = false;
        start.refresh();
        length.refresh();
        strength.refresh();
    }

    private static String hint(@Nullable ScenarioDraft draft) {
        if (draft == null) {
            return "This scenario cannot be edited here.";
        }
        return draft.failures().isEmpty()
                ? "This scenario has no failures. Add one to see it in the run."
                : "Click a failure to edit it. Drag it to move it, or drag its ends"
                        + " to change its length.";
    }
}
