package trafficinsights.ui.common;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import trafficinsights.chart.ValueScale;
import trafficinsights.model.Unit;

/// A value axis with the ticks of [ValueScale].
@SuppressWarnings("serial") // ChartFX axes are serializable by name only
final class ValueAxis extends DefaultNumericAxis {
    /// The same in every chart, so that the times of charts under one another line up.
    private static final double WIDTH = 60;

    /// `100 MB/s` needs more in large text.
    private static final double WIDTH_OF_BYTES = 80;

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
        ValueScale scale = ValueScale.around(lowest, largest, tickCount(), unit);
        set(scale.low(), scale.high());
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
        ValueScale scale = ValueScale.logarithmic(smallest, largest, unit);
        set(scale.low(), scale.high());
    }

    private ValueScale scale(double low, double high) {
        return isLogAxis()
                ? ValueScale.logarithmicBetween(low, high, unit)
                : ValueScale.between(low, high, tickCount(), unit);
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
        scale(range.getMin(), range.getMax()).ticks().forEach(tick -> values.add(tick.value()));
    }

    @Override
    public double computePreferredTickUnit(double axisLength) {
        return isLogAxis() ? getMax() - getMin() : scale(getMin(), getMax()).step();
    }

    @Override
    public String getTickMarkLabel(double value) {
        return Texts.marked(scale(getMin(), getMax()).label(value));
    }

    @Override
    protected double computePrefWidth(double height) {
        // The call lays out the labels; only its result is replaced.
        double width = super.computePrefWidth(height);
        return getSide().isVertical() ? own() : width;
    }

    private double own() {
        return unit == Unit.BYTES_PER_SECOND ? WIDTH_OF_BYTES : WIDTH;
    }
}
