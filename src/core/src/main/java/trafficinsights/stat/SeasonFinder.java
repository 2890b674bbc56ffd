package trafficinsights.stat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/// Finds the period of a series, if it has one; no period is assumed.
///
/// 1. A line is taken out and wild values are pulled in to four robust deviations.
/// 2. Candidates are the peaks of the periodogram. A peak is compared with the larger of two
///    backgrounds: the spectrum of an AR(1) process with the series' own correlation (red noise has
///    high peaks at long periods by itself) and the median of the peak's neighbours. Its height
///    over the background is exponential under noise, so the chance of one so high among m
///    frequencies is about `m·exp(−height)`; below [#SIGNIFICANCE] it counts.
/// 3. Each is refined to a hill of the autocorrelation (M. Vlachos, P. Yu, V. Castelli, "On
///    periodicity detection and structural periodic similarity", 2005), and its multiples are
///    tried, since a short period may only be part of a longer one.
/// 4. The strength is the share of variance that the mean cycle explains in cycles left out of it.
///
/// A period must be seen [#CYCLES] times. Threads: stateless.
public final class SeasonFinder {
    static final double SIGNIFICANCE = 0.001;
    static final int CYCLES = 3;
    private static final double LEAST_STRENGTH = 0.15;

    /// A longer period must lower what a shorter one leaves unexplained to this share, less what
    /// chance does to it.
    private static final double WORTH_LONGER = 0.85;

    private static final int FEWEST_VALUES = 24;
    private static final int MOST_VALUES = 1 << 13;
    private static final int MOST_PEAKS = 12;
    private static final int NEIGHBOURS = 12;
    private static final int MOST_MULTIPLE = 8;

    private record Peak(double steps, double pValue) {}

    private SeasonFinder() {}

    /// The main season.
    public static Optional<Season> find(double[] values) {
        return findAll(values).stream().findFirst();
    }

    /// Every season that is significant and explains something, the main one first.
    ///
    /// @param values at even steps; `NaN` where there is none
    public static List<Season> findAll(double[] values) {
        int factor = Math.ceilDiv(values.length, MOST_VALUES);
        double[] series = Medians.pulledIn(level(Medians.bridged(shortened(values, factor))), 4);
        if (series.length < FEWEST_VALUES
                || Medians.quantile(series, 1) == Medians.quantile(series, 0)) {
            return List.of();
        }
        Complex[] spectrum = spectrum(series);
        double[] correlation = correlation(spectrum, series.length);
        List<Season> seasons = new ArrayList<>();
        for (Peak peak : peaks(spectrum, series.length, correlation[1])) {
            int hill = hill(correlation, peak.steps);
            for (int k = 1; hill > 0 && k <= MOST_MULTIPLE; k++) {
                int steps = hill(correlation, (double) k * hill);
                if (steps > 0 && steps * CYCLES <= series.length) {
                    addIfStrong(series, steps, peak.pValue, factor, seasons);
                }
            }
        }
        seasons.sort(Comparator.comparingDouble((Season s) -> -s.strength()));
        if (!seasons.isEmpty()) {
            Season main = main(seasons, WORTH_LONGER - 2 / Math.sqrt(series.length));
            seasons.remove(main);
            seasons.addFirst(main);
        }
        return seasons;
    }

    /// The shortest season that no longer one is clearly stronger than.
    ///
    /// @param worth to which share a longer one must lower the unexplained variance
    private static Season main(List<Season> seasons, double worth) {
        List<Season> byLength = new ArrayList<>(seasons);
        byLength.sort(Comparator.comparingInt(Season::steps));
        Season main = byLength.getFirst();
        for (Season longer : byLength) {
            boolean isBetter = 1 - longer.strength() < worth * (1 - main.strength());
            main = isBetter ? longer : main;
        }
        return main;
    }

