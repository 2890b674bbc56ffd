package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;
import trafficinsights.chart.CellFrame;
import trafficinsights.chart.TimeTicks;
import trafficinsights.ui.common.events.EventLines;
import trafficinsights.ui.common.events.EventMarks;

/// The cells of a [CellChart], their axes, and the marks above them.
///
/// The names of events are in a row above the cells, which would make them hard to read, and their
/// lines cross the cells. The cells are an image of one pixel each that a canvas stretches; it is
/// drawn again when frame, size or colours change, and not when the pointer moves. FX thread.
final class CellPlot extends Region {
    private static final double AXIS_HEIGHT = 20;
    private static final double EVENT_HEIGHT = 16;
    private static final double GUTTER_GAP = 6;
    private static final double WIDEST_GUTTER = 110;
    private static final double LEAST_GUTTER = 36;
    private static final double PIXELS_PER_TICK = 80;

    private final Supplier<int[]> shades;
    private final double leastRowHeight;
    private final double rowGap;
    private final Canvas canvas = new Canvas();
    private final EventMarks eventNames = new EventMarks(0);
    private final EventLines eventEdges = new EventLines("event-edges");
    private final EventLines eventLines = new EventLines("event-lines");
    private final Region crosshair = mark("chart-crosshair");
    private final Region brush = mark("chart-brush");
    private final Region marked = mark("chart-marked");
    private final Region pointed = mark("cell-pointed");
    private final Region chosen = mark("cell-chosen");
    private final List<Label> rowLabels = new ArrayList<>();
    private final List<Label> timeLabels = new ArrayList<>();
    private final ReadOnlyIntegerWrapper shownRows = new ReadOnlyIntegerWrapper();
    private @Nullable CellFrame frame;
    private boolean isStale = true;
    private double gutter = LEAST_GUTTER;

    /// Height of what is above the cells.
    private double top;

    private List<Band> events = List.of();
    private double cursorSeconds = Double.NaN;
    private LinkedCursor.@Nullable Mark span;
    private double brushFrom = Double.NaN;
    private double brushTo = Double.NaN;
    private int pointedRow = -1;
    private int pointedColumn = -1;

    /// @param leastRowHeight rows below that do not fit are left out, from the bottom
    /// @param rowGap pixels between rows
    CellPlot(Supplier<int[]> shades, double leastRowHeight, double rowGap) {
        this.shades = shades;
        this.leastRowHeight = leastRowHeight;
        this.rowGap = rowGap;
        getStyleClass().add("cell-plot");
        setMinSize(0, 0);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        getChildren()
                .addAll(
                        canvas,
                        eventEdges,
                        eventLines,
                        eventNames,
                        marked,
                        chosen,
                        brush,
                        crosshair,
                        pointed);
    }

    private static Region mark(String style) {
        Region region = new Region();
        region.getStyleClass().add(style);
        region.setManaged(false);
        region.setMouseTransparent(true);
        region.setVisible(false);
        return region;
    }

    void show(CellFrame newFrame) {
        boolean hasOtherTexts = frame == null || !frame.ticks().equals(newFrame.ticks());
        frame = newFrame;
        if (hasOtherTexts) {
            labels(rowLabels, newFrame.ticks().stream().map(CellFrame.Tick::text).toList());
        }
        repaint();
    }

    /// @param hasRow whether there is room for names above the cells
    void showEvents(List<Band> newEvents, boolean hasRow) {
        double newTop = hasRow ? EVENT_HEIGHT : 0;
        if (newTop != top || !newEvents.equals(events)) {
            top = newTop;
            events = newEvents;
            eventNames.show(newEvents);
            requestLayout();
        }
    }

    /// Whether a place is in the row of the events' names.
    boolean isAtEvents(double y) {
        return y >= 0 && y < top;
    }

    /// Draws the cells again, in colours that may be others.
    void repaint() {
        isStale = true;
        requestLayout();
    }

    private void labels(List<Label> labels, List<String> texts) {
        while (labels.size() < texts.size()) {
            Label label = new Label();
            label.getStyleClass().add("axis-text");
            label.setManaged(false);
            label.setMouseTransparent(true);
            labels.add(label);
            getChildren().add(label);
        }
        for (int i = 0; i < labels.size(); i++) {
            labels.get(i).setVisible(i < texts.size());
            labels.get(i).setText(i < texts.size() ? texts.get(i) : "");
        }
    }

