package trafficinsights.ui.common;

import java.util.List;

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

    /// A marked span.
    ///
    /// @param style style class that says what it means (`band-truth`, `band-major`)
    /// @param text what it is, for the screen reader and the tooltip
    public record Band(double fromSeconds, double toSeconds, String style, String text) {}

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
