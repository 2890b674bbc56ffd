package trafficinsights.ui.common;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.axes.spi.TickMark;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import javafx.collections.ObservableList;
import javafx.scene.canvas.GraphicsContext;

/// A time axis in seconds since 1970: round times, and the date where the day changes.
@SuppressWarnings("serial") // ChartFX axes are serializable by name only
final class TimeAxis extends DefaultNumericAxis {
    private static final double PIXELS_PER_TICK = 64;
    private static final double LEAST_GAP = 4;

    private static final int LONGEST_STEP_OF_DAYS = 28 * 86_400;

    private int stepSeconds = 1;
    private double[] ticks = {};
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
        double span = range.getMax() - range.getMin();
        if (!(span > 0) || count < 1) {
            return;
        }
        stepSeconds = Ticks.timeStep(span, count);
        ticks =
                isElapsed
                        ? Ticks.elapsed(range.getMin(), range.getMax(), count)
                        : Ticks.time(range.getMin(), range.getMax(), count);
        for (double tick : ticks) {
            values.add(tick);
        }
    }

    @Override
    public double computePreferredTickUnit(double axisLength) {
        return stepSeconds;
    }

    @Override
    public String getTickMarkLabel(double value) {
        return isElapsed ? Texts.elapsed(value) : label(ticks, value, stepSeconds);
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

    /// How a tick is written: the day where it changes, else the time as finely as the step needs.
    static String label(double[] ticks, double value, int stepSeconds) {
        if (stepSeconds > LONGEST_STEP_OF_DAYS) {
            return Texts.month(value);
        }
        for (int i = 1; i < ticks.length; i++) {
            if (ticks[i] == value && !Texts.day(ticks[i - 1]).equals(Texts.day(value))) {
                return Texts.day(value);
            }
        }
        if (stepSeconds >= 86_400) {
            return Texts.day(value);
        }
        return stepSeconds < 60 ? Texts.second(value) : Texts.minute(value);
    }
}
