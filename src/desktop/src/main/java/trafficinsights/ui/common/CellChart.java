package trafficinsights.ui.common;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;
import trafficinsights.chart.CellFrame;

/// A card with rows of coloured cells over time, linked to the other charts by their cursor.
///
/// With the focus, the arrows choose a cell and Enter takes its row. FX thread.
public final class CellChart extends ChartCard {
    private static final double LEAST_BRUSH_PIXELS = 6;

    private final LinkedCursor cursor;
    private final ColourKey key;
    private final CellPlot plot;
    private final Label note = new Label();
    private IntConsumer onRow = row -> {};
    private @Nullable CellFrame frame;
    private int row = -1;
    private int column = -1;
    private double pressedX = Double.NaN;

    /// @param leastRowHeight rows below that do not fit are left out, from the bottom
    /// @param rowGap pixels between rows
    public CellChart(String title, double leastRowHeight, double rowGap, LinkedCursor cursor) {
        super(title, "time-chart", "cell-chart");
        this.cursor = cursor;
        key = new ColourKey(this::repaint);
        plot = new CellPlot(() -> colours().shades(), leastRowHeight, rowGap);
        note.getStyleClass().add("chart-note");
        note.setMaxWidth(Double.MAX_VALUE);
        fill(plot, "cell-body", note, key);
        plot.setFocusTraversable(true);
        listen();
        tell();
    }

    private ColourKey colours() {
        return key;
    }

    private void repaint() {
        plot.repaint();
    }

    private void listen() {
        cursor.secondsProperty()
                .addListener((property, before, now) -> plot.pointAt(now.doubleValue()));
        cursor.markProperty().addListener((property, before, now) -> plot.mark(now));
        plot.mark(cursor.markProperty().get());
        plot.setOnMouseMoved(this::moved);
        plot.setOnMouseExited(event -> leave());
        plot.setOnMousePressed(this::pressed);
        plot.setOnMouseDragged(this::dragged);
        plot.setOnMouseReleased(this::released);
        plot.setOnScroll(this::scrolled);
        plot.setOnKeyPressed(this::key);
        plot.focusedProperty()
                .addListener((property, before, now) -> {
                    if (!now) {
                        leave();
                    }
                });
    }

    /// Who takes a row that was clicked, or chosen with Enter.
    public void onRow(IntConsumer taker) {
        onRow = taker;
    }

    /// Words after the title.
    public void setNote(String text) {
        note.setText(text);
    }

    /// Rows that have room, from the top.
    public ReadOnlyIntegerProperty shownRowsProperty() {
        return plot.shownRowsProperty();
    }

    /// Pixel columns of the cells.
    public int columns() {
        return plot.columns();
    }

    /// Events over the cells: their names are in a row above them.
    ///
    /// @param events in order of their start
    /// @param hasRow whether there is room for the names, also while none is shown
    public void showEvents(List<Band> events, boolean hasRow) {
        plot.showEvents(events, hasRow);
    }

    public void show(CellFrame newFrame) {
        CellFrame before = frame;
        frame = newFrame;
        if (before != null && row >= 0) {
            follow(before, newFrame);
        }
        key.show(
                newFrame.text().apply(newFrame.scale().low()),
                newFrame.text().apply(newFrame.scale().high()));
        plot.show(newFrame);
        plot.pointAt(cursor.seconds());
        plot.pointAt(row, column);
        tell();
    }

    /// The cell that is pointed at stays the same row and time where others came.
    private void follow(CellFrame before, CellFrame now) {
        double seconds = before.middleOf(column);
        String name = row < before.rowNames().size() ? before.rowNames().get(row) : "";
        row = now.rowNames().indexOf(name);
        column = row < 0 ? -1 : Math.clamp(now.columnAt(seconds), 0, now.columns() - 1);
    }

    /// Times and numbers are to be written again.
    public void redisplay() {
        plot.repaint();
    }

    /// What the tooltip says of the cell that is pointed at.
    public Optional<CursorTooltip.Row> pointed() {
        CellFrame shown = frame;
        if (shown == null || row < 0 || !isVisible()) {
            return Optional.empty();
        }
        double value = shown.value(row, column);
        return Optional.of(
                new CursorTooltip.Row(
                        ColourKey.styleOf(shown.scale().level(value)),
                        shown.rowNames().get(row),
                        shown.text().apply(value),
                        true));
    }

