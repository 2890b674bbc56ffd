package trafficinsights.analyze.outlook;

import java.util.Arrays;

/// Values at even steps; `NaN` where there is none.
///
/// @param startMicros of the first step
/// @param values owned by the series
public record EvenSeries(long startMicros, long stepMicros, double[] values) {
    private static final int MOST_STEPS = 1_000_000;

    public EvenSeries {
        if (stepMicros <= 0) {
            throw new IllegalArgumentException("step is " + stepMicros + " µs, above 0");
        }
    }

    /// Puts points onto the grid of their most usual distance (the median). Several in one step are
    /// averaged. A gap that would need more than a million steps is an error.
    ///
    /// @param epochMicros ascending or not; at least two different ones
    public static EvenSeries of(long[] epochMicros, double[] values) {
        long[] sorted = epochMicros.clone();
        Arrays.sort(sorted);
        long[] gaps = new long[Math.max(0, sorted.length - 1)];
        int count = 0;
        for (int i = 0; i + 1 < sorted.length; i++) {
            long gap = sorted[i + 1] - sorted[i];
            if (gap > 0) {
                gaps[count++] = gap;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("a series needs two different times");
        }
        Arrays.sort(gaps, 0, count);
        return of(epochMicros, values, sorted[0], sorted[sorted.length - 1], gaps[count / 2]);
    }

    private static EvenSeries of(
            long[] epochMicros, double[] values, long first, long last, long step) {
        long steps = (last - first + step / 2) / step + 1;
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "%,d steps of %,d µs, at most %,d".formatted(steps, step, MOST_STEPS));
        }
        double[] sums = new double[(int) steps];
        int[] counts = new int[(int) steps];
        for (int i = 0; i < values.length; i++) {
            int at = (int) ((epochMicros[i] - first + step / 2) / step);
            if (!Double.isNaN(values[i])) {
                sums[at] += values[i];
                counts[at]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return new EvenSeries(first, step, sums);
    }

    public long endMicros() {
        return timeOf(values.length);
    }

    long timeOf(int step) {
        return startMicros + step * stepMicros;
    }

    long known() {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    }
}
