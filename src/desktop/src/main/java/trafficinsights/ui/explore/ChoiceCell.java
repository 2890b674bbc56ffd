package trafficinsights.ui.explore;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvColumn;

/// A list to choose from in each row; nothing where there is nothing to choose.
final class ChoiceCell extends TableCell<CsvColumn, CsvColumn> {
    private final String title;
    private final Function<CsvColumn, List<RoleChoice>> all;
    private final Function<CsvColumn, RoleChoice> now;
    private final ComboBox<RoleChoice> box = new ComboBox<>();
    private boolean isShowing;

    ChoiceCell(
            String title,
            Function<CsvColumn, List<RoleChoice>> all,
            Function<CsvColumn, RoleChoice> now,
            BiConsumer<CsvColumn, RoleChoice> onChoice) {
        this.title = title;
        this.all = all;
        this.now = now;
        getStyleClass().add("choice-cell");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setOnAction(event -> {
            CsvColumn column = getItem();
            RoleChoice chosen = box.getValue();
            if (!isShowing && column != null && chosen != null) {
                onChoice.accept(column, chosen);
            }
        });
    }

    @Override
    protected void updateItem(@Nullable CsvColumn column, boolean empty) {
        super.updateItem(column, empty);
        List<RoleChoice> choices = column == null || empty ? List.of() : all.apply(column);
        if (column == null || choices.isEmpty()) {
            setGraphic(null);
            return;
        }
        isShowing = true;
        box.getItems().setAll(choices);
        box.setValue(now.apply(column));
        box.setAccessibleText(title + " of " + column.title());
        isShowing = false;
        setGraphic(box);
    }
}
