package trafficinsights.detect.kpi;

import trafficinsights.model.LatencyGrid;

/// Compares latencies with those of the past, both as counts of the rows of a grid: their ranks
/// (Mann and Whitney 1947, with ties), their means, and how many are above quantiles of the past.
/// One pass over each, since it is asked for every series, window and scale. Threads: one at a
/// time.
final class LatencyComparison {
    /// Middle of each row, as logarithm of µs and in µs.
    private static final double[] LOG_MICROS = new double[LatencyGrid.ROWS];

    private static final double[] MICROS = new double[LatencyGrid.ROWS];

    static {
        for (int row = 0; row < LatencyGrid.ROWS; row++) {
            double middle =
                    Math.sqrt(LatencyGrid.lowerMicros(row) * LatencyGrid.lowerMicros(row + 1));
            LOG_MICROS[row] = Math.log(middle);
            MICROS[row] = middle;
        }
    }

    private static final double P90 = 0.9;
    private static final double P98 = 0.98;

    private double[] before = new double[0];

    /// Rows outside of which there is no count at all.
    private int lowest;

    private int highest = LatencyGrid.ROWS;

    /// Rows of the past that have a count.
    private int from;

    private int to;
    private double nBefore;
    private double logBefore;
    private double meanBefore;
    private int row90;
    private int row98;
    private double above90Before;
    private double above98Before;

    private double n;
    private double log;
    private double mean;
    private double above90;
    private double above98;
    private double ranks;

    /// Says in which rows there are counts.
    void rows(int fromRow, int toRow) {
        lowest = fromRow;
        highest = toRow;
    }

    /// @param latencies of the past, which do not change until the next call
    void past(double[] latencies) {
        before = latencies;
        from = first(latencies);
        to = end(latencies, from);
        double sum = 0;
        double logs = 0;
        double micros = 0;
        for (int row = from; row < to; row++) {
            double count = latencies[row];
            sum += count;
            logs += count * LOG_MICROS[row];
            micros += count * MICROS[row];
        }
        nBefore = sum;
        logBefore = logs / sum;
        meanBefore = micros / sum;
        int row = from;
        double upTo = 0;
        while (row < to && upTo + latencies[row] < P90 * sum) {
            upTo += latencies[row++];
        }
        row90 = row;
        above90Before = Math.max(0.5, sum - upTo - (row < to ? latencies[row] : 0));
        while (row < to && upTo + latencies[row] < P98 * sum) {
            upTo += latencies[row++];
        }
        row98 = row;
        above98Before = Math.max(0.5, sum - upTo - (row < to ? latencies[row] : 0));
    }

    /// The first row with a count.
    private int first(double[] rows) {
        int row = lowest;
        while (row < highest && rows[row] == 0) {
            row++;
        }
        return row;
    }

    /// Behind the last row with a count.
    private int end(double[] rows, int first) {
        int row = highest;
        while (row > first && rows[row - 1] == 0) {
            row--;
        }
        return row;
    }

    /// Compares with the past that was given last.
    void now(double[] latencies) {
        double sum = 0;
        double logs = 0;
        double micros = 0;
        double below = 0;
        double wins = 0;
        double ties = 0;
        double upTo90 = 0;
        double upTo98 = 0;
        int first = Math.min(from, first(latencies));
        int end = Math.max(to, end(latencies, first));
        for (int row = first; row < end; row++) {
            double count = latencies[row];
            double past = before[row];
            double both = count + past;
            sum += count;
            logs += count * LOG_MICROS[row];
            micros += count * MICROS[row];
            wins += count * (below + 0.5 * past);
            below += past;
            ties += both * both * both;
            upTo90 = row == row90 ? sum : upTo90;
            upTo98 = row == row98 ? sum : upTo98;
        }
        n = sum;
        log = logs / sum;
        mean = micros / sum;
        above90 = sum - upTo90;
        above98 = sum - upTo98;
        double together = n + nBefore;
        double untied = Math.max(0.02, 1 - ties / (together * together * together));
        double spread = Math.sqrt((together + 1) / (12 * n * nBefore) * untied);
        ranks = (wins / (n * nBefore) - 0.5) / spread;
    }

    double count() {
        return n;
    }

    double countBefore() {
        return nBefore;
    }

    /// How much higher they rank, in standard deviations of chance alone.
    double ranks() {
        return ranks;
    }

    /// By how much the mean of the logarithms is larger.
    double logGain() {
        return log - logBefore;
    }

    double mean() {
        return mean;
    }

    double meanBefore() {
        return meanBefore;
    }

    double surpriseAboveP90() {
        return Surprise.ofShare(above90, n, above90Before, nBefore);
    }

    double surpriseAboveP98() {
        return Surprise.ofShare(above98, n, above98Before, nBefore);
    }

    /// Whether the share above the past's 90th percentile is so many times as large; a single slow
    /// request or two prove nothing.
    boolean isAboveP90(double times) {
        return above90 >= 2.5 && above90 / n > times * above90Before / nBefore;
    }

    boolean isAboveP98(double times) {
        return above98 >= 2.5 && above98 / n > times * above98Before / nBefore;
    }

    /// Of a window's latencies how many they are, and the sum of their logarithms.
    static double[] logs(LatencyGrid.Column latencies) {
        double[] rows = new double[LatencyGrid.ROWS];
        latencies.addTo(rows, 1);
        double count = 0;
        double logs = 0;
        for (int row = 0; row < rows.length; row++) {
            count += rows[row];
            logs += rows[row] * LOG_MICROS[row];
        }
        return new double[] {count, logs};
    }

    /// The row in which a quantile is.
    static int rowOf(double quantile, double[] rows, double sum) {
        double below = 0;
        int row = 0;
        while (row < rows.length - 1) {
            below += rows[row];
            if (below >= quantile * sum) {
                break;
            }
            row++;
        }
        return row;
    }

    static double sumAbove(int row, double[] rows) {
        double sum = 0;
        for (int i = row + 1; i < rows.length; i++) {
            sum += rows[i];
        }
        return sum;
    }

    static double sum(double[] rows) {
        double sum = 0;
        for (double row : rows) {
            sum += row;
        }
        return sum;
    }
}
