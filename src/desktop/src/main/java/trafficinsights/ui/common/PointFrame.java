package trafficinsights.ui.common;

import java.util.List;

/// All that a [PointChart] shows at one moment.
///
/// @param groups at most [TimeChart#MOST_SERIES]; each ascending by x
/// @param xName for the tooltip
/// @param yName for the tooltip
public record PointFrame(List<Group> groups, String xName, String yName) {
    public PointFrame {
        groups = List.copyOf(groups);
    }

    /// Points of one colour. Arrays are never changed after construction.
    ///
    /// @param colour style class (`series-1`)
    public record Group(String name, String colour, double[] x, double[] y) {}

    /// Least and greatest of the numbers; from zero where that is near.
    record Range(double low, double high) {}

    Range xRange() {
        return range(groups.stream().map(Group::x).toList());
    }

    Range yRange() {
        return range(groups.stream().map(Group::y).toList());
    }

    private static Range range(List<double[]> all) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] values : all) {
            for (double value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return new Range(0, 1);
        }
        return new Range(low > 0 && low < high / 2 ? 0 : low, high);
    }
}
