package trafficinsights.model.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chart shows, made of any number of rows: a few thousand numbers at most.
///
/// Arrays are not to be changed.
public sealed interface ChartData {
    /// How the rows came into the picture.
    ///
    /// @param all rows that there are
    /// @param used rows that have what the chart needs
    /// @param sampled rows that percentiles come from; `used` when they come from all
    record Counts(long all, long used, long sampled) {
        public long leftOut() {
            return all - used;
        }

        public boolean isSample() {
            return sampled < used;
        }
    }

    Counts counts();

    /// One line, or points of one colour.
    ///
    /// @param name null for rows whose column of series is null; empty when there is one series
    ///   only
    /// @param isOthers whether it stands for all series that have none of their own
    /// @param x ascending for lines: µs since the epoch; else a number
    record Series(@Nullable String name, boolean isOthers, double[] x, double[] y) {}

    /// Values over time.
    ///
    /// @param slotMicros length of a slot of time; 0 when every value is a row's own
    /// @param slots with at least one row, over all series
    /// @param seriesCount different values of the column of series; 1 without one
    /// @param beyond values too large for a double, which are `NaN` in their series
    record Lines(
            Counts counts,
            long slotMicros,
            int slots,
            List<Series> series,
            long seriesCount,
            long beyond)
            implements ChartData {
        public Lines {
            series = List.copyOf(series);
        }
    }

    /// The longest bars first.
    ///
    /// @param values different values of X
    /// @param shownRows rows of the bars that are listed
    /// @param isAggregated whether a bar stands for more than one row
    /// @param beyond bars left out because their value is too large for a double
    record Bars(
            Counts counts,
            List<Bar> bars,
            long values,
            long shownRows,
            boolean isAggregated,
            long beyond)
            implements ChartData {
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /// @param name as a page shows it
    record Bar(String name, double value, long rows) {}

    /// As a column's summary has it.
    record Histogram(Counts counts, List<ColumnSummary.Bin> bins) implements ChartData {
        public Histogram {
            bins = List.copyOf(bins);
        }
    }

    /// Pairs of numbers.
    ///
    /// @param places points that are drawn
    /// @param isGathered whether a point is in the middle of several rows that lie side by side
    record Points(
            Counts counts, int places, boolean isGathered, List<Series> series, long seriesCount)
            implements ChartData {
        public Points {
            series = List.copyOf(series);
        }
    }
}