    private void moved(MouseEvent event) {
        CellFrame shown = frame;
        double seconds = plot.secondsAt(event.getX());
        int over = plot.rowAt(event.getY());
        boolean isAtCells = over >= 0 || plot.isAtEvents(event.getY());
        if (shown == null || Double.isNaN(seconds) || !isAtCells) {
            leave();
            return;
        }
        row = over;
        column = shown.columnAt(seconds);
        point(event.getSceneX(), event.getSceneY());
    }

    private void point(double sceneX, double sceneY) {
        CellFrame shown = frame;
        if (shown == null) {
            return;
        }
        plot.pointAt(row, column);
        tell();
        double seconds = Math.clamp(shown.middleOf(column), shown.fromSeconds(), shown.toSeconds());
        if (seconds == cursor.seconds()) {
            // Another row at the same time: the tooltip has something else to say.
            cursor.hide();
        }
        cursor.moveTo(seconds, shown.columnSeconds() / 2, sceneX, sceneY);
    }

    private void leave() {
        row = -1;
        column = -1;
        plot.pointAt(-1, -1);
        cursor.hide();
        tell();
    }

    private void pressed(MouseEvent event) {
        pressedX = event.getButton() == MouseButton.PRIMARY ? event.getX() : Double.NaN;
        plot.requestFocus();
    }

    private void dragged(MouseEvent event) {
        if (Math.abs(event.getX() - pressedX) >= LEAST_BRUSH_PIXELS) {
            plot.brush(plot.secondsAt(pressedX), plot.secondsAt(event.getX()));
        }
    }

    private void released(MouseEvent event) {
        plot.brush(Double.NaN, Double.NaN);
        double from = plot.secondsAt(pressedX);
        double to = plot.secondsAt(event.getX());
        boolean isDrag = Math.abs(event.getX() - pressedX) >= LEAST_BRUSH_PIXELS;
        int over = plot.rowAt(event.getY());
        if (Double.isNaN(pressedX)) {
            return;
        }
        pressedX = Double.NaN;
        if (isDrag && !Double.isNaN(from) && !Double.isNaN(to)) {
            cursor.choose(Math.min(from, to), Math.max(from, to));
        } else if (!isDrag && over >= 0) {
            onRow.accept(over);
        }
    }

    private void scrolled(ScrollEvent event) {
        CellFrame shown = frame;
        if (shown != null) {
            LinkedCursor.Mark all = new LinkedCursor.Mark(shown.fromSeconds(), shown.toSeconds());
            cursor.scroll(event, plot.secondsAt(event.getX()), all, all);
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> step(-1, 0);
            case DOWN -> step(1, 0);
            case LEFT -> step(0, -1);
            case RIGHT -> step(0, 1);
            case ENTER -> {
                if (row < 0) {
                    return;
                }
                onRow.accept(row);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int rows, int columns) {
        CellFrame shown = frame;
        int room = plot.shownRowsProperty().get();
        if (shown == null || room == 0 || shown.columns() == 0) {
            return;
        }
        int last = Math.min(shown.columns() - 1, shown.columnAt(shown.toSeconds() - 1e-3));
        int first = Math.clamp(shown.columnAt(shown.fromSeconds()), 0, last);
        if (row < 0) {
            row = 0;
            column = last;
        } else {
            row = Math.clamp(row + (long) rows, 0, room - 1);
            column = Math.clamp(column + (long) columns, first, last);
        }
        Point2D at = plot.localToScene(plot.xOf(shown.middleOf(column)), plot.yOf(row));
        point(at.getX(), at.getY());
    }

    /// Says to a screen reader what is pointed at.
    private void tell() {
        CellFrame shown = frame;
        if (shown == null || row < 0) {
            plot.setAccessibleText("Chart: " + title());
        } else {
            plot.setAccessibleText(
                    "%s, %s: %s"
                            .formatted(
                                    shown.rowNames().get(row),
                                    Texts.second(shown.middleOf(column)),
                                    shown.text().apply(shown.value(row, column))));
        }
        plot.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
}
