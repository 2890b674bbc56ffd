package trafficinsights.ui.common;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import trafficinsights.model.Unit;

/// A value axis with few round ticks in its unit, from zero or logarithmic.
@SuppressWarnings("serial") // ChartFX axes are serializable by name only
final class ValueAxis extends DefaultNumericAxis {
    /// The same in every chart, so that the times of charts under one another line up.
    private static final double WIDTH = 60;

    private static final double PIXELS_PER_TICK = 34;
    private static final int MOST_TICKS = 5;
    private static final double PIXELS_PER_TICK_ACROSS = 90;
    private static final int MOST_TICKS_ACROSS = 12;

    private final Unit unit;

    /// @param side left for values that go up, bottom for those that go right
    ValueAxis(Unit unit, Side side) {
        super(null, 0, 1, 1);
        this.unit = unit;
        setSide(side);
        setAutoRanging(false);
    }

    /// Takes a range that holds the values and ends at ticks.
    void show(double lowest, double largest) {
        if (isLogAxis()) {
            setLogAxis(false);
        }
        double span = largest > lowest ? largest - lowest : 1;
        double step = Ticks.step(span, tickCount());
        set(
                Math.floor(lowest / step + 1e-9) * step,
                Math.ceil((lowest + span) / step - 1e-9) * step);
    }

    /// Takes a range as it is.
    void showExactly(double lowest, double largest) {
        if (largest > lowest) {
            set(lowest, largest);
        }
    }

    /// As [#show], logarithmic.
    void showLogarithmic(double smallest, double largest) {
        if (!isLogAxis()) {
            setLogAxis(true);
        }
        double low = Double.isFinite(smallest) && smallest > 0 ? smallest : 1;
        double high = Math.max(largest, low * 10);
        set(Math.pow(10, Math.floor(Math.log10(low))), high * 1.2);
    }

    private int tickCount() {
        double length = getLength();
        boolean isAcross = getSide().isHorizontal();
        int most = isAcross ? MOST_TICKS_ACROSS : MOST_TICKS;
        double room = isAcross ? PIXELS_PER_TICK_ACROSS : PIXELS_PER_TICK;
        int fitting = Double.isFinite(length) ? (int) (length / room) : most;
        return Math.clamp(fitting, 2, most);
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
        return Texts.tick(unit, value);
    }

    @Override
    protected double computePrefWidth(double height) {
        // The call lays out the labels; only its result is replaced.
        double width = super.computePrefWidth(height);
        return getSide().isVertical() ? WIDTH : width;
    }
}
