package trafficinsights.ui.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.Sort;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.common.Texts;

/// A table over any number of rows, of which only what is in view is ever fetched. FX thread.
final class DataGrid extends TableView<Long> {
    private static final PseudoClass RESULT = PseudoClass.getPseudoClass("result");
    private static final double ROW_HEIGHT = 26;
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final Map<String, ColumnHead> heads = new LinkedHashMap<>();
    private Consumer<Chip> onChip = chip -> {};
    private Consumer<@Nullable Sort> onSort = sort -> {};
    private @Nullable GridRows rows;
    private boolean isFiltering;
    private boolean isShowing;

    DataGrid() {
        getStyleClass().add("data-grid");
        setId("dataGrid");
        setFixedCellSize(ROW_HEIGHT);
        setAccessibleText("Rows");
        // The panel says why there are none; the table's own words would stand over that.
        setPlaceholder(new Region());
        getSelectionModel().setCellSelectionEnabled(true);
        setSortPolicy(table -> {
            sorted();
            return true;
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        setOnMouseClicked(this::clicked);
    }

    /// Who takes the filters that are chosen here.
    void onChip(Consumer<Chip> action) {
        onChip = action;
    }

    /// Who sorts; null for the order of the data.
    void onSort(Consumer<@Nullable Sort> action) {
        onSort = action;
    }

    /// Shows other rows; columns that are the same stay as they are.
    ///
    /// @param canFilter whether the rows can be filtered and sorted here
    void show(@Nullable GridRows newRows, boolean canFilter) {
        List<Column> before = rows == null ? List.of() : rows.columns();
        boolean hadFilters = isFiltering;
        rows = newRows;
        isFiltering = canFilter;
        pseudoClassStateChanged(RESULT, !canFilter);
        isShowing = true;
        try {
            if (newRows == null) {
                getColumns().clear();
                heads.clear();
                setItems(new RowNumbers(0));
                return;
            }
            if (!before.equals(newRows.columns()) || hadFilters != canFilter) {
                makeColumns(newRows.columns());
            }
            newRows.onArrived(this::refresh);
            setItems(new RowNumbers(newRows.count()));
            scrollTo(0);
            // New positions equal old ones: without this no cell would ask for its new row.
            refresh();
        } finally {
            isShowing = false;
        }
    }

    private void makeColumns(List<Column> columns) {
        getSortOrder().clear();
        getColumns().clear();
        heads.clear();
        getColumns().add(numberColumn());
        for (int i = 0; i < columns.size(); i++) {
            getColumns().add(column(columns.get(i), i));
        }
    }

    private static TableColumn<Long, Long> bare() {
        TableColumn<Long, Long> made = new TableColumn<>();
        made.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        return made;
    }

    private static TableColumn<Long, Long> numberColumn() {
        TableColumn<Long, Long> made = bare();
        made.setText("#");
        made.setSortable(false);
        made.setReorderable(false);
        made.setPrefWidth(72);
        made.setCellFactory(column -> new NumberCell());
        return made;
    }

    private TableColumn<Long, Long> column(Column column, int place) {
        TableColumn<Long, Long> made = bare();
        ColumnHead head = new ColumnHead(column, chip -> onChip.accept(chip));
        heads.put(column.name(), head);
        made.setGraphic(head);
        made.setUserData(column);
        made.setSortable(isFiltering);
        made.setReorderable(false);
        double width = width(column);
        made.setPrefWidth(width);
        head.setPrefWidth(width - 24);
        made.widthProperty()
                .addListener((property, before, now) -> head.setPrefWidth(now.doubleValue() - 24));
        made.setCellFactory(table -> new ValueCell(place, column.kind() == ColumnKind.NUMBER));
        return made;
    }

    private static double width(Column column) {
        return switch (column.kind()) {
            case NUMBER -> 120;
            case TIME -> 236;
            case BOOLEAN -> 96;
            case TEXT, OTHER -> 156;
        };
    }

    void summarize(String column, @Nullable ColumnSummary summary) {
        ColumnHead head = heads.get(column);
        if (head != null) {
            head.show(summary);
        }
    }

    private void sorted() {
        if (isShowing || !isFiltering) {
            return;
        }
        if (getSortOrder().isEmpty()) {
            onSort.accept(null);
        } else if (getSortOrder().getFirst().getUserData() instanceof Column column) {
            boolean isDescending =
                    getSortOrder().getFirst().getSortType() == TableColumn.SortType.DESCENDING;
            onSort.accept(new Sort(column.name(), isDescending));
        }
    }

    private void clicked(MouseEvent event) {
        if (event.getClickCount() == 2
                && event.getTarget() instanceof Node node
                && isInCell(node)) {
            filterByFocused();
        }
    }

    private static boolean isInCell(@Nullable Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up instanceof ValueCell cell) {
                return !cell.isEmpty();
            }
        }
        return false;
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) {
            copy();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            filterByFocused();
            event.consume();
        }
    }

    private void filterByFocused() {
        TablePosition<?, ?> at = getFocusModel().getFocusedCell();
        if (isFiltering && at != null && at.getTableColumn() != null) {
            Object data = at.getTableColumn().getUserData();
            if (data instanceof Column column) {
                chip(column, at.getRow(), true);
            }
        }
    }

    /// @param isWanted whether rows with the value are wanted, or those without
    private void chip(Column column, long row, boolean isWanted) {
        GridRows shown = rows;
        @Nullable String @Nullable [] cells = shown == null ? null : shown.cells(row);
        if (shown == null || cells == null) {
            return;
        }
        String value = cells[shown.columns().indexOf(column)];
        String name = column.name();
        if (value == null) {
            onChip.accept(isWanted ? Chip.missing(name) : Chip.present(name));
        } else {
            onChip.accept(isWanted ? Chip.equalTo(name, value) : Chip.without(name, value));
        }
    }

    /// The chosen cells, tab between columns, one line a row.
    private void copy() {
        StringBuilder text = new StringBuilder();
        int line = -1;
        for (TablePosition<?, ?> at : getSelectionModel().getSelectedCells()) {
            GridRows shown = rows;
            @Nullable String @Nullable [] cells = shown == null ? null : shown.cells(at.getRow());
            if (shown != null
                    && cells != null
                    && at.getTableColumn().getUserData() instanceof Column column) {
                text.append(line < 0 ? "" : line == at.getRow() ? "\t" : "\n");
                String value = cells[shown.columns().indexOf(column)];
                text.append(value == null ? "" : value);
                line = at.getRow();
            }
        }
        if (line >= 0) {
            ClipboardContent content = new ClipboardContent();
            content.putString(text.toString());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    private static final class NumberCell extends TableCell<Long, Long> {
        NumberCell() {
            getStyleClass().add("row-number");
        }

        @Override
        protected void updateItem(@Nullable Long row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? "" : Texts.exact(row + 1));
        }
    }

    private final class ValueCell extends TableCell<Long, Long> {
        private final int place;
        private final boolean isNumber;

        ValueCell(int place, boolean isNumber) {
            this.place = place;
            this.isNumber = isNumber;
        }

        @Override
        protected void updateItem(@Nullable Long row, boolean empty) {
            super.updateItem(row, empty);
            GridRows shown = rows;
            setContextMenu(null);
            if (empty || row == null || shown == null) {
                look("", "empty-cell");
                return;
            }
            @Nullable String @Nullable [] cells = shown.cells(row);
            if (cells == null) {
                look("·····", "loading-cell");
                return;
            }
            String value = place < cells.length ? cells[place] : null;
            String text =
                    value == null ? "–" : isNumber ? CellText.number(value) : firstLine(value);
            look(text, value == null ? "null-cell" : "full-cell");
            if (isFiltering) {
                setContextMenu(menu(row));
            }
        }

        private void look(String text, String state) {
            setText(text);
            Styles.set(
                    this,
                    "cell",
                    "indexed-cell",
                    "table-cell",
                    "table-column",
                    state,
                    isNumber ? "number-cell" : "text-cell");
        }

        private static String firstLine(String value) {
            int end = value.indexOf('\n');
            return end < 0 ? value : value.substring(0, end) + " …";
        }

        private ContextMenu menu(long row) {
            Column column = (Column) getTableColumn().getUserData();
            MenuItem only = new MenuItem("Rows with this value");
            only.setOnAction(event -> chip(column, row, true));
            MenuItem without = new MenuItem("Rows without this value");
            without.setOnAction(event -> chip(column, row, false));
            MenuItem copy = new MenuItem("Copy");
            copy.setOnAction(event -> copy());
            return new ContextMenu(only, without, copy);
        }
    }
}