    private static void addIfStrong(
            double[] series, int steps, double pValue, int factor, List<Season> seasons) {
        boolean isNew = seasons.stream().noneMatch(s -> s.steps() == steps * factor);
        double strength = isNew ? strength(series, steps) : 0;
        if (strength >= LEAST_STRENGTH) {
            seasons.add(new Season(steps * factor, strength, pValue));
        }
    }

    private static double[] shortened(double[] values, int factor) {
        if (factor <= 1) {
            return values;
        }
        double[] means = new double[values.length / factor];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            int count = 0;
            for (int j = i * factor; j < (i + 1) * factor; j++) {
                sum += Double.isNaN(values[j]) ? 0 : values[j];
                count += Double.isNaN(values[j]) ? 0 : 1;
            }
            means[i] = count == 0 ? Double.NaN : sum / count;
        }
        return means;
    }

    /// Without its robust line.
    private static double[] level(double[] values) {
        Trend trend = Trend.of(values);
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - trend.at(i);
        }
        return rest;
    }

    /// Zero-padded to twice the length, so that it gives the autocorrelation without wrapping.
    private static Complex[] spectrum(double[] series) {
        int size = Integer.highestOneBit(Math.max(2, 2 * series.length - 1)) * 2;
        double[] padded = new double[size];
        double mean = 0;
        for (double value : series) {
            mean += value / series.length;
        }
        for (int i = 0; i < series.length; i++) {
            padded[i] = series[i] - mean;
        }
        return new FastFourierTransformer(DftNormalization.STANDARD)
                .transform(padded, TransformType.FORWARD);
    }

    private static double power(Complex value) {
        return value.getReal() * value.getReal() + value.getImaginary() * value.getImaginary();
    }

    /// Of lags 0 to n − 1, each over the values that it has (so that long lags are not shrunk).
    private static double[] correlation(Complex[] spectrum, int n) {
        double[] power = new double[spectrum.length];
        for (int i = 0; i < power.length; i++) {
            power[i] = power(spectrum[i]);
        }
        Complex[] raw =
                new FastFourierTransformer(DftNormalization.STANDARD)
                        .transform(power, TransformType.INVERSE);
        double[] correlation = new double[n];
        double variance = raw[0].getReal() / n;
        for (int lag = 0; lag < n; lag++) {
            correlation[lag] = raw[lag].getReal() / (n - lag) / variance;
        }
        return correlation;
    }

    private static List<Peak> peaks(Complex[] spectrum, int n, double correlation) {
        // Bins of the padded series: finer than one cycle over the whole, so that a period between
        // two of those is not lost.
        int m = spectrum.length / 2;
        double[] power = new double[m];
        double mean = 0;
        for (int k = 1; k < m; k++) {
            power[k] = power(spectrum[k]);
            mean += power[k] / (m - 1);
        }
        double rho = Math.clamp(correlation, 0, 0.9999);
        int stride = (int) Math.round((double) spectrum.length / n);
        List<Peak> peaks = new ArrayList<>();
        for (int k = Math.ceilDiv(CYCLES * spectrum.length, n); k < m; k++) {
            boolean isTop = power[k] >= power[k - 1] && (k + 1 == m || power[k] > power[k + 1]);
            if (!isTop) {
                continue;
            }
            double angle = 2 * Math.PI * k / spectrum.length;
            double red = mean * (1 - rho * rho) / (1 + rho * rho - 2 * rho * Math.cos(angle));
            double height = power[k] / Math.max(red, around(power, k, stride));
            double p = Math.min(1, m * Math.exp(-height));
            if (p < SIGNIFICANCE) {
                peaks.add(new Peak((double) spectrum.length / k, p));
            }
        }
        peaks.sort(Comparator.comparingDouble(Peak::pValue));
        return peaks.subList(0, Math.min(MOST_PEAKS, peaks.size()));
    }

    /// The background that the neighbours show, a whole cycle apart each: the median of an
    /// exponential law is ln 2 of its mean.
    private static double around(double[] power, int k, int stride) {
        double[] near = new double[2 * NEIGHBOURS + 1];
        for (int i = 0; i < near.length; i++) {
            int at = k + (i - NEIGHBOURS) * stride;
            boolean isNear = Math.abs(i - NEIGHBOURS) > 1 && at > 0 && at < power.length;
            near[i] = isNear ? power[at] : Double.NaN;
        }
        return Medians.median(near) / Math.log(2);
    }

    /// The top of the autocorrelation's hill near a lag, over the lag's first multiples together,
    /// which tells neighbours apart; 0 when there is none.
    private static int hill(double[] correlation, double lag) {
        int reach = (int) Math.max(1, Math.ceil(lag * lag / correlation.length / 2));
        reach = Math.min(reach, (int) Math.max(1, lag / 4));
        int from = Math.max(2, (int) Math.round(lag) - reach);
        int to = Math.min(correlation.length / 2, (int) Math.round(lag) + reach);
        if (from > to) {
            return 0;
        }
        int top = from;
        for (int i = from; i <= to; i++) {
            top = comb(correlation, i) > comb(correlation, top) ? i : top;
        }
        double bound = 2 / Math.sqrt(correlation.length - top);
        double valley = correlation[Math.max(1, top / 2)];
        return correlation[top] > Math.max(bound, valley) ? top : 0;
    }

    private static double comb(double[] correlation, int lag) {
        int count = Math.clamp(correlation.length / 2 / lag, 1, MOST_MULTIPLE);
        double sum = 0;
        for (int k = 1; k <= count; k++) {
            sum += correlation[k * lag];
        }
        return sum / count;
    }

    /// Variance around the moving level that the mean of the other cycles explains.
    private static double strength(double[] series, int steps) {
        double[] rest = aroundLevel(series, steps);
        double[] sums = new double[steps];
        int[] counts = new int[steps];
        for (int i = 0; i < rest.length; i++) {
            if (!Double.isNaN(rest[i])) {
                sums[i % steps] += rest[i];
                counts[i % steps]++;
            }
        }
        double unexplained = 0;
        double all = 0;
        for (int i = 0; i < rest.length; i++) {
            int phase = i % steps;
            if (!Double.isNaN(rest[i]) && counts[phase] > 1) {
                double others = (sums[phase] - rest[i]) / (counts[phase] - 1);
                // The mean of the others has an error of its own, which is not the season's fault.
                double own = (counts[phase] - 1.0) / counts[phase];
                unexplained += own * (rest[i] - others) * (rest[i] - others);
                all += rest[i] * rest[i];
            }
        }
        return all > 0 ? 1 - unexplained / all : 0;
    }

    /// Less the centred mean over one cycle; `NaN` at the ends.
    private static double[] aroundLevel(double[] series, int steps) {
        double[] sums = new double[series.length + 1];
        for (int i = 0; i < series.length; i++) {
            sums[i + 1] = sums[i] + series[i];
        }
        double[] rest = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            int from = i - steps / 2;
            int to = from + steps;
            rest[i] =
                    from < 0 || to > series.length
                            ? Double.NaN
                            : series[i] - (sums[to] - sums[from]) / steps;
        }
        return rest;
    }

    /// The mean cycle around the level, phase 0 at index 0, robust against single wild cycles; adds
    /// up to 0.
    public static double[] profile(double[] values, Season season) {
        int steps = season.steps();
        double[] rest = aroundLevel(Medians.bridged(values), steps);
        double[] profile = new double[steps];
        double mean = 0;
        for (int phase = 0; phase < steps; phase++) {
            double[] cycle = new double[Math.ceilDiv(rest.length - phase, steps)];
            for (int c = 0; c < cycle.length; c++) {
                cycle[c] = rest[phase + c * steps];
            }
            double middle = Medians.median(cycle);
            profile[phase] = Double.isNaN(middle) ? 0 : middle;
            mean += profile[phase] / steps;
        }
        for (int phase = 0; phase < steps; phase++) {
            profile[phase] -= mean;
        }
        return profile;
    }
}
