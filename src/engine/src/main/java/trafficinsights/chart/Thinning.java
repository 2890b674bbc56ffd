package trafficinsights.chart;

import java.util.Arrays;
import java.util.stream.IntStream;

/// What is drawn of a line with more values than pixel columns: of each column the smallest and the
/// largest value, in their order, and the gaps before, between and after them. Values are picked,
/// never averaged, so that no peak is lost.
public final class Thinning {
    /// Two values, and a gap on every side of them.
    private static final int MOST_A_COLUMN = 5;

    private Thinning() {}

    /// Indices of the values to draw, ascending; all of them where there are no more than columns.
    ///
    /// @param values `NaN` is a gap
    public static int[] kept(double[] values, int columns) {
        if (values.length <= columns) {
            return IntStream.range(0, values.length).toArray();
        }
        int[] kept = new int[MOST_A_COLUMN * columns];
        int size = 0;
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) values.length * column / columns);
            int to = (int) ((long) values.length * (column + 1) / columns);
            for (int i : keptOf(values, from, to)) {
                kept[size++] = i;
            }
        }
        return Arrays.copyOf(kept, size);
    }

    /// The elements at these indices.
    public static double[] pick(double[] values, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }

    /// Indices that stand for those of a pixel column.
    private static int[] keptOf(double[] values, int from, int to) {
        int low = -1;
        int high = -1;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                low = low < 0 || values[i] < values[low] ? i : low;
                high = high < 0 || values[i] > values[high] ? i : high;
            }
        }
        int first = Math.min(low, high);
        int second = Math.max(low, high);
        int[] gaps = {
            gap(values, from, first < 0 ? to : first),
            gap(values, first + 1, second),
            gap(values, second + 1, second < 0 ? 0 : to)
        };
        return IntStream.of(gaps[0], first, gaps[1], second == first ? -1 : second, gaps[2])
                .filter(i -> i >= 0)
                .toArray();
    }

    private static int gap(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Double.isNaN(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
