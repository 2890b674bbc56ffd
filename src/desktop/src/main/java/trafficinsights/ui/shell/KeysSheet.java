package trafficinsights.ui.shell;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.PanelView;

/// The keys of the window and of its panels (F1), as the actions and panels name them.
public final class KeysSheet extends VBox {
    private final HBox columns = new HBox();

    public KeysSheet() {
        getStyleClass().addAll("card", "keys-sheet");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Label head = new Label("Keyboard shortcuts");
        head.getStyleClass().add("sheet-title");
        columns.getStyleClass().add("keys-columns");
        getChildren().addAll(head, columns);
    }

    /// The actions at the left, then the panels that have keys of their own.
    void show(List<Action> actions, Map<PanelId, PanelView> panels) {
        VBox window = new VBox();
        List<KeyHint> everywhere =
                actions.stream()
                        .filter(action -> !action.keys().isEmpty())
                        .map(action -> new KeyHint(action.keys(), action.title()))
                        .toList();
        int half = (everywhere.size() + 1) / 2;
        window.getChildren().add(section("Everywhere", everywhere.subList(0, half)));
        VBox more = new VBox(section("", everywhere.subList(half, everywhere.size())));
        VBox first = new VBox();
        VBox second = new VBox();
        int used = 0;
        for (PanelId id : PanelId.values()) {
            PanelView panel = panels.get(id);
            if (panel != null && !panel.keyHints().isEmpty()) {
                // Two columns of about the same height.
                (used < 11 ? first : second)
                        .getChildren()
                        .add(section(id.title(), panel.keyHints()));
                used += panel.keyHints().size() + 1;
            }
        }
        columns.getChildren().setAll(window, more, first, second);
        columns.getChildren().forEach(column -> column.getStyleClass().setAll("keys-column"));
    }

    private static VBox section(String title, List<KeyHint> hints) {
        GridPane rows = new GridPane();
        rows.getStyleClass().add("keys-rows");
        for (KeyHint hint : hints) {
            Label key = new Label(hint.keys());
            key.getStyleClass().add("key-cap");
            key.setMinWidth(Region.USE_PREF_SIZE);
            Label meaning = new Label(hint.meaning());
            meaning.setWrapText(true);
            rows.addRow(rows.getRowCount(), key, meaning);
        }
        Label head = new Label(title.isEmpty() ? " " : title);
        head.getStyleClass().add("fact-name");
        VBox section = new VBox(head, rows);
        section.getStyleClass().add("keys-section");
        return section;
    }
}
