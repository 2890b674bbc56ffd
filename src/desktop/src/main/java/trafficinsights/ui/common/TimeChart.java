package trafficinsights.ui.common;

import io.fair_acc.chartfx.XYChart;
import io.fair_acc.chartfx.axes.spi.AbstractAxis;
import io.fair_acc.chartfx.renderer.spi.BasicDataSetRenderer;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.events.ChartBits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;
import trafficinsights.model.Unit;

/// A card with a title, a compact legend that carries values, and lines over time (ChartFX).
///
/// The mouse: a hover points all linked charts at an instant, a drag chooses a span, the wheel
/// zooms at the mouse and a double click shows all again; a click on a band chooses it, one on a
/// name in the legend hides or isolates its line.
///
/// Two steps, on two threads, show a new picture: [#write] puts the points into the data sets and
/// must run on a background thread (a chart that is laid out holds read locks on the FX thread
/// until the pulse ends, so a write there would wait for ever); [#show] then sets axes, bands and
/// legend on the FX thread. Longer than 400 lines: what the mouse and the keys do shares the axes.
public final class TimeChart extends ChartCard {
    /// Lines that a chart can carry: as many as the palette has colours, and one for the others.
    public static final int MOST_SERIES = 9;

    private static final double LEAST_BRUSH_PIXELS = 6;

    /// A band may be narrower than a finger is steady.
    private static final double BAND_REACH_PIXELS = 3;

    private final LinkedCursor cursor;
    private final Unit unit;
    private final TimeAxis timeAxis = new TimeAxis();
    private final ValueAxis valueAxis;
    private final XYChart chart;
    private final BasicDataSetRenderer renderer = new BasicDataSetRenderer();
    private final ChartMarks marks = new ChartMarks();

    /// By colour: a chart has at most one line of each.
    private final Map<String, QuietDataSet> dataSets = new ConcurrentHashMap<>();

    private final ChartKey key;
    private final boolean isKeyShared;
    private final HBox actions = new HBox();
    private Function<SeriesFrame, String> naming = SeriesFrame::name;

    /// As it was handed over; null before the first.
    private @Nullable ChartFrame frame;

    /// What is seen of it: a part of the time, without the lines that are hidden.
    private @Nullable ChartFrame seen;

    private volatile LinkedCursor.@Nullable Mark view;
    private volatile int columns = 400;
    private boolean logarithmic;
    private double pressedSeconds = Double.NaN;
    private double pressedX;

    /// Writes times and numbers again. FX thread.
    public void redisplay() {
        timeAxis.forceRedraw();
        valueAxis.forceRedraw();
    }

    public TimeChart(String title, Unit unit, LinkedCursor cursor) {
        this(title, unit, cursor, new ChartKey(unit), false);
    }

    /// One of several charts of the same names.
    ///
    /// @param shared stands elsewhere, and is shown by whoever has the charts
    public TimeChart(String title, Unit unit, LinkedCursor cursor, ChartKey shared) {
        this(title, unit, cursor, shared, true);
    }

    private TimeChart(
            String title, Unit unit, LinkedCursor cursor, ChartKey key, boolean isKeyShared) {
        super(title, "time-chart");
        this.cursor = cursor;
        this.unit = unit;
        this.key = key;
        this.isKeyShared = isKeyShared;
        key.onChange(this::linesChosen);
        valueAxis = new ValueAxis(unit, Side.LEFT);
        chart = new XYChart(timeAxis, valueAxis);
        buildChart();
        actions.setAlignment(Pos.CENTER_RIGHT);
        fill(chart, "chart-body", isKeyShared ? new Region() : key, actions);
        listen();
    }

    private void buildChart() {
        renderer.setDrawMarker(false);
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
        view = cursor.viewProperty().get();
        cursor.viewProperty().addListener((property, old, now) -> viewed(now));
        // ChartFX consumes what happens on its canvas: all is taken on the way down.
        chart.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
        chart.addEventFilter(MouseEvent.MOUSE_EXITED, event -> cursor.hide());
        chart.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        chart.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        chart.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
        chart.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
    }

    /// How the tooltip names a line, where its name alone would not do.
    public void nameInTooltip(Function<SeriesFrame, String> newNaming) {
        naming = newNaming;
    }

    /// Controls at the right of the title.
    public HBox actions() {
        return actions;
    }

    public void setLogarithmic(boolean value) {
        logarithmic = value;
        if (seen != null) {
            showValues(seen);
        }
    }

    /// Whether the time axis counts from 0 instead of showing times of a day. FX thread.
    public void setElapsed(boolean elapsed) {
        timeAxis.setElapsed(elapsed);
        timeAxis.forceRedraw();
    }

