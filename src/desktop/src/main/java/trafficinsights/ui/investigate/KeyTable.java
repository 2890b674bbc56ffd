package trafficinsights.ui.investigate;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Figure;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.ui.common.Bar;
import trafficinsights.ui.common.ComparedText;

/// The keys of a dimension by one figure: on both sides, how far apart, and their part in the
/// change. A click on a head sorts. FX thread.
final class KeyTable extends TableView<ComparedFigure> {
    private static final double KEY_WIDTH = 128;
    private static final double FIGURE_WIDTH = 78;
    private static final double PART_WIDTH = 88;

    private final Label empty = new Label();

    KeyTable() {
        setId("keyTable");
        getStyleClass().addAll("quiet-table", "key-table");
        setAccessibleText("Keys of both runs");
        empty.getStyleClass().add("result-hint");
        empty.setWrapText(true);
        setPlaceholder(empty);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns()
                .add(
                        column(
                                "Key",
                                KEY_WIDTH,
                                this::keyCell,
                                Comparator.comparing(ComparedFigure::key)));
        addFigure("A", ComparedText::before, ComparedFigure::before, false);
        addFigure("B", ComparedText::after, ComparedFigure::after, false);
        addFigure("Difference", ComparedText::delta, ComparedFigure::delta, true);
        addFigure("Percent", ComparedText::percent, ComparedFigure::relative, true);
        TableColumn<ComparedFigure, ComparedFigure> part =
                column(
                        "Contribution",
                        PART_WIDTH,
                        this::partCell,
                        byNumber(f -> Math.abs(f.contribution())));
        part.getStyleClass().add("number-cell");
        getColumns().add(part);
    }

    private void addFigure(
            String head,
            Function<ComparedFigure, String> text,
            ToDoubleFunction<ComparedFigure> value,
            boolean isChange) {
        TableColumn<ComparedFigure, ComparedFigure> column =
                column(head, FIGURE_WIDTH, () -> new FigureCell(text, isChange), byNumber(value));
        column.getStyleClass().add("number-cell");
        getColumns().add(column);
    }

    private static Comparator<ComparedFigure> byNumber(ToDoubleFunction<ComparedFigure> value) {
        // What is not known is below all that is.
        return Comparator.comparingDouble(f -> {
            double number = value.applyAsDouble(f);
            return Double.isNaN(number) ? Double.NEGATIVE_INFINITY : number;
        });
    }

    private static TableColumn<ComparedFigure, ComparedFigure> column(
            String head,
            double width,
            Supplier<TableCell<ComparedFigure, ComparedFigure>> cell,
            Comparator<ComparedFigure> order) {
        TableColumn<ComparedFigure, ComparedFigure> column = new TableColumn<>(head);
        column.setPrefWidth(width);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(owner -> cell.get());
        column.setComparator(order);
        return column;
    }

    /// Shows the keys in their order, as they explain the change.
    void show(Figure figure, List<ComparedFigure> keys) {
        getSortOrder().clear();
        getItems().setAll(keys);
        setAccessibleText("Keys of both runs by " + figure.label());
        empty.setText("Neither run has requests here.");
    }

    private TableCell<ComparedFigure, ComparedFigure> keyCell() {
        return new TableCell<>() {
            @Override
            protected void updateItem(@Nullable ComparedFigure item, boolean isEmpty) {
                super.updateItem(item, isEmpty);
                if (isEmpty || item == null) {
                    setText(null);
                    setTooltip(null);
                    setAccessibleText(null);
                    return;
                }
                String key = ComparedText.key(item.key());
                setText(key);
                setTooltip(new Tooltip(key));
                setAccessibleText(
                        "%s, A %s, B %s, %s, contribution to the change %s"
                                .formatted(
                                        key,
                                        ComparedText.before(item),
                                        ComparedText.after(item),
                                        ComparedText.delta(item),
                                        ComparedText.part(item.contribution())));
            }
        };
    }

    private TableCell<ComparedFigure, ComparedFigure> partCell() {
        return new TableCell<>() {
            @Override
            protected void updateItem(@Nullable ComparedFigure item, boolean isEmpty) {
                super.updateItem(item, isEmpty);
                if (isEmpty || item == null) {
                    setGraphic(null);
                    return;
                }
                Label text = new Label(ComparedText.part(item.contribution()));
                text.getStyleClass().add("table-figure");
                VBox cell = new VBox(text);
                if (!Double.isNaN(item.contribution())) {
                    cell.getChildren().add(new Bar(Math.abs(item.contribution()), "bar-part"));
                }
                cell.getStyleClass().add("part-cell");
                setGraphic(cell);
            }
        };
    }

    private static final class FigureCell extends TableCell<ComparedFigure, ComparedFigure> {
        private final Function<ComparedFigure, String> text;
        private final boolean isChange;
        private final Label label = new Label();

        FigureCell(Function<ComparedFigure, String> text, boolean isChange) {
            this.text = text;
            this.isChange = isChange;
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(@Nullable ComparedFigure item, boolean isEmpty) {
            super.updateItem(item, isEmpty);
            if (isEmpty || item == null) {
                setGraphic(null);
                return;
            }
            label.setText(text.apply(item));
            label.getStyleClass()
                    .setAll(
                            isChange
                                    ? List.of("delta", ComparedText.style(item))
                                    : List.of("table-figure"));
            setGraphic(label);
        }
    }
}
