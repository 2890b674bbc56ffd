package trafficinsights.ui.shell;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// The keys of the window (F1).
public final class KeysSheet extends VBox {
    private static final String[][] KEYS = {
        {"Ctrl+1", "Generate"},
        {"Ctrl+2", "Live"},
        {"Ctrl+3", "Investigate"},
        {"Ctrl+4", "Explore"},
        {"Ctrl+5", "Warehouse"},
        {"Ctrl+O", "Open a log"},
        {"Ctrl+T", "Light or dark"},
        {"Ctrl+B", "Collapse or expand the navigation"},
        {"F1", "These keys"},
        {"Space", "Live: hold the picture, or let it go on"},
        {"← →", "Live: earlier, later"},
        {"+ −", "Live: less time, more time"},
        {"Drag", "Live: choose a span in a chart"},
        {"Enter", "Live: go to the chosen incident"},
        {"Esc", "Live: the whole span again"},
        {"← → + −", "Investigate: move or stretch the brushed span"},
        {"Enter", "Investigate: what changed here"},
        {"Enter", "Explore: only rows with this value"},
        {"Ctrl+Z, Ctrl+Y", "Explore: filters back and forth"},
        {"Ctrl+Enter", "Explore: run the SQL"},
        {"Ctrl+↑ ↓", "Explore: earlier, later SQL"},
    };

    public KeysSheet() {
        getStyleClass().addAll("card", "keys-sheet");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Label head = new Label("Keys");
        head.getStyleClass().add("sheet-title");
        GridPane rows = new GridPane();
        rows.getStyleClass().add("keys-rows");
        for (int i = 0; i < KEYS.length; i++) {
            Label key = new Label(KEYS[i][0]);
            key.getStyleClass().add("key-cap");
            rows.addRow(i, key, new Label(KEYS[i][1]));
        }
        getChildren().addAll(head, rows);
    }
}
