package trafficinsights.ui.common;

import io.fair_acc.chartfx.XYChart;
import io.fair_acc.chartfx.renderer.LineStyle;
import io.fair_acc.chartfx.renderer.spi.BasicDataSetRenderer;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.events.ChartBits;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A card with points: pairs of numbers (ChartFX).
///
/// As with [TimeChart], [#write] runs on a background thread, and [#show] after it on the FX
/// thread.
public final class PointChart extends ChartCard {
    private static final double REACH_PIXELS = 12;

    /// Who shows what is pointed at.
    @FunctionalInterface
    public interface Pointing {
        /// @param x as the axis writes it
        void at(PointFrame.Group group, String x, String y, double sceneX, double sceneY);
    }

    private final ValueAxis xAxis = new ValueAxis(Unit.NUMBER, Side.BOTTOM);
    private final ValueAxis yAxis = new ValueAxis(Unit.NUMBER, Side.LEFT);
    private final XYChart chart = new XYChart(xAxis, yAxis);
    private final BasicDataSetRenderer renderer = new BasicDataSetRenderer();
    private final List<QuietDataSet> dataSets = new ArrayList<>();
    private final NameKey key = new NameKey();
    private Pointing pointing = (group, x, y, sceneX, sceneY) -> {};
    private Runnable onLeave = () -> {};
    private @Nullable PointFrame frame;

    public PointChart(String title, List<String> colours) {
        super(title, "time-chart", "point-chart");
        renderer.setDrawMarker(true);
        renderer.setPolyLineStyle(LineStyle.NONE);
        for (int i = 0; i < TimeChart.MOST_SERIES; i++) {
            QuietDataSet set = new QuietDataSet("points " + i);
            set.addStyleClasses(colours.get(i));
            dataSets.add(set);
        }
        chart.getRenderers().setAll(List.of(renderer));
        chart.setAnimated(false);
        chart.setLegendVisible(false);
        chart.getMenuPane().setTriggerDistance(0);
        chart.setMinHeight(0);
        fill(chart, "chart-body", key, new Region());
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, event -> onLeave.run());
    }

    public void onPoint(Pointing action, Runnable leave) {
        pointing = action;
        onLeave = leave;
    }

    /// Numbers are to be written anew.
    public void redisplay() {
        xAxis.forceRedraw();
        yAxis.forceRedraw();
    }

    /// Puts the points into the data sets. Never on the FX thread.
    public void write(PointFrame newFrame) {
        for (int i = 0; i < TimeChart.MOST_SERIES; i++) {
            QuietDataSet set = dataSets.get(i);
            if (i < newFrame.groups().size()) {
                PointFrame.Group group = newFrame.groups().get(i);
                set.set(group.x(), group.y(), true);
            } else if (set.getDataCount() > 0) {
                set.clearData();
            }
        }
    }

    /// Sets what surrounds the points. FX thread.
    public void show(PointFrame newFrame) {
        frame = newFrame;
        PointFrame.Range x = newFrame.xRange();
        PointFrame.Range y = newFrame.yRange();
        xAxis.show(x.low(), x.high());
        yAxis.show(y.low(), y.high());
        key.show(newFrame.groups());
        int used = newFrame.groups().size();
        if (renderer.getDatasets().size() != used) {
            renderer.getDatasets().setAll(dataSets.subList(0, used));
        }
        chart.fireInvalidated(ChartBits.ChartCanvas);
    }

    /// The point that is nearest to the mouse, if one is near.
    private void moved(MouseEvent event) {
        PointFrame shown = frame;
        if (shown == null) {
            return;
        }
        Point2D mouse =
                new Point2D(
                        xAxis.sceneToLocal(event.getSceneX(), event.getSceneY()).getX(),
                        yAxis.sceneToLocal(event.getSceneX(), event.getSceneY()).getY());
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
                    Unit.NUMBER.text(found.x()[at]),
                    Unit.NUMBER.text(found.y()[at]),
                    event.getSceneX(),
                    event.getSceneY());
        }
    }
}
