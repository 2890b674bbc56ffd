package trafficinsights.model.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is in a column. Counts, least and greatest value, histogram and top values are exact.
///
/// @param rows looked at
/// @param nulls rows without a value
/// @param distinct different values
/// @param isDistinctExact false: an estimate (HyperLogLog), mostly within 5 %
/// @param min null when there is no value
/// @param quantiles of numbers and times: p5, p25, p50, p75, p95; empty for others
/// @param sampledRows rows that the quantiles come from; all rows with a value when they are exact
/// @param histogram of the finite numbers, or of the times; empty for others
/// @param top most frequent values first; empty when there are too many different ones
public record ColumnSummary(
        Column column,
        long rows,
        long nulls,
        long distinct,
        boolean isDistinctExact,
        @Nullable String min,
        @Nullable String max,
        List<Quantile> quantiles,
        long sampledRows,
        List<Bin> histogram,
        List<ValueCount> top) {

    /// The least value that at least this share of the values does not exceed.
    public record Quantile(double share, String value) {}

    /// How many values lie in `[from, to)`; the last bin includes its end. Times are µs since the
    /// epoch.
    public record Bin(double from, double to, long count) {}

    /// @param value as a page shows it
    public record ValueCount(String value, long count) {}

    /// Whether quantiles come from all values: otherwise from a sample of about a million rows,
    /// where they are within 0.3 % of their rank.
    public boolean areQuantilesExact() {
        return sampledRows == rows - nulls;
    }
}
