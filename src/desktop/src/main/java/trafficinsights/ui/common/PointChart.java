package trafficinsights.ui.common;

import io.fair_acc.chartfx.XYChart;
import io.fair_acc.chartfx.renderer.LineStyle;
import io.fair_acc.chartfx.renderer.spi.BasicDataSetRenderer;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.events.ChartBits;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Unit;

/// A card with points: pairs of numbers (ChartFX).
///
/// A hover says which point is near, a drag zooms to a part, the wheel zooms at the mouse, and a
/// double click shows all again.
///
/// As a curve, its points are joined, its upward axis shows shares from 0 to 1, and neither drag
/// nor wheel zooms: a press chooses the nearest point.
///
/// As with [TimeChart], [#write] runs on a background thread, and [#show] after it on the FX
/// thread.
public final class PointChart extends ChartCard {
    private static final double REACH_PIXELS = 12;
    private static final double LEAST_DRAG_PIXELS = 6;
    private static final double CURVE_MARGIN = 0.04;

    /// Zooming in ends where this share of the whole is left.
    private static final double LEAST_SHARE = 1e-4;

    /// Takes a place in the plot, in pixels.
    @FunctionalInterface
    private interface DoubleBinaryConsumer {
        void accept(double x, double y);
    }

    /// Who shows what is pointed at.
    @FunctionalInterface
    public interface Pointing {
        /// @param x as the axis writes it
        void at(PointFrame.Group group, String x, String y, double sceneX, double sceneY);
    }

    private final boolean isCurve;
    private final ValueAxis xAxis = new ValueAxis(Unit.NUMBER, Side.BOTTOM);
    private final ValueAxis yAxis;
    private final XYChart chart;
    private final BasicDataSetRenderer renderer = new BasicDataSetRenderer();

    /// By colour: a chart has at most one line of each.
    private final Map<String, QuietDataSet> dataSets = new ConcurrentHashMap<>();

    private final NameKey key = new NameKey();
    private Pointing pointing = (group, x, y, sceneX, sceneY) -> {};
    private Runnable onLeave = () -> {};
    private DoubleBinaryConsumer onPress = (x, y) -> {};
    private final Region brush = new Region();
    private @Nullable PointFrame frame;
    private @Nullable Point2D pressed;

    public PointChart(String title) {
        this(title, false);
    }

    /// A curve of shares: points that belong together in their order.
    public static PointChart curve(String title) {
        return new PointChart(title, true);
    }

    private PointChart(String title, boolean isCurve) {
        super(title, "time-chart", "point-chart");
        this.isCurve = isCurve;
        yAxis = new ValueAxis(isCurve ? Unit.SHARE : Unit.NUMBER, Side.LEFT);
        chart = new XYChart(xAxis, yAxis);
        renderer.setDrawMarker(true);
        renderer.setPolyLineStyle(isCurve ? LineStyle.NORMAL : LineStyle.NONE);
        chart.getRenderers().setAll(List.of(renderer));
        chart.setAnimated(false);
        chart.setLegendVisible(false);
        chart.getMenuPane().setTriggerDistance(0);
        chart.setMinHeight(0);
        fill(chart, "chart-body", isCurve ? new Region() : key, new Region());
        brush.getStyleClass().add("chart-brush");
        brush.setManaged(false);
        brush.setMouseTransparent(true);
        brush.setVisible(false);
        chart.getCanvasForeground().getChildren().add(brush);
        listen();
    }

