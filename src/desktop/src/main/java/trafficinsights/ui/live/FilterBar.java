package trafficinsights.ui.live;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// What everything in the panel is about, as a chip to take away, with undo and redo. FX thread.
final class FilterBar extends HBox {
    private final LivePanelViewModel model;
    private final Button chip = new Button("", new FontIcon("fth-x"));
    private final Button undo = icon("fth-corner-up-left", "Undo the filter (Ctrl+Z)", "liveUndo");
    private final Button redo = icon("fth-corner-up-right", "Redo the filter (Ctrl+Y)", "liveRedo");

    FilterBar(LivePanelViewModel model) {
        this.model = model;
        getStyleClass().add("live-filters");
        setMinWidth(Region.USE_PREF_SIZE);
        chip.setId("liveFilter");
        chip.getStyleClass().add("chip");
        chip.setMnemonicParsing(false);
        chip.setOnAction(event -> model.clearFilter());
        undo.setOnAction(event -> model.undoFilter());
        redo.setOnAction(event -> model.redoFilter());
        getChildren().addAll(chip, undo, redo);
        model.filterProperty().addListener((property, before, now) -> refresh());
        refresh();
    }

    private static Button icon(String literal, String text, String id) {
        Button button = new Button("", new FontIcon(literal));
        button.setId(id);
        button.getStyleClass().addAll("flat", "button-icon", "small-icon");
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        return button;
    }

    void refresh() {
        LiveFilter filter = model.filterProperty().get();
        show(chip, !filter.isNone());
        chip.setText(filter.label());
        chip.setAccessibleText("Remove the filter " + filter.label());
        boolean hasHistory = model.canUndoFilter() || model.canRedoFilter();
        show(undo, hasHistory);
        show(redo, hasHistory);
        undo.setDisable(!model.canUndoFilter());
        redo.setDisable(!model.canRedoFilter());
    }

    private static void show(Button button, boolean isShown) {
        button.setVisible(isShown);
        button.setManaged(isShown);
    }
}
