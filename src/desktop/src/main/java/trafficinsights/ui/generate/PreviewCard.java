package trafficinsights.ui.generate;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.scenario.FailureForm;
import trafficinsights.run.scenario.ScenarioDraft;

/// What a run of the scenario is expected to be: rates, failures with their form, and what it
/// costs. FX thread.
final class PreviewCard extends VBox {
    private final FlowPane regions = new FlowPane();

    /// @param estimate one line: how much comes of it, and how long it takes
    PreviewCard(ScenarioEditor editor, ScenarioPicture picture, ObservableValue<String> estimate) {
        getStyleClass().addAll("card", "preview-card");
        setMinWidth(0);
        VBox.setVgrow(picture, Priority.ALWAYS);
        Label line = new Label();
        line.setId("estimate");
        line.getStyleClass().add("estimate");
        line.setMinWidth(0);
        line.setWrapText(true);
        line.textProperty().bind(estimate);
        HBox foot = new HBox(line);
        foot.getStyleClass().add("preview-foot");
        getChildren().addAll(head(editor), regions, picture, new FailureFields(editor), foot);
        editor.draftProperty().addListener((property, before, now) -> showRegions(now));
        showRegions(editor.draftProperty().get());
    }

    private HBox head(ScenarioEditor editor) {
        Label title = new Label("Expected rate");
        title.getStyleClass().add("card-title");
        title.setMinWidth(USE_PREF_SIZE);
        regions.getStyleClass().add("region-key");
        regions.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button undo = FailureFields.button("undo", "fth-corner-up-left", "Undo (Ctrl+Z)");
        undo.setOnAction(event -> editor.undo());
        undo.disableProperty().bind(editor.undoableProperty().not());
        Button redo = FailureFields.button("redo", "fth-corner-up-right", "Redo (Ctrl+Y)");
        redo.setOnAction(event -> editor.redo());
        redo.disableProperty().bind(editor.redoableProperty().not());
        MenuButton add = new MenuButton("Add fai_lure");
        add.setId("addFailure");
        add.setMinWidth(USE_PREF_SIZE);
        add.disableProperty().bind(editor.draftProperty().isNull());
        for (FailureForm form : FailureForm.all()) {
            MenuItem item = new MenuItem(form.title());
            item.setId("add-" + form.kind());
            item.setOnAction(event -> editor.add(form));
            add.getItems().add(item);
        }
        HBox head = new HBox(title, gap, undo, redo, add);
        head.getStyleClass().add("card-head");
        return head;
    }

    private void showRegions(@Nullable ScenarioDraft draft) {
        List<Label> keys = new ArrayList<>();
        List<ScenarioDraft.RegionPlan> plans = draft == null ? List.of() : draft.regions();
        List<String> colours =
                ScenarioPicture.colours(
                        plans.stream().map(ScenarioDraft.RegionPlan::name).toList());
        for (int r = 0; r < plans.size(); r++) {
            Region box = new Region();
            box.getStyleClass().addAll("region-box", colours.get(r));
            keys.add(new Label(plans.get(r).name(), box));
        }
        regions.getChildren().setAll(keys);
    }
}
