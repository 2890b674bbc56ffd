package trafficinsights.ui.common;

import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;

/// All that a [TimeChart] shows at one moment.
///
/// @param fromSeconds left end of the time axis, since 1970
/// @param series at most [TimeChart#MOST_SERIES]
/// @param bands spans that are marked behind the lines
/// @param largestAtLeast the value axis reaches at least to here, so that noise near zero stays
///   small
/// @param isFromZero whether the value axis begins at zero where no value is below it
public record ChartFrame(
        double fromSeconds,
        double toSeconds,
        List<SeriesFrame> series,
        List<Band> bands,
        double largestAtLeast,
        boolean isFromZero) {
    /// From zero.
    public ChartFrame(
            double fromSeconds,
            double toSeconds,
            List<SeriesFrame> series,
            List<Band> bands,
            double largestAtLeast) {
        this(fromSeconds, toSeconds, series, bands, largestAtLeast, true);
    }

    public ChartFrame {
        series = List.copyOf(series);
        bands = List.copyOf(bands);
    }

    /// A part of the time, its lines as finely as `columns` pixel columns can show.
    ///
    /// @param view null for all of the time
    ChartFrame within(LinkedCursor.@Nullable Mark view, int columns) {
        if (view == null) {
            return this;
        }
        double from = Math.max(fromSeconds, view.fromSeconds());
        double to = Math.min(toSeconds, view.toSeconds());
        List<SeriesFrame> shown =
                series.stream().map(line -> line.within(from, to, columns)).toList();
        return new ChartFrame(from, to, shown, bands, largestAtLeast, isFromZero);
    }

    /// Some of the lines alone.
    ChartFrame with(List<SeriesFrame> lines) {
        return new ChartFrame(fromSeconds, toSeconds, lines, bands, largestAtLeast, isFromZero);
    }

    /// The time of any line that is nearest to an instant; the instant itself without any. Lines
    /// may end at different times: one alone would not do.
    double nearestTime(double seconds) {
        double found = seconds;
        double distance = Double.POSITIVE_INFINITY;
        for (SeriesFrame line : series) {
            int nearest = SeriesFrame.nearest(line.times(), seconds);
            double away = nearest < 0 ? distance : Math.abs(line.times()[nearest] - seconds);
            if (away < distance) {
                distance = away;
                found = line.times()[nearest];
            }
        }
        return found;
    }

    /// Between two points of the first line; 0 without them.
    double stepSeconds() {
        double[] times = series.isEmpty() ? new double[0] : series.getFirst().times();
        return times.length < 2 ? 0 : (times[times.length - 1] - times[0]) / (times.length - 1);
    }

    double lowest() {
        double lowest = isFromZero ? 0 : Double.POSITIVE_INFINITY;
        for (SeriesFrame line : series) {
            for (double value : line.drawnValues()) {
                lowest = value < lowest ? value : lowest;
            }
        }
        return Double.isFinite(lowest) ? lowest : 0;
    }

    double largest() {
        double largest = isFromZero ? largestAtLeast : Double.NEGATIVE_INFINITY;
        for (SeriesFrame line : series) {
            for (double value : line.drawnValues()) {
                largest = value > largest ? value : largest;
            }
        }
        return Double.isFinite(largest) ? largest : largestAtLeast;
    }

    double smallestAboveZero() {
        double smallest = Double.POSITIVE_INFINITY;
        for (SeriesFrame line : series) {
            for (double value : line.drawnValues()) {
                smallest = value > 0 && value < smallest ? value : smallest;
            }
        }
        return smallest;
    }
}