    /// Rows that have room, from the top.
    ReadOnlyIntegerProperty shownRowsProperty() {
        return shownRows.getReadOnlyProperty();
    }

    int columns() {
        return Math.max(100, (int) canvas.getWidth());
    }

    void pointAt(double seconds) {
        cursorSeconds = seconds;
        place();
    }

    void mark(LinkedCursor.@Nullable Mark newMark) {
        span = newMark;
        place();
    }

    void brush(double fromSeconds, double toSeconds) {
        brushFrom = fromSeconds;
        brushTo = toSeconds;
        place();
    }

    /// Outlines a cell; -1 for none.
    void pointAt(int row, int column) {
        pointedRow = row;
        pointedColumn = column;
        place();
    }

    /// `NaN` outside of the cells.
    double secondsAt(double x) {
        CellFrame shown = frame;
        double within = (x - gutter) / canvas.getWidth();
        return shown == null || within < 0 || within > 1
                ? Double.NaN
                : shown.fromSeconds() + within * (shown.toSeconds() - shown.fromSeconds());
    }

    /// -1 outside of the cells; their names at the left count as the row.
    int rowAt(double y) {
        int row = (int) Math.floor((y - top) / rowHeight());
        return y < top || row >= shownRows.get() ? -1 : row;
    }

    double xOf(double seconds) {
        return gutter + position(seconds);
    }

    double yOf(int row) {
        return top + (row + 0.5) * rowHeight();
    }

    private double rowHeight() {
        return canvas.getHeight() / Math.max(1, shownRows.get());
    }

    private double position(double seconds) {
        CellFrame shown = frame;
        return shown == null
                ? Double.NaN
                : (seconds - shown.fromSeconds())
                        / (shown.toSeconds() - shown.fromSeconds())
                        * canvas.getWidth();
    }

