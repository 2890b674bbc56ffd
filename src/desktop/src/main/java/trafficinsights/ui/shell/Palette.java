package trafficinsights.ui.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.ui.shell.PaletteModel.Entry;

/// The command palette (Ctrl+K): a field, and below it what fits; arrows choose, Enter does it, Esc
/// leaves.
final class Palette extends StackPane {
    private static final double ROW_HEIGHT = 36;
    private static final int ROWS = 10;

    private final PaletteModel model;
    private final TextField field = new TextField();
    private final ListView<Entry> list = new ListView<>();
    private Runnable onClose = () -> {};

    Palette(PaletteModel model) {
        this.model = model;
        setId("palette");
        getStyleClass().add("sheet-overlay");
        setAlignment(Pos.TOP_CENTER);
        field.setId("paletteField");
        field.setPromptText("Search panels, commands, recent files and scenarios");
        field.setAccessibleText("Search or run a command");
        field.textProperty().bindBidirectional(model.typedProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setId("paletteList");
        list.getStyleClass().add("scenario-list");
        list.setItems(model.found());
        list.setFixedCellSize(ROW_HEIGHT);
        list.setPrefHeight(ROW_HEIGHT * ROWS + 8);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new EntryCell());
        Label none = new Label("No matches. Try fewer letters.");
        none.getStyleClass().add("result-hint");
        list.setPlaceholder(none);
        model.found()
                .addListener(
                        (javafx.collections.ListChangeListener<Entry>)
                                change -> list.getSelectionModel().selectFirst());
        VBox card = new VBox(field, list);
        card.getStyleClass().addAll("card", "palette-card");
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(card);
        setOnMouseClicked(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        setVisible(false);
    }

    /// @param then told when it closes, so that the focus can go back
    void open(Runnable then) {
        onClose = then;
        model.open();
        setVisible(true);
        field.requestFocus();
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    void close() {
        setVisible(false);
        onClose.run();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(ROWS);
            case PAGE_UP -> move(-ROWS);
            case ENTER -> perform(list.getSelectionModel().getSelectedItem());
            case ESCAPE -> close();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int rows) {
        int last = list.getItems().size() - 1;
        int at =
                Math.clamp(
                        list.getSelectionModel().getSelectedIndex() + rows, 0, Math.max(0, last));
        list.getSelectionModel().select(at);
        list.scrollTo(Math.max(0, at - ROWS / 2));
    }

    private void perform(@Nullable Entry entry) {
        if (entry != null) {
            close();
            entry.command().run();
        }
    }

    private final class EntryCell extends ListCell<Entry> {
        private final FontIcon icon = new FontIcon("fth-chevron-right");
        private final Label title = new Label();
        private final Label group = new Label();
        private final Label keys = new Label();
        private final HBox row;

        EntryCell() {
            getStyleClass().addAll("scenario-cell", "palette-cell");
            icon.getStyleClass().add("recent-icon");
            group.getStyleClass().add("scenario-facts");
            keys.getStyleClass().add("key-cap");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            group.setMinWidth(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            row = new HBox(icon, title, gap, group, keys);
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("recent-row");
            setPrefWidth(0);
            setOnMouseClicked(event -> perform(getItem()));
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            icon.setIconLiteral(entry.icon());
            title.setText(entry.title());
            group.setText(entry.group());
            keys.setText(entry.keys());
            keys.setVisible(!entry.keys().isEmpty());
            keys.setManaged(!entry.keys().isEmpty());
            setAccessibleText(entry.title() + ", " + entry.group() + " " + entry.keys());
            setGraphic(row);
        }
    }
}
