package trafficinsights.stat;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/// A straight line through a series that wild values cannot turn: the median of all slopes between
/// pairs (H. Theil, 1950; P. K. Sen, 1968), of at most [#MOST_BLOCKS] medians of neighbours.
///
/// @param slope per step
/// @param middle of the line, at `center`
/// @param center index of the middle
/// @param slopeLow lower end of the slope's 95 % interval
/// @param slopeHigh upper end
/// @param pValue of the test that there is no monotone trend (M. G. Kendall, 1938), its variance
///   widened by the blocks' own correlation
public record Trend(
        double slope,
        double middle,
        double center,
        double slopeLow,
        double slopeHigh,
        double pValue) {
    static final int MOST_BLOCKS = 150;
    private static final double QUANTILE_95 = 1.959964;
    private static final double SIGNIFICANCE = 0.01;

    public static Trend of(double[] values) {
        int blockSize = Math.max(1, Math.ceilDiv(values.length, MOST_BLOCKS));
        double[] blocks = new double[Math.ceilDiv(values.length, blockSize)];
        for (int i = 0; i < blocks.length; i++) {
            int to = Math.min(values.length, (i + 1) * blockSize);
            blocks[i] = Medians.median(Arrays.copyOfRange(values, i * blockSize, to));
        }
        return ofBlocks(blocks, blockSize, values.length);
    }

    private static Trend ofBlocks(double[] blocks, int blockSize, int n) {
        double[] slopes = new double[blocks.length * (blocks.length - 1) / 2];
        int count = 0;
        long rising = 0;
        for (int i = 0; i < blocks.length; i++) {
            for (int j = i + 1; j < blocks.length; j++) {
                double slope = (blocks[j] - blocks[i]) / (j - i);
                slopes[count++] = slope;
                rising += Double.isNaN(slope) ? 0 : (long) Math.signum(slope);
            }
        }
        Arrays.sort(slopes);
        int known = count;
        while (known > 0 && Double.isNaN(slopes[known - 1])) {
            known--;
        }
        double center = (n - 1) / 2.0;
        if (known == 0) {
            double middle = Medians.median(blocks);
            return new Trend(0, Double.isNaN(middle) ? 0 : middle, center, 0, 0, 1);
        }
        double slope = Medians.median(slopes);
        double[] rest = rest(blocks, slope);
        double m = Arrays.stream(blocks).filter(v -> !Double.isNaN(v)).count();
        double deviation = Math.sqrt(m * (m - 1) * (2 * m + 5) / 18 * inflation(rest));
        double z = Math.max(0, Math.abs(rising) - 1) / Math.max(deviation, 1e-300);
        int reach = (int) Math.min(known / 2.0, QUANTILE_95 * deviation / 2);
        double low = slopes[Math.max(0, known / 2 - reach)];
        double high = slopes[Math.min(known - 1, known / 2 + reach)];
        return new Trend(
                slope / blockSize,
                Medians.median(rest),
                center,
                low / blockSize,
                high / blockSize,
                1 - Erf.erf(z / Math.sqrt(2)));
    }

    /// Less the slope around the middle, so that what remains is level.
    private static double[] rest(double[] blocks, double slope) {
        double[] rest = new double[blocks.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = blocks[i] - slope * (i - (blocks.length - 1) / 2.0);
        }
        return rest;
    }

    /// By how much correlated neighbours widen a variance: (1 + ρ) / (1 − ρ).
    private static double inflation(double[] rest) {
        double[] full = Medians.pulledIn(Medians.bridged(rest), 4);
        double mean = Arrays.stream(full).average().orElse(0);
        double all = 0;
        double next = 0;
        for (int i = 0; i < full.length; i++) {
            all += (full[i] - mean) * (full[i] - mean);
            next += i + 1 < full.length ? (full[i] - mean) * (full[i + 1] - mean) : 0;
        }
        double rho = all > 0 ? Math.clamp(next / all, 0, 0.95) : 0;
        return (1 + rho) / (1 - rho);
    }

    /// The line at a step.
    public double at(double step) {
        return middle + slope * (step - center);
    }

    public boolean isSignificant() {
        return pValue < SIGNIFICANCE;
    }
}
