package trafficinsights.ui.common;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.axes.spi.TickMark;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.canvas.GraphicsContext;
import trafficinsights.chart.TimeTicks;

/// A time axis in seconds since 1970, with the ticks of [TimeTicks].
@SuppressWarnings("serial") // ChartFX axes are serializable by name only
final class TimeAxis extends DefaultNumericAxis {
    private static final double PIXELS_PER_TICK = 64;
    private static final double LEAST_GAP = 4;
    private static final double MICROS = 1e6;

    private List<TimeTicks.Tick> ticks = List.of();
    private boolean isElapsed;

    TimeAxis() {
        super(null, 0, 60, 10);
        setSide(Side.BOTTOM);
        setAutoRanging(false);
    }

    /// Counts from 0 instead of showing times of a day.
    void setElapsed(boolean elapsed) {
        isElapsed = elapsed;
    }

    boolean isElapsed() {
        return isElapsed;
    }

    @Override
    protected void calculateMajorTickValues(AxisRange range, DoubleArrayList values) {
        int count = (int) (getLength() / PIXELS_PER_TICK);
        if (!(range.getMax() > range.getMin()) || count < 1) {
            return;
        }
        long from = Math.round(range.getMin() * MICROS);
        long to = Math.round(range.getMax() * MICROS);
        ticks =
                isElapsed
                        ? TimeTicks.elapsed(from, to, count)
                        : TimeTicks.of(from, to, count, Texts.zone());
        ticks.forEach(tick -> values.add(tick.epochSeconds()));
    }

    @Override
    public double computePreferredTickUnit(double axisLength) {
        return ticks.size() < 2 ? 1 : ticks.get(1).epochSeconds() - ticks.get(0).epochSeconds();
    }

    /// @param value of a tick
    @Override
    public String getTickMarkLabel(double value) {
        return ticks.stream()
                .filter(tick -> tick.epochSeconds() == value)
                .map(TimeTicks.Tick::alone)
                .findFirst()
                .orElse("");
    }

    /// Labels at the ends move inwards as far as they would be cut: left of the axis is the other
    /// one, right of it the chart ends. One that would then lie over its neighbour is left out.
    @Override
    protected void drawTickLabels(
            GraphicsContext gc,
            double axisWidth,
            double axisHeight,
            ObservableList<TickMark> marks,
            double tickLength) {
        double[] before = marks.stream().mapToDouble(TickMark::getPosition).toArray();
        double room = getAxisPadding();
        double end = Double.NEGATIVE_INFINITY;
        for (TickMark mark : marks) {
            double half = mark.getWidth() / 2;
            double place = inside(mark.getPosition(), half - room, getLength() - half);
            mark.setVisible(place - half >= end);
            mark.setPosition(place);
            end = mark.isVisible() ? place + half + LEAST_GAP : end;
        }
        super.drawTickLabels(gc, axisWidth, axisHeight, marks, tickLength);
        for (int i = 0; i < before.length; i++) {
            marks.get(i).setPosition(before[i]);
        }
    }

    private static double inside(double place, double least, double most) {
        return most < least ? place : Math.clamp(place, least, most);
    }
}
