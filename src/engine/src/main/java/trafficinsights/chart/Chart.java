package trafficinsights.chart;

import java.util.List;
import trafficinsights.model.Unit;

/// What a chart over time shows, before any size, colour scheme or renderer.
///
/// @param id names its file; letters, digits and `_`
/// @param title what is shown
/// @param subtitle unit and resolution
/// @param times start of each window, µs since 1970 UTC, ascending; series values belong to these
/// @param windowMicros length of each window; a longer step between two times is a gap
/// @param isLog logarithmic value axis, for [Form#LINES] only
/// @param emptyText shown instead of the plot when no series has a value: what would make it fill
public record Chart(
        String id,
        String title,
        String subtitle,
        Unit unit,
        Form form,
        boolean isLog,
        long[] times,
        long windowMicros,
        List<Series> series,
        List<Band> bands,
        String emptyText) {
    /// Between the ticks of its values.
    private static final int STEPS = 4;

    /// How values become marks.
    public enum Form {
        LINES,
        /// A line with the ground below it tinted; for one series.
        AREA,
        /// Parts of a whole, the first at the bottom.
        STACKED,
        /// One bar a window; for one series of few windows.
        BARS
    }

    public Chart {
        series = List.copyOf(series);
        bands = List.copyOf(bands);
        for (Series s : series) {
            if (s.values().length != times.length) {
                throw new IllegalArgumentException(
                        "series %s has %d values for %d times"
                                .formatted(s.name(), s.values().length, times.length));
            }
        }
    }

    /// Whether there is nothing to draw.
    public boolean isEmpty() {
        for (Series s : series) {
            for (double value : s.values()) {
                if (Double.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    public long startMicros() {
        return times[0];
    }

    public long endMicros() {
        return times[times.length - 1] + windowMicros;
    }

    /// The axis that its values are drawn at: from zero, or logarithmic where the chart is and its
    /// values differ.
    public ValueScale scale() {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        for (int s = 0; s < series.size(); s++) {
            for (int t = 0; t < times.length; t++) {
                double value = height(s, t);
                if (Double.isFinite(value)) {
                    max = Math.max(max, value);
                    min = value > 0 ? Math.min(min, value) : min;
                }
            }
        }
        return isLog && min < max
                ? ValueScale.logarithmic(min, max, unit)
                : ValueScale.around(0, max > 0 ? max : unit.leastAxis(), STEPS, unit);
    }

    /// What is drawn at a time: the value itself, or with those below it where they are stacked.
    public double height(int seriesIndex, int time) {
        if (form != Form.STACKED) {
            return series.get(seriesIndex).values()[time];
        }
        double sum = 0;
        boolean isKnown = false;
        for (int s = 0; s <= seriesIndex; s++) {
            double value = series.get(s).values()[time];
            isKnown |= Double.isFinite(value);
            sum += Double.isFinite(value) ? value : 0;
        }
        return isKnown ? sum : Double.NaN;
    }
}
