package trafficinsights.ui.common;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/// Columns of plain tables: texts at the left, figures at the right and sorted by what they are.
public final class TextColumns {
    private TextColumns() {}

    public static <R> TableColumn<R, String> text(
            String title, double width, Function<R, String> value) {
        TableColumn<R, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        return column;
    }

    public static <R> TableColumn<R, Double> figure(
            String title, double width, ToDoubleFunction<R> value, Function<Double, String> words) {
        TableColumn<R, Double> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.getStyleClass().add("number-cell");
        column.setComparator(Comparator.naturalOrder());
        column.setCellValueFactory(
                row -> new ReadOnlyObjectWrapper<>(value.applyAsDouble(row.getValue())));
        column.setCellFactory(made ->
                new TableCell<>() {
                    @Override
                    protected void updateItem(@Nullable Double item, boolean empty) {
                        super.updateItem(item, empty);
                        setText(empty || item == null ? null : Texts.marked(words.apply(item)));
                    }
                });
        return column;
    }
}
