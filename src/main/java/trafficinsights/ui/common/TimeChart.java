package trafficinsights.ui.common;

import io.fair_acc.chartfx.XYChart;
import io.fair_acc.chartfx.renderer.spi.BasicDataSetRenderer;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.events.ChartBits;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// A card with a title, a compact legend that carries values, and lines over time (ChartFX).
///
/// Two steps, on two threads, show a new picture: [#write] puts the points into the data sets and
/// must run on a background thread (a chart that is laid out holds read locks on the FX thread
/// until the pulse ends, so a write there would wait for ever); [#show] then sets axes, bands and
/// legend on the FX thread.
public final class TimeChart extends ChartCard {
    /// Lines that a chart can carry: as many as the palette has colours, and one for the others.
    public static final int MOST_SERIES = 9;

    private static final double LEAST_BRUSH_PIXELS = 6;

    private final LinkedCursor cursor;
    private final TimeAxis timeAxis = new TimeAxis();
    private final ValueAxis valueAxis;
    private final XYChart chart;
    private final BasicDataSetRenderer renderer = new BasicDataSetRenderer();
    private final ChartMarks marks = new ChartMarks();
    private final List<QuietDataSet> dataSets = new ArrayList<>();
    private final ChartKey key;
    private final HBox actions = new HBox();
    private @Nullable ChartFrame frame;
    private boolean logarithmic;
    private double pressedSeconds = Double.NaN;
    private double pressedX;

    /// Writes times and numbers anew. FX thread.
    public void redisplay() {
        timeAxis.forceRedraw();
        valueAxis.forceRedraw();
    }

    /// @param colours style classes of the lines, in the order in which frames list their series
    public TimeChart(String title, Unit unit, List<String> colours, LinkedCursor cursor) {
        super(title, "time-chart");
        this.cursor = cursor;
        key = new ChartKey(unit);
        valueAxis = new ValueAxis(unit, Side.LEFT);
        chart = new XYChart(timeAxis, valueAxis);
        buildChart(colours);
        actions.setAlignment(Pos.CENTER_RIGHT);
        fill(chart, "chart-body", key, actions);
        listen();
    }

    private void buildChart(List<String> colours) {
        renderer.setDrawMarker(false);
        for (int i = 0; i < MOST_SERIES; i++) {
            QuietDataSet set = new QuietDataSet("line " + i);
            if (i < colours.size()) {
                set.addStyleClasses(colours.get(i));
            }
            dataSets.add(set);
        }
        chart.getRenderers().setAll(List.of(renderer));
        chart.setAnimated(false);
        chart.setLegendVisible(false);
        chart.getMenuPane().setTriggerDistance(0);
        // It takes no key.
        chart.getMenuPane().setFocusTraversable(false);
        chart.getPlugins().add(marks);
        chart.getPlotBackground().getChildren().add(marks.bandPane());
        chart.setMinHeight(0);
    }

