package trafficinsights.stat;

import java.util.Arrays;

/// Location and spread that a minority of wild values cannot move. `NaN` values are left out.
public final class Medians {
    /// The median absolute deviation of a normal law is 0.6745 standard deviations (Hampel 1974).
    public static final double MAD_TO_SIGMA = 1.4826;

    private Medians() {}

    /// The middle value; `NaN` of none.
    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /// A quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7);
    /// `NaN` of none.
    ///
    /// @param q 0 to 1
    public static double quantile(double[] values, double q) {
        double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = q * (sorted.length - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    /// Standard deviation of the normal law with this median absolute deviation.
    public static double sigma(double[] values) {
        double middle = median(values);
        return MAD_TO_SIGMA
                * median(Arrays.stream(values).map(v -> Math.abs(v - middle)).toArray());
    }

    /// Values pulled back to within `spreads` robust deviations of the median; all of them stay as
    /// they are where more than half are alike.
    static double[] pulledIn(double[] values, double spreads) {
        double middle = median(values);
        double reach = spreads * sigma(values);
        if (!(reach > 0)) {
            return values.clone();
        }
        return Arrays.stream(values)
                .map(v -> Math.clamp(v, middle - reach, middle + reach))
                .toArray();
    }

    /// Gaps bridged by straight lines, ends by the nearest value; 0 where there is none at all.
    static double[] bridged(double[] values) {
        double[] full = values.clone();
        int last = -1;
        for (int i = 0; i < full.length; i++) {
            if (Double.isNaN(full[i])) {
                continue;
            }
            for (int j = last + 1; j < i; j++) {
                full[j] =
                        last < 0
                                ? full[i]
                                : full[last] + (full[i] - full[last]) * (j - last) / (i - last);
            }
            last = i;
        }
        Arrays.fill(full, last + 1, full.length, last < 0 ? 0 : full[last]);
        return full;
    }
}
