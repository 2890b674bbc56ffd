package trafficinsights.ui.common;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;

/// A value axis with few round ticks in its unit, from zero or logarithmic.
@SuppressWarnings("serial") // ChartFX axes are serializable by name only
final class ValueAxis extends DefaultNumericAxis {
    /// The same in every chart, so that the times of charts under one another line up.
    private static final double WIDTH = 60;

    private static final double PIXELS_PER_TICK = 34;
    private static final int MOST_TICKS = 5;

    private final Unit unit;

    ValueAxis(Unit unit) {
        super(null, 0, 1, 1);
        this.unit = unit;
        setSide(Side.LEFT);
        setAutoRanging(false);
    }

    /// Takes a range that holds the values and ends at a tick.
    void show(double smallest, double largest, boolean logarithmic) {
        if (isLogAxis() != logarithmic) {
            setLogAxis(logarithmic);
        }
        if (logarithmic) {
            double low = Double.isFinite(smallest) && smallest > 0 ? smallest : 1;
            double high = Math.max(largest, low * 10);
            set(Math.pow(10, Math.floor(Math.log10(low))), high * 1.2);
        } else {
            set(0, Ticks.roundEnd(largest, tickCount()));
        }
    }

    private int tickCount() {
        double length = getLength();
        int fitting = Double.isFinite(length) ? (int) (length / PIXELS_PER_TICK) : MOST_TICKS;
        return Math.clamp(fitting, 2, MOST_TICKS);
    }

    @Override
    protected void calculateMajorTickValues(AxisRange range, DoubleArrayList values) {
        double[] ticks =
                isLogAxis()
                        ? Ticks.logarithmic(range.getMin(), range.getMax())
                        : Ticks.linear(range.getMin(), range.getMax(), tickCount());
        for (double tick : ticks) {
            values.add(tick);
        }
    }

    @Override
    public double computePreferredTickUnit(double axisLength) {
        return Ticks.step(getMax() - getMin(), tickCount());
    }

    @Override
    public String getTickMarkLabel(double value) {
        return unit.tick(value);
    }

    @Override
    protected double computePrefWidth(double height) {
        // The call lays out the labels; only its result is replaced.
        super.computePrefWidth(height);
        return WIDTH;
    }
}