    private void listen() {
        cursor.secondsProperty().addListener((property, old, now) -> point(now.doubleValue()));
        cursor.markProperty().addListener((property, old, now) -> marks.mark(now));
        marks.mark(cursor.markProperty().get());
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, event -> cursor.hide());
        // ChartFX consumes presses and drags on its canvas: they are taken on the way down.
        chart.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        chart.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        chart.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
    }

    /// Controls at the right of the title.
    public HBox actions() {
        return actions;
    }

    public void setLogarithmic(boolean value) {
        logarithmic = value;
        if (frame != null) {
            showValues(frame);
        }
    }

    /// Whether the time axis counts from 0 instead of showing times of a day. FX thread.
    public void setElapsed(boolean elapsed) {
        timeAxis.setElapsed(elapsed);
        timeAxis.forceRedraw();
    }

    /// Pixel columns that lines can use; for decimation.
    public int columns() {
        return Math.max(100, (int) chart.getCanvas().getWidth());
    }

    /// Who is told when [#columns] changes.
    public void onColumns(Runnable listener) {
        chart.getCanvas().widthProperty().addListener((property, before, now) -> listener.run());
    }

    /// Puts the points into the data sets. Never on the FX thread.
    public void write(ChartFrame newFrame) {
        for (int i = 0; i < MOST_SERIES; i++) {
            QuietDataSet set = dataSets.get(i);
            if (i < newFrame.series().size()) {
                SeriesFrame line = newFrame.series().get(i);
                // Takes the write lock, and copies.
                set.set(line.drawnTimes(), line.drawnValues(), true);
            } else if (set.getDataCount() > 0) {
                set.clearData();
            }
        }
    }

    /// Sets what surrounds the lines. FX thread.
    public void show(ChartFrame newFrame) {
        frame = newFrame;
        timeAxis.set(newFrame.fromSeconds(), newFrame.toSeconds());
        showValues(newFrame);
        marks.setBands(newFrame.bands());
        key.show(newFrame.series());
        point(cursor.seconds());
        use(newFrame.series().size());
        chart.fireInvalidated(ChartBits.ChartCanvas);
    }

    private void showValues(ChartFrame shown) {
        if (logarithmic) {
            valueAxis.showLogarithmic(shown.smallestAboveZero(), shown.largest());
        } else {
            valueAxis.show(shown.lowest(), shown.largest());
        }
    }

    /// Points at the next time of the first line, or at one before it; at the first where none was.
    ///
    /// @param steps many; negative for back
    public void step(int steps) {
        ChartFrame shown = frame;
        if (shown == null || shown.series().isEmpty()) {
            return;
        }
        double[] times = shown.series().getFirst().times();
        int now =
                Double.isNaN(cursor.seconds()) ? -1 : SeriesFrame.nearest(times, cursor.seconds());
        int next = now < 0 ? 0 : Math.clamp(now + (long) steps, 0, times.length - 1);
        Point2D at =
                timeAxis.localToScene(
                        timeAxis.getDisplayPosition(times[next]), -timeAxis.getLayoutY() / 2);
        cursor.moveTo(times[next], at.getX(), at.getY());
    }

    /// Gives the chart only lines that have points: it would redraw an empty data set in every
    /// pulse, for ever, because its limits never become defined.
    private void use(int lines) {
        if (renderer.getDatasets().size() != lines) {
            renderer.getDatasets().setAll(dataSets.subList(0, lines));
        }
    }

    private void point(double seconds) {
        marks.pointAt(seconds);
        ChartFrame shown = frame;
        if (shown == null) {
            return;
        }
        pseudoClassStateChanged(PseudoClass.getPseudoClass("pointed"), !Double.isNaN(seconds));
        key.pointAt(seconds);
    }

    private double secondsAt(MouseEvent event) {
        double x = timeAxis.sceneToLocal(event.getSceneX(), event.getSceneY()).getX();
        return x < 0 || x > timeAxis.getWidth() ? Double.NaN : timeAxis.getValueForDisplay(x);
    }

    private void moved(MouseEvent event) {
        double seconds = secondsAt(event);
        ChartFrame shown = frame;
        if (Double.isNaN(seconds) || shown == null || shown.series().isEmpty()) {
            cursor.hide();
            return;
        }
        double[] times = shown.series().getFirst().times();
        int nearest = SeriesFrame.nearest(times, seconds);
        cursor.moveTo(nearest < 0 ? seconds : times[nearest], event.getSceneX(), event.getSceneY());
    }

    private void pressed(MouseEvent event) {
        pressedSeconds = event.getButton() == MouseButton.PRIMARY ? secondsAt(event) : Double.NaN;
        pressedX = event.getSceneX();
    }

    private void dragged(MouseEvent event) {
        double now = secondsAt(event);
        if (!Double.isNaN(pressedSeconds) && !Double.isNaN(now)) {
            marks.brush(pressedSeconds, now);
        }
    }

    private void released(MouseEvent event) {
        double now = secondsAt(event);
        marks.brush(Double.NaN, Double.NaN);
        if (!Double.isNaN(pressedSeconds)
                && !Double.isNaN(now)
                && Math.abs(event.getSceneX() - pressedX) >= LEAST_BRUSH_PIXELS) {
            cursor.choose(Math.min(pressedSeconds, now), Math.max(pressedSeconds, now));
        }
        pressedSeconds = Double.NaN;
    }
}
