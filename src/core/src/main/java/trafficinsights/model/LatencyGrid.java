package trafficinsights.model;

/// How many requests had which latency in which piece of time: the counts of merged sketches in
/// [#ROWS] rows, four for each doubling of the latency. Nothing is estimated: a row's bounds are
/// bounds of the sketch's buckets.
///
/// @param startMicros start of the first column, since 1970 UTC
/// @param columnMicros length of a column
/// @param counts column after column, from the lowest latency to the highest; not changed after
///   construction
public record LatencyGrid(long startMicros, long columnMicros, int columns, long[] counts) {
    /// 20 doublings, from 128 µs to 134 s. What lies outside is counted in the first and the last
    /// row.
    public static final int ROWS = 80;

    private static final int ROWS_A_DOUBLING = 4;
    private static final double LOWEST_MICROS = 128;

    public LatencyGrid {
        if (counts.length != columns * ROWS) {
            throw new IllegalArgumentException(
                    "%d counts for %d columns of %d".formatted(counts.length, columns, ROWS));
        }
    }

    public long count(int column, int row) {
        return counts[column * ROWS + row];
    }

    /// Lower bound of a row; that of the row above is its upper one.
    public static double lowerMicros(int row) {
        int octave = row / ROWS_A_DOUBLING;
        double part = (double) (row % ROWS_A_DOUBLING) / ROWS_A_DOUBLING;
        return LOWEST_MICROS * (1L << octave) * (1 + part);
    }

    /// Where a latency lies among the rows: 2.5 is the middle of the third.
    public static double rowOf(double micros) {
        int octave = Math.max(0, Math.getExponent(micros / LOWEST_MICROS));
        double within = micros / (LOWEST_MICROS * (1L << octave)) - 1;
        return ROWS_A_DOUBLING * (octave + within);
    }
}
