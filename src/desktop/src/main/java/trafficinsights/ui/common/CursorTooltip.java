package trafficinsights.ui.common;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The one tooltip of all linked charts: a time, and below it values in a table.
///
/// Lies in a pane above the charts that takes no mouse events.
public final class CursorTooltip extends VBox {
    /// More rows than this hide the chart that they explain.
    public static final int MOST_ROWS = 12;

    private static final int MOST_NOTES = 2;
    private static final double DISTANCE = 16;

    private final Label head = new Label();
    private final GridPane rows = new GridPane();
    private final VBox notes = new VBox();

    /// @param colour style class of the line
    /// @param startsGroup whether a little room sets it off from the row above
    public record Row(String colour, String name, String value, boolean startsGroup) {}

    public CursorTooltip() {
        getStyleClass().add("cursor-tooltip");
        head.getStyleClass().add("cursor-time");
        rows.getStyleClass().add("cursor-rows");
        notes.getStyleClass().add("cursor-notes");
        getChildren().addAll(head, rows, notes);
        setMouseTransparent(true);
        setManaged(false);
        setVisible(false);
    }

    public void show(String time, List<Row> values, double sceneX, double sceneY) {
        show(time, values, List.of(), sceneX, sceneY);
    }

    /// @param words sentences below the values, of which the first two are there
    public void show(
            String time, List<Row> values, List<String> words, double sceneX, double sceneY) {
        head.setText(time);
        head.setManaged(!time.isEmpty());
        notes.getChildren()
                .setAll(words.stream().limit(MOST_NOTES).map(CursorTooltip::note).toList());
        notes.setManaged(!words.isEmpty());
        rows.getChildren().clear();
        for (int i = 0; i < Math.min(values.size(), MOST_ROWS); i++) {
            Row row = values.get(i);
            Label name = new Label(row.name());
            Region swatch = new Region();
            swatch.getStyleClass().addAll("swatch", row.colour());
            name.setGraphic(swatch);
            name.getStyleClass().add("key-name");
            Label value = new Label(row.value());
            value.getStyleClass().add("cursor-value");
            if (row.startsGroup() && i > 0) {
                name.getStyleClass().add("group-start");
                value.getStyleClass().add("group-start");
            }
            rows.addRow(i, name, value);
        }
        setVisible(true);
        place(sceneX, sceneY);
    }

    private static Label note(String text) {
        Label note = new Label(text);
        note.getStyleClass().add("cursor-note");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        return note;
    }

    public void hide() {
        setVisible(false);
    }

    private void place(double sceneX, double sceneY) {
        if (!(getParent() instanceof Pane parent)) {
            return;
        }
        applyCss();
        double width = prefWidth(-1);
        double height = prefHeight(-1);
        Point2D mouse = parent.sceneToLocal(sceneX, sceneY);
        double x = mouse.getX() + DISTANCE;
        if (x + width > parent.getWidth()) {
            x = mouse.getX() - DISTANCE - width;
        }
        double most = Math.max(0, parent.getHeight() - height);
        resizeRelocate(
                Math.max(0, Math.rint(x)),
                Math.rint(Math.clamp(mouse.getY() - height / 2, 0, most)),
                width,
                height);
    }
}
