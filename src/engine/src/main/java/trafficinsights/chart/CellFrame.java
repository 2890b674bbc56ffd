package trafficinsights.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/// All that a chart of cells shows at one moment: a value for each row and column of time.
///
/// @param fromSeconds left end of the time axis, since 1970
/// @param firstSeconds start of the first column; may lie before `fromSeconds`
/// @param columnSeconds length of a column
/// @param rowNames from the top
/// @param values row after row from the top; `NaN` is an empty cell; not changed after construction
/// @param scale what a value's colour is
/// @param ticks at the left
/// @param chosenRow the row that is singled out; -1 for none
/// @param text how a value is written
public record CellFrame(
        double fromSeconds,
        double toSeconds,
        double firstSeconds,
        double columnSeconds,
        int columns,
        List<String> rowNames,
        double[] values,
        Scale scale,
        List<Tick> ticks,
        int chosenRow,
        DoubleFunction<String> text) {
    public CellFrame {
        rowNames = List.copyOf(rowNames);
        ticks = List.copyOf(ticks);
        if (values.length != columns * rowNames.size()) {
            throw new IllegalArgumentException(
                    "%d values for %d rows of %d"
                            .formatted(values.length, rowNames.size(), columns));
        }
    }

    /// A text beside the rows.
    ///
    /// @param row from the top; 0.5 is the middle of the first
    public record Tick(double row, String text) {}

    /// The values at the two ends of the palette.
    public record Scale(double low, double high, boolean isLogarithmic) {
        /// 0 for the low end, 1 for the high one, nothing beyond.
        public double level(double value) {
            double level =
                    isLogarithmic
                            ? Math.log(value / low) / Math.log(high / low)
                            : (value - low) / (high - low);
            return Double.isNaN(level) ? 0 : Math.clamp(level, 0, 1);
        }
    }

    public double value(int row, int column) {
        return row < 0 || row >= rowNames.size() || column < 0 || column >= columns
                ? Double.NaN
                : values[row * columns + column];
    }

    /// The column of an instant; outside of the columns where there is none.
    public int columnAt(double seconds) {
        return (int) Math.floor((seconds - firstSeconds) / columnSeconds);
    }

    public double middleOf(int column) {
        return firstSeconds + (column + 0.5) * columnSeconds;
    }
}