    private void listen() {
        // ChartFX consumes what happens on its canvas: all is taken on the way down.
        chart.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
        chart.addEventFilter(MouseEvent.MOUSE_EXITED, event -> onLeave.run());
        if (isCurve) {
            chart.addEventFilter(MouseEvent.MOUSE_PRESSED, this::choose);
            chart.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::choose);
            return;
        }
        chart.addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                event -> {
                    boolean isPrimary = event.getButton() == MouseButton.PRIMARY;
                    pressed = isPrimary ? place(event.getSceneX(), event.getSceneY()) : null;
                });
        chart.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        chart.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
        chart.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
    }

    public void onPoint(Pointing action, Runnable leave) {
        pointing = action;
        onLeave = leave;
    }

    /// @param chosen takes the index of the point nearest to where the mouse is pressed
    public void onChoose(IntConsumer chosen) {
        onPress =
                (x, y) -> {
                    PointFrame shown = frame;
                    if (shown != null && !shown.groups().isEmpty()) {
                        chosen.accept(nearest(shown.groups().getFirst(), x, y));
                    }
                };
    }

    private void choose(MouseEvent event) {
        Point2D at = place(event.getSceneX(), event.getSceneY());
        onPress.accept(at.getX(), at.getY());
    }

    private int nearest(PointFrame.Group group, double x, double y) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < group.x().length; i++) {
            double distance =
                    Math.hypot(
                            x - xAxis.getDisplayPosition(group.x()[i]),
                            y - yAxis.getDisplayPosition(group.y()[i]));
            if (distance < least) {
                nearest = i;
                least = distance;
            }
        }
        return nearest;
    }

    /// Numbers are to be written again.
    public void redisplay() {
        xAxis.forceRedraw();
        yAxis.forceRedraw();
    }

    /// Puts the points into the data sets. Never on the FX thread.
    public void write(PointFrame newFrame) {
        Set<String> used = new HashSet<>();
        for (PointFrame.Group group : newFrame.groups()) {
            used.add(group.colour());
            dataSet(group).set(group.x(), group.y(), true);
        }
        dataSets.forEach((colour, set) -> {
            if (!used.contains(colour) && set.getDataCount() > 0) {
                set.clearData();
            }
        });
    }

    private QuietDataSet dataSet(PointFrame.Group group) {
        return dataSets.computeIfAbsent(group.colour(), QuietDataSet::of);
    }

    /// Sets what surrounds the points. FX thread.
    public void show(PointFrame newFrame) {
        frame = newFrame;
        showWhole();
        key.show(newFrame.groups());
        List<QuietDataSet> used = newFrame.groups().stream().map(this::dataSet).toList();
        if (!renderer.getDatasets().equals(used)) {
            renderer.getDatasets().setAll(used);
        }
        chart.fireInvalidated(ChartBits.ChartCanvas);
    }

    private void showWhole() {
        PointFrame shown = frame;
        if (shown != null && isCurve) {
            // Points at the ends are seen whole.
            double most = Math.max(1, shown.xRange().high());
            xAxis.showExactly(-CURVE_MARGIN * most, (1 + CURVE_MARGIN) * most);
            yAxis.showExactly(-CURVE_MARGIN, 1 + CURVE_MARGIN);
        } else if (shown != null) {
            xAxis.show(shown.xRange().low(), shown.xRange().high());
            yAxis.show(shown.yRange().low(), shown.yRange().high());
        }
    }

    /// Pixels within the plot.
    private Point2D place(double sceneX, double sceneY) {
        return new Point2D(
                xAxis.sceneToLocal(sceneX, sceneY).getX(),
                yAxis.sceneToLocal(sceneX, sceneY).getY());
    }

    private void dragged(MouseEvent event) {
        Point2D from = pressed;
        if (from != null) {
            Point2D to = place(event.getSceneX(), event.getSceneY());
            brush.setVisible(isDrag(from, to));
            brush.resizeRelocate(
                    Math.min(from.getX(), to.getX()),
                    Math.min(from.getY(), to.getY()),
                    Math.abs(to.getX() - from.getX()),
                    Math.abs(to.getY() - from.getY()));
        }
    }

    private static boolean isDrag(Point2D from, Point2D to) {
        return Math.abs(to.getX() - from.getX()) >= LEAST_DRAG_PIXELS
                && Math.abs(to.getY() - from.getY()) >= LEAST_DRAG_PIXELS;
    }

    private void released(MouseEvent event) {
        Point2D from = pressed;
        Point2D to = place(event.getSceneX(), event.getSceneY());
        pressed = null;
        brush.setVisible(false);
        if (from != null && isDrag(from, to)) {
            xAxis.showExactly(
                    xAxis.getValueForDisplay(Math.min(from.getX(), to.getX())),
                    xAxis.getValueForDisplay(Math.max(from.getX(), to.getX())));
            yAxis.showExactly(
                    yAxis.getValueForDisplay(Math.max(from.getY(), to.getY())),
                    yAxis.getValueForDisplay(Math.min(from.getY(), to.getY())));
            chart.fireInvalidated(ChartBits.ChartCanvas);
        } else if (from != null && event.getClickCount() == 2) {
            showWhole();
            chart.fireInvalidated(ChartBits.ChartCanvas);
        }
    }

    private void scrolled(ScrollEvent event) {
        PointFrame shown = frame;
        Point2D at = place(event.getSceneX(), event.getSceneY());
        if (shown == null || event.getDeltaY() == 0) {
            return;
        }
        double factor = Wheel.factor(event);
        zoom(xAxis, xAxis.getValueForDisplay(at.getX()), factor, shown.xRange());
        zoom(yAxis, yAxis.getValueForDisplay(at.getY()), factor, shown.yRange());
        chart.fireInvalidated(ChartBits.ChartCanvas);
        event.consume();
    }

    private static void zoom(ValueAxis axis, double at, double factor, PointFrame.Range whole) {
        double before = axis.getMax() - axis.getMin();
        double all = whole.high() - whole.low();
        double length = Math.max(before * factor, all * LEAST_SHARE);
        double low = at - (at - axis.getMin()) / before * length;
        if (length >= all) {
            axis.show(whole.low(), whole.high());
        } else {
            axis.showExactly(low, low + length);
        }
    }

    /// The point that is nearest to the mouse, if one is near.
    private void moved(MouseEvent event) {
        PointFrame shown = frame;
        if (shown == null) {
            return;
        }
        Point2D mouse = place(event.getSceneX(), event.getSceneY());
        double nearest = REACH_PIXELS;
        PointFrame.@Nullable Group found = null;
        int at = -1;
        for (PointFrame.Group group : shown.groups()) {
            for (int i = 0; i < group.x().length; i++) {
                double distance =
                        mouse.distance(
                                xAxis.getDisplayPosition(group.x()[i]),
                                yAxis.getDisplayPosition(group.y()[i]));
                if (distance < nearest) {
                    nearest = distance;
                    found = group;
                    at = i;
                }
            }
        }
        if (found == null) {
            onLeave.run();
        } else {
            pointing.at(
                    found,
                    Texts.of(Unit.NUMBER, found.x()[at]),
                    Texts.of(Unit.NUMBER, found.y()[at]),
                    event.getSceneX(),
                    event.getSceneY());
        }
    }
}