    /// Pixel columns that lines can use; for decimation.
    public int columns() {
        columns = Math.max(100, (int) chart.getCanvas().getWidth());
        return columns;
    }

    /// Is notified when [#columns] changes.
    public void onColumns(Runnable listener) {
        chart.getCanvas().widthProperty().addListener((property, before, now) -> listener.run());
    }

    /// Puts the points into the data sets. Never on the FX thread.
    public synchronized void write(ChartFrame newFrame) {
        Set<String> used = new HashSet<>();
        for (SeriesFrame line : newFrame.within(view, columns).series()) {
            used.add(line.colour());
            // Takes the write lock, and copies.
            dataSet(line).set(line.drawnTimes(), line.drawnValues(), true);
        }
        dataSets.forEach((colour, set) -> {
            if (!used.contains(colour) && set.getDataCount() > 0) {
                set.clearData();
            }
        });
    }

    private QuietDataSet dataSet(SeriesFrame line) {
        return dataSets.computeIfAbsent(line.colour(), QuietDataSet::of);
    }

    /// Sets what surrounds the lines. FX thread.
    public void show(ChartFrame newFrame) {
        frame = newFrame;
        cursor.startsAt(newFrame.fromSeconds());
        if (!isKeyShared) {
            key.show(newFrame.series());
        }
        ChartFrame part = newFrame.within(view, columns());
        timeAxis.set(part.fromSeconds(), part.toSeconds());
        marks.setBands(newFrame.bands());
        see(part);
    }

    private void see(ChartFrame part) {
        ChartFrame visible =
                part.with(part.series().stream().filter(line -> key.shows(line.name())).toList());
        seen = visible;
        showValues(visible);
        point(cursor.seconds());
        use(part.series());
        chart.fireInvalidated(ChartBits.ChartCanvas);
    }

    /// Another part of the time needs other points, and those are written in the background.
    private void viewed(LinkedCursor.@Nullable Mark newView) {
        view = newView;
        ChartFrame whole = frame;
        if (whole != null) {
            Thread.ofVirtual()
                    .name("chart-view")
                    .start(() -> {
                        write(whole);
                        Platform.runLater(() -> {
                            if (whole.equals(frame)) {
                                show(whole);
                            }
                        });
                    });
        }
    }

