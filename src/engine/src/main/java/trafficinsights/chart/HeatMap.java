package trafficinsights.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.NumberText;
import trafficinsights.model.Unit;

/// The latency heat map: how many requests a second had which latency. Pure.
public final class HeatMap {
    private static final double MICROS = 1e6;

    /// One row of room above and below what was measured.
    private static final int MARGIN_ROWS = 1;

    private static final int[] TICKS_MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000
    };

    private HeatMap() {}

    /// Rows reach from the lowest to the highest latency that anybody had.
    ///
    /// @param marks puts the reader's marks into numbers
    public static CellFrame frame(
            LatencyGrid grid, double fromSeconds, double toSeconds, UnaryOperator<String> marks) {
        int low = LatencyGrid.ROWS;
        int high = -1;
        for (int i = 0; i < grid.counts().length; i++) {
            if (grid.counts()[i] > 0) {
                low = Math.min(low, i % LatencyGrid.ROWS);
                high = Math.max(high, i % LatencyGrid.ROWS);
            }
        }
        low = Math.max(0, Math.min(low, high) - MARGIN_ROWS);
        high = Math.min(LatencyGrid.ROWS - 1, high + MARGIN_ROWS);
        return frame(grid, fromSeconds, toSeconds, low, high, marks);
    }

    private static CellFrame frame(
            LatencyGrid grid,
            double fromSeconds,
            double toSeconds,
            int low,
            int high,
            UnaryOperator<String> marks) {
        int rows = high - low + 1;
        double seconds = grid.columnMicros() / MICROS;
        double[] values = new double[rows * grid.columns()];
        List<String> names = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int latency = high - row;
            names.add(
                    marks.apply(NumberText.latency(LatencyGrid.lowerMicros(latency)))
                            + " – "
                            + marks.apply(
                                    NumberText.latency(LatencyGrid.lowerMicros(latency + 1))));
            for (int column = 0; column < grid.columns(); column++) {
                long count = grid.count(column, latency);
                values[row * grid.columns() + column] = count == 0 ? Double.NaN : count / seconds;
            }
        }
        double highest = Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(1);
        double lowest = Arrays.stream(values).filter(v -> v > 0).min().orElse(0.1);
        return new CellFrame(
                fromSeconds,
                toSeconds,
                grid.startMicros() / MICROS,
                seconds,
                grid.columns(),
                names,
                values,
                new CellFrame.Scale(lowest, Math.max(highest, 2 * lowest), true),
                ticks(low, high, marks),
                -1,
                value ->
                        Double.isNaN(value)
                                ? "0/s"
                                : marks.apply(Unit.REQUESTS_PER_SECOND.text(value)));
    }

    private static List<CellFrame.Tick> ticks(int low, int high, UnaryOperator<String> marks) {
        List<CellFrame.Tick> ticks = new ArrayList<>();
        boolean isCoarse = high - low > 36;
        for (int millis : TICKS_MILLIS) {
            double row = LatencyGrid.rowOf(millis * 1e3);
            boolean isPower = Math.log10(millis) % 1 == 0;
            if (row >= low && row <= high + 1 && (isPower || !isCoarse)) {
                ticks.add(
                        new CellFrame.Tick(
                                high + 1 - row, marks.apply(Unit.MICROS.tick(millis * 1e3))));
            }
        }
        return ticks;
    }
}
