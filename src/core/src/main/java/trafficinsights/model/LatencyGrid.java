package trafficinsights.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

    /// The latencies of one set of requests, in the rows of a grid: only the rows that have any, so
    /// that a window of a quiet series takes few bytes. Not changed after construction.
    public static final class Column {
        public static final Column EMPTY = new Column(new byte[0], new float[0]);

        /// Share of the requests below each known quantile.
        private static final double[] RANKS = {0, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

        /// The fastest half is spread over this factor, where only its upper end is known.
        private static final double LOWER_HALF = 4;

        private final byte[] rows;
        private final float[] counts;

        private Column(byte[] rows, float[] counts) {
            this.rows = rows;
            this.counts = counts;
        }

        /// @param countsOfRows [#ROWS] of them
        public static Column of(double[] countsOfRows) {
            int filled = 0;
            for (double count : countsOfRows) {
                filled += count > 0 ? 1 : 0;
            }
            byte[] rows = new byte[filled];
            float[] counts = new float[filled];
            int at = 0;
            for (int row = 0; row < countsOfRows.length; row++) {
                if (countsOfRows[row] > 0) {
                    rows[at] = (byte) row;
                    counts[at++] = (float) countsOfRows[row];
                }
            }
            return new Column(rows, counts);
        }

        /// What the quantiles of a set tell of its latencies, evenly spread between two of them on
        /// a logarithmic scale: for windows that were read back, of which no sketch was kept.
        public static Column estimated(Kpi kpi) {
            if (kpi.latencyCount() == 0) {
                return EMPTY;
            }
            double[] micros = {
                kpi.p50Micros() / LOWER_HALF,
                kpi.p50Micros(),
                kpi.p90Micros(),
                kpi.p95Micros(),
                kpi.p99Micros(),
                kpi.p999Micros(),
                kpi.maxMicros()
            };
            double[] counts = new double[ROWS];
            double below = 0;
            for (int row = 0; row < ROWS; row++) {
                double upTo =
                        row == ROWS - 1 ? 1 : shareBelow(Math.log(lowerMicros(row + 1)), micros);
                counts[row] = (upTo - below) * kpi.latencyCount();
                below = upTo;
            }
            return of(counts);
        }

        private static double shareBelow(double logMicros, double[] micros) {
            double low = Math.log(micros[0]);
            if (!(logMicros > low)) {
                return 0;
            }
            for (int i = 1; i < micros.length; i++) {
                double high = Math.max(low, Math.log(micros[i]));
                if (logMicros <= high) {
                    double part = high > low ? (logMicros - low) / (high - low) : 1;
                    return RANKS[i - 1] + part * (RANKS[i] - RANKS[i - 1]);
                }
                low = high;
            }
            return 1;
        }

        /// Adds `factor` times each count to the cells of its row.
        public void addTo(double[] countsOfRows, double factor) {
            for (int i = 0; i < rows.length; i++) {
                countsOfRows[rows[i]] += factor * counts[i];
            }
        }

        /// The lowest row that has any; [#ROWS] without.
        public int lowestRow() {
            return rows.length == 0 ? ROWS : rows[0];
        }

        /// The highest row that has any; -1 without.
        public int highestRow() {
            return rows.length == 0 ? -1 : rows[rows.length - 1];
        }

        /// Requests above a row.
        public double countAbove(int row) {
            double count = 0;
            for (int i = 0; i < rows.length; i++) {
                count += rows[i] > row ? counts[i] : 0;
            }
            return count;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Column column
                    && Arrays.equals(rows, column.rows)
                    && Arrays.equals(counts, column.counts);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(rows) + Arrays.hashCode(counts);
        }
    }
}