    private void linesChosen() {
        ChartFrame whole = frame;
        if (whole != null) {
            see(whole.within(view, columns()));
        }
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

    /// Gives the chart only lines that have points and are not hidden: it would redraw an empty
    /// data set in every pulse, for ever, because its limits never become defined.
    private void use(List<SeriesFrame> lines) {
        List<QuietDataSet> used = new ArrayList<>();
        for (SeriesFrame line : lines) {
            if (key.shows(line.name())) {
                used.add(dataSet(line));
            }
        }
        if (!renderer.getDatasets().equals(used)) {
            renderer.getDatasets().setAll(used);
        }
    }

    /// What is seen now.
    Optional<ChartFrame> seen() {
        return Optional.ofNullable(seen);
    }

    /// The time that is seen, in words.
    String span() {
        double from = timeAxis.getMin();
        double to = timeAxis.getMax();
        return timeAxis.isElapsed()
                ? Texts.elapsed(from) + " – " + Texts.elapsed(to) + " since the start"
                : Texts.span(from, to) + " " + Texts.zoneName();
    }

    /// What is seen, drawn again for a picture.
    LineSheet sheet() {
        ChartFrame shown = Objects.requireNonNull(seen);
        double low = valueAxis.getMin();
        double high = valueAxis.getMax();
        DoubleUnaryOperator place =
                valueAxis.isLogAxis()
                        ? value -> Math.log(value / low) / Math.log(high / low)
                        : value -> (value - low) / (high - low);
        return new LineSheet(shown, place, body().getWidth(), body().getHeight())
                .draw(ticks(timeAxis), ticks(valueAxis));
    }

    private static List<LineSheet.Tick> ticks(AbstractAxis axis) {
        return axis.getTickMarks().stream()
                .map(mark ->
                        new LineSheet.Tick(mark.getValue(), axis.getTickMarkLabel(mark.getValue())))
                .toList();
    }

    private void point(double seconds) {
        marks.pointAt(seconds);
        if (frame == null) {
            return;
        }
        pseudoClassStateChanged(PseudoClass.getPseudoClass("pointed"), !Double.isNaN(seconds));
        if (!isKeyShared) {
            key.pointAt(seconds);
        }
    }

    /// What the tooltip says at an instant: the visible lines, the highest first.
    public List<CursorTooltip.Row> rowsAt(double seconds) {
        ChartFrame shown = seen;
        if (shown == null) {
            return List.of();
        }
        List<SeriesFrame> lines = new ArrayList<>(shown.series());
        lines.sort(Comparator.comparingDouble((SeriesFrame line) -> -line.at(seconds)));
        return lines.stream()
                .map(line ->
                        new CursorTooltip.Row(
                                line.colour(),
                                naming.apply(line),
                                Texts.of(unit, line.at(seconds)),
                                line.equals(lines.getFirst())))
                .toList();
    }

    /// What the bands at an instant say: events, what was found, and what really happened. An event
    /// is as wide as the mouse needs, and as the step between two points, to which the cursor
    /// jumps.
    public List<String> bandsAt(double seconds) {
        ChartFrame shown = frame;
        double pointed = Math.max(reachSeconds(), cursor.reachSeconds());
        double reach = Math.max(pointed, shown == null ? 0 : shown.stepSeconds() / 2);
        return shown == null
                ? List.of()
                : shown.bands().stream()
                        .filter(band -> {
                            double around = band.isEvent() ? reach : 0;
                            return band.fromSeconds() - around <= seconds
                                    && seconds <= band.toSeconds() + around;
                        })
                        .sorted(
                                Comparator.comparing(Band::isTruth)
                                        .thenComparing(band -> !band.isEvent()))
                        .map(Band::text)
                        .distinct()
                        .toList();
    }

    private double reachSeconds() {
        return BAND_REACH_PIXELS * (timeAxis.getMax() - timeAxis.getMin()) / timeAxis.getWidth();
    }

    /// The band that a click at an instant means: of those that were found, the shortest.
    private Optional<Band> bandAt(double seconds) {
        ChartFrame shown = frame;
        if (shown == null || !cursor.takesBands() || Double.isNaN(seconds)) {
            return Optional.empty();
        }
        double reach = reachSeconds();
        return shown.bands().stream()
                .filter(Band::isFound)
                .filter(band -> band.fromSeconds() - reach <= seconds)
                .filter(band -> seconds <= band.toSeconds() + reach)
                .min(Comparator.comparingDouble(band -> band.toSeconds() - band.fromSeconds()));
    }

    /// `NaN` outside of the plot.
    private double secondsAt(double sceneX, double sceneY) {
        double x = timeAxis.sceneToLocal(sceneX, sceneY).getX();
        return x < 0 || x > timeAxis.getWidth() ? Double.NaN : timeAxis.getValueForDisplay(x);
    }

    /// A drag that leaves the plot reaches to its edge.
    private double draggedTo(MouseEvent event) {
        double x = timeAxis.sceneToLocal(event.getSceneX(), event.getSceneY()).getX();
        return timeAxis.getValueForDisplay(Math.clamp(x, 0, timeAxis.getWidth()));
    }

    private void moved(MouseEvent event) {
        double seconds = secondsAt(event.getSceneX(), event.getSceneY());
        chart.setCursor(bandAt(seconds).isPresent() ? Cursor.HAND : Cursor.DEFAULT);
        ChartFrame shown = frame;
        if (Double.isNaN(seconds) || shown == null || shown.series().isEmpty()) {
            cursor.hide();
            return;
        }
        cursor.moveTo(shown.nearestTime(seconds), event.getSceneX(), event.getSceneY());
    }

    private void pressed(MouseEvent event) {
        boolean isPrimary = event.getButton() == MouseButton.PRIMARY;
        pressedSeconds = isPrimary ? secondsAt(event.getSceneX(), event.getSceneY()) : Double.NaN;
        pressedX = event.getSceneX();
    }

    private boolean isDrag(MouseEvent event) {
        return Math.abs(event.getSceneX() - pressedX) >= LEAST_BRUSH_PIXELS;
    }

    private void dragged(MouseEvent event) {
        if (!Double.isNaN(pressedSeconds)) {
            marks.brush(pressedSeconds, draggedTo(event));
        }
    }

    private void released(MouseEvent event) {
        double from = pressedSeconds;
        double to = draggedTo(event);
        pressedSeconds = Double.NaN;
        marks.brush(Double.NaN, Double.NaN);
        if (Double.isNaN(from)) {
            return;
        }
        if (isDrag(event)) {
            cursor.choose(Math.min(from, to), Math.max(from, to));
        } else if (event.getClickCount() == 2) {
            cursor.showWhole();
        } else {
            bandAt(from).ifPresent(cursor::choose);
        }
    }

    private void scrolled(ScrollEvent event) {
        ChartFrame whole = frame;
        if (whole != null) {
            cursor.scroll(
                    event,
                    secondsAt(event.getSceneX(), event.getSceneY()),
                    new LinkedCursor.Mark(timeAxis.getMin(), timeAxis.getMax()),
                    new LinkedCursor.Mark(whole.fromSeconds(), whole.toSeconds()));
        }
    }
}