    @Override
    protected void layoutChildren() {
        CellFrame shown = frame;
        if (shown == null) {
            return;
        }
        double widest = LEAST_GUTTER;
        for (int i = 0; i < shown.ticks().size(); i++) {
            widest = Math.max(widest, rowLabels.get(i).prefWidth(-1) + GUTTER_GAP);
        }
        gutter = Math.ceil(Math.min(WIDEST_GUTTER, widest));
        double width = Math.floor(Math.max(0, getWidth() - gutter));
        double height = Math.floor(Math.max(0, getHeight() - AXIS_HEIGHT - top));
        if (width != canvas.getWidth() || height != canvas.getHeight()) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            isStale = true;
        }
        canvas.relocate(gutter, top);
        eventNames.relocate(gutter, 0);
        // Not relocate: a path begins where its first line is.
        for (EventLines lines : List.of(eventEdges, eventLines)) {
            lines.setLayoutX(gutter);
            lines.setLayoutY(top);
        }
        shownRows.set(
                (int) Math.clamp(Math.floor(height / leastRowHeight), 0, shown.rowNames().size()));
        if (isStale && width > 0 && height > 0) {
            isStale = false;
            draw(shown);
            placeTimes(shown);
        }
        placeRows(shown);
        place();
    }

    private void draw(CellFrame shown) {
        int rows = shownRows.get();
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (rows == 0 || shown.columns() == 0) {
            return;
        }
        WritableImage image = new WritableImage(shown.columns(), rows);
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        shown.columns(),
                        rows,
                        PixelFormat.getIntArgbInstance(),
                        pixels(shown, rows),
                        0,
                        shown.columns());
        graphics.setImageSmoothing(false);
        double left = position(shown.firstSeconds());
        double right = position(shown.firstSeconds() + shown.columns() * shown.columnSeconds());
        for (int row = 0; row < rows; row++) {
            double above = Math.rint(row * rowHeight());
            double below = Math.rint((row + 1) * rowHeight()) - rowGap;
            // From within the row, so that no neighbour shows at its edge.
            graphics.drawImage(
                    image,
                    0,
                    row + 0.25,
                    shown.columns(),
                    0.5,
                    left,
                    above,
                    right - left,
                    below - above);
        }
    }

    private int[] pixels(CellFrame shown, int rows) {
        int[] colours = shades.get();
        int[] pixels = new int[rows * shown.columns()];
        for (int i = 0; i < pixels.length; i++) {
            double value = shown.values()[i];
            pixels[i] =
                    Double.isNaN(value)
                            ? 0
                            : colours[
                                    (int)
                                            Math.round(
                                                    shown.scale().level(value)
                                                            * (colours.length - 1))];
        }
        return pixels;
    }

    private void placeTimes(CellFrame shown) {
        int count = (int) Math.max(1, canvas.getWidth() / PIXELS_PER_TICK);
        List<TimeTicks.Tick> times =
                TimeTicks.of(
                        Math.round(shown.fromSeconds() * 1e6),
                        Math.round(shown.toSeconds() * 1e6),
                        count,
                        Texts.zone());
        labels(timeLabels, times.stream().map(TimeTicks.Tick::alone).toList());
        for (int i = 0; i < times.size(); i++) {
            Label label = timeLabels.get(i);
            label.applyCss();
            double width = label.prefWidth(-1);
            double x = xOf(times.get(i).epochSeconds()) - width / 2;
            label.resizeRelocate(
                    Math.rint(Math.clamp(x, 0, Math.max(0, getWidth() - width))),
                    top + canvas.getHeight() + 3,
                    width,
                    label.prefHeight(-1));
        }
    }

    private void placeRows(CellFrame shown) {
        for (int i = 0; i < shown.ticks().size(); i++) {
            Label label = rowLabels.get(i);
            double y = shown.ticks().get(i).row() * rowHeight();
            double height = label.prefHeight(-1);
            double width = Math.min(gutter - GUTTER_GAP, label.prefWidth(-1));
            label.setVisible(y <= canvas.getHeight());
            label.resizeRelocate(
                    gutter - GUTTER_GAP - width, Math.rint(top + y - height / 2), width, height);
        }
    }

    private void place() {
        CellFrame shown = frame;
        if (shown == null) {
            return;
        }
        eventNames.place(this::position, canvas.getWidth(), top);
        eventEdges.draw(events, this::position, canvas.getWidth(), canvas.getHeight());
        eventLines.draw(events, this::position, canvas.getWidth(), canvas.getHeight());
        double x = position(cursorSeconds);
        boolean isInside = x >= 0 && x <= canvas.getWidth();
        put(crosshair, isInside ? Math.floor(x) : 0, isInside ? Math.floor(x) + 1 : 0, 0, -1);
        put(
                brush,
                position(Math.min(brushFrom, brushTo)),
                position(Math.max(brushFrom, brushTo)),
                0,
                -1);
        LinkedCursor.Mark now = span;
        put(
                marked,
                position(now == null ? Double.NaN : now.fromSeconds()),
                position(now == null ? Double.NaN : now.toSeconds()),
                0,
                -1);
        outline(chosen, shown.chosenRow(), 0, canvas.getWidth());
        double start = shown.firstSeconds() + pointedColumn * shown.columnSeconds();
        outline(pointed, pointedRow, position(start), position(start + shown.columnSeconds()));
    }

    private void outline(Region region, int row, double left, double right) {
        boolean isShown = row >= 0 && row < shownRows.get();
        double above = Math.rint(row * rowHeight());
        double below = Math.rint((row + 1) * rowHeight()) - rowGap;
        put(region, isShown ? left - 1 : 0, isShown ? right + 1 : 0, above - 1, below - above + 2);
    }

    /// @param above from the top of the cells
    /// @param height negative for all of it
    private void put(Region region, double left, double right, double above, double height) {
        double from = Math.clamp(left, -1, canvas.getWidth());
        double to = Math.clamp(right, 0, canvas.getWidth() + 1);
        boolean isVisible = to > from && (to - from) > 0;
        region.setVisible(isVisible);
        if (isVisible) {
            region.resizeRelocate(
                    gutter + from,
                    top + above,
                    to - from,
                    height < 0 ? canvas.getHeight() : height);
        }
    }
}
