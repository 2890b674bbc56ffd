package trafficinsights.ui.common;

import io.fair_acc.dataset.spi.DoubleDataSet;
import java.util.function.IntSupplier;

/// The points of one line. Written in the background, it does not ask the chart for a redraw: the
/// chart is reported once, when all of its lines and axes are in place, instead of once a line.
// ChartFX data sets are serializable by name only, and their lock() is raw.
@SuppressWarnings({"serial", "unchecked"})
final class QuietDataSet extends DoubleDataSet {
    private QuietDataSet(String colour) {
        super(colour);
        addStyleClasses(colour);
    }

    /// @param colour style class of the line
    static QuietDataSet of(String colour) {
        return new QuietDataSet(colour);
    }

    @Override
    public void fireInvalidated(IntSupplier bits) {
        // TimeChart.show tells the chart.
    }
}
