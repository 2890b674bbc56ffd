package trafficinsights.ui.common;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import trafficinsights.chart.Thinning;
import trafficinsights.model.KpiWindow;

/// One line of a chart, ready to draw. Arrays are never changed after construction.
///
/// @param name for the legend and the tooltip
/// @param colour style class that gives the line its colour (`series-1`), in which a chart has no
///   other line
/// @param times seconds since 1970, ascending; one for each window
/// @param values in the chart's unit; `NaN` is a gap
/// @param drawnTimes decimated for drawing
/// @param drawnValues decimated for drawing
public record SeriesFrame(
        String name,
        String colour,
        double[] times,
        double[] values,
        double[] drawnTimes,
        double[] drawnValues) {
    private static final double MICROS = 1e6;

    /// Decimates for `columns` pixel columns, as [Thinning] says.
    public static SeriesFrame of(
            String name, String colour, double[] times, double[] values, int columns) {
        if (times.length <= columns) {
            return new SeriesFrame(name, colour, times, values, times, values);
        }
        int[] kept = Thinning.kept(values, columns);
        return new SeriesFrame(
                name,
                colour,
                times,
                values,
                Thinning.pick(times, kept),
                Thinning.pick(values, kept));
    }

    /// A figure of windows, each at its middle; where windows are missing the line breaks instead
    /// of bridging the silence.
    public static SeriesFrame of(
            String name,
            String colour,
            List<KpiWindow> windows,
            ToDoubleFunction<KpiWindow> figure,
            int columns) {
        double[] times = new double[2 * windows.size()];
        double[] values = new double[2 * windows.size()];
        int size = 0;
        long previousEnd = Long.MIN_VALUE;
        for (KpiWindow window : windows) {
            long start = window.window().startMicros();
            double length = window.window().lengthMicros();
            if (previousEnd != Long.MIN_VALUE && start > previousEnd + length / 2) {
                times[size] = previousEnd / MICROS;
                values[size++] = Double.NaN;
            }
            times[size] = (start + length / 2) / MICROS;
            values[size++] = figure.applyAsDouble(window);
            previousEnd = window.window().endMicros();
        }
        return of(name, colour, Arrays.copyOf(times, size), Arrays.copyOf(values, size), columns);
    }

    /// The same line, decimated for a part of its time; it runs on beyond both ends of the part.
    SeriesFrame within(double fromSeconds, double toSeconds, int columns) {
        int from = Math.max(0, firstAtOrAfter(fromSeconds) - 1);
        int to = Math.min(times.length, firstAtOrAfter(toSeconds) + 1);
        SeriesFrame part =
                of(
                        name,
                        colour,
                        Arrays.copyOfRange(times, from, Math.max(from, to)),
                        Arrays.copyOfRange(values, from, Math.max(from, to)),
                        columns);
        return new SeriesFrame(name, colour, times, values, part.drawnTimes(), part.drawnValues());
    }

    private int firstAtOrAfter(double seconds) {
        int found = Arrays.binarySearch(times, seconds);
        return found >= 0 ? found : -found - 1;
    }

    /// The same line at other times.
    public SeriesFrame shifted(double seconds) {
        return seconds == 0
                ? this
                : new SeriesFrame(
                        name,
                        colour,
                        Arrays.stream(times).map(time -> time + seconds).toArray(),
                        values,
                        Arrays.stream(drawnTimes).map(time -> time + seconds).toArray(),
                        drawnValues);
    }

    /// The value whose time is nearest, `NaN` in a gap or outside by more than half a step.
    public double at(double seconds) {
        int nearest = nearest(times, seconds);
        if (nearest < 0) {
            return Double.NaN;
        }
        double step =
                times.length > 1 ? (times[times.length - 1] - times[0]) / (times.length - 1) : 1;
        return Math.abs(times[nearest] - seconds) <= step ? values[nearest] : Double.NaN;
    }

    /// The newest value that is one, `NaN` without any.
    public double latest() {
        for (int i = values.length - 1; i >= 0; i--) {
            if (!Double.isNaN(values[i])) {
                return values[i];
            }
        }
        return Double.NaN;
    }

    /// Index of the element nearest to `wanted` in an ascending array; -1 when it is empty.
    public static int nearest(double[] ascending, double wanted) {
        if (ascending.length == 0) {
            return -1;
        }
        int found = Arrays.binarySearch(ascending, wanted);
        if (found >= 0) {
            return found;
        }
        int after = Math.min(-found - 1, ascending.length - 1);
        int before = Math.max(after - 1, 0);
        return wanted - ascending[before] <= ascending[after] - wanted ? before : after;
    }
}
