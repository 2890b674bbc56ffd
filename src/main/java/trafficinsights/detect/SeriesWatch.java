package trafficinsights.detect;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.math3.special.Erf;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Metric;
import trafficinsights.model.Severity;

/// One metric of one series: its recent past, and the anomaly it is in, if any.
///
/// The expected value is the median of the last [#HISTORY] normal windows, the spread is their
/// median absolute deviation times 1.4826 (consistent with a normal law's standard deviation;
/// Hampel 1974) plus the sampling noise of a window of this size, so that small counts do not raise
/// alarms. Windows inside an anomaly do not enter the past until it has lasted for [#ADAPT_AFTER]
/// windows: then it is the new normal.
final class SeriesWatch {
    private static final int HISTORY = 60;
    private static final int MIN_HISTORY = 12;
    private static final int ADAPT_AFTER = 90;
    private static final int MIN_REQUESTS = 20;

    /// Deviations from expected, in spreads, that open and that keep open an anomaly.
    private static final double OPEN_AT = 6;

    private static final double KEEP_AT = 3.5;
    private static final double MAJOR_AT = 10;
    private static final double CRITICAL_AT = 20;

    /// Windows back inside the band that end an anomaly.
    private static final int QUIET_WINDOWS = 2;

    /// MAD of a normal law is 0.6745 standard deviations.
    private static final double MAD_TO_SIGMA = 1.4826;

    /// A change below this share of the expected level is of no practical interest.
    private static final double MIN_RELATIVE_SPREAD = 0.03;

    private final Dimension dimension;
    private final String key;
    private final Metric metric;
    private final double[] past = new double[HISTORY];
    private int pastCount;

    private boolean isOpen;
    private long startMicros;
    private long endMicros;
    private int openWindows;
    private int quiet;
    private double worst;
    private double observed;
    private double expected;
    private double bandHalfWidth;

    SeriesWatch(Dimension dimension, String key, Metric metric) {
        this.dimension = dimension;
        this.key = key;
        this.metric = metric;
    }

    void accept(KpiWindow window, Consumer<Anomaly> closed) {
        double value = metric.of(window);
        if (Double.isNaN(value)) {
            return;
        }
        if (pastCount < MIN_HISTORY) {
            remember(value);
            return;
        }
        double median = median(past, Math.min(pastCount, HISTORY));
        double spread = spread(window, median);
        double deviation = Math.abs(value - median) / spread;
        boolean isJudged = window.kpi().requests() >= MIN_REQUESTS || metric == Metric.REQUEST_RATE;
        if (isJudged && deviation >= (isOpen ? KEEP_AT : OPEN_AT)) {
            extend(window, value, median, spread, deviation);
        } else if (isOpen && ++quiet >= QUIET_WINDOWS) {
            current().ifPresent(closed);
            isOpen = false;
        }
        if (!isOpen || openWindows > ADAPT_AFTER) {
            remember(value);
        }
    }

    private void extend(
            KpiWindow window, double value, double median, double spread, double deviation) {
        if (!isOpen) {
            isOpen = true;
            startMicros = window.window().startMicros();
            openWindows = 0;
            worst = 0;
        }
        endMicros = window.window().endMicros();
        openWindows++;
        quiet = 0;
        if (deviation > worst) {
            worst = deviation;
            observed = value;
            expected = median;
            bandHalfWidth = KEEP_AT * spread;
        }
    }

    /// The anomaly that lasts now, as far as it is known.
    Optional<Anomaly> current() {
        if (!isOpen) {
            return Optional.empty();
        }
        Severity severity =
                worst >= CRITICAL_AT
                        ? Severity.CRITICAL
                        : worst >= MAJOR_AT ? Severity.MAJOR : Severity.MINOR;
        return Optional.of(
                new Anomaly(
                        dimension,
                        key,
                        metric,
                        startMicros,
                        endMicros,
                        // Two-sided normal tail turned round: 1 means that chance does not explain
                        // it.
                        Erf.erf(worst / Math.sqrt(2)),
                        observed,
                        expected,
                        Math.max(0, expected - bandHalfWidth),
                        expected + bandHalfWidth,
                        severity));
    }

    private void remember(double value) {
        past[pastCount % HISTORY] = value;
        pastCount++;
    }

    private double spread(KpiWindow window, double median) {
        int n = Math.min(pastCount, HISTORY);
        double[] deviations = new double[n];
        for (int i = 0; i < n; i++) {
            deviations[i] = Math.abs(past[i] - median);
        }
        double sigma = MAD_TO_SIGMA * median(deviations, n);
        double noise = samplingNoise(window, median);
        return Math.max(Math.hypot(sigma, noise), MIN_RELATIVE_SPREAD * Math.abs(median)) + 1e-12;
    }

    /// Standard deviation that chance alone gives a window with so many requests.
    private double samplingNoise(KpiWindow window, double median) {
        double n = Math.max(1, window.kpi().requests());
        return switch (metric) {
            // A Poisson count has the variance of its mean.
            case REQUEST_RATE -> Math.sqrt(Math.max(median, 0) / window.window().lengthSeconds());
            // Binomial. A count with median 0 may have a mean of 0.69 and a tail far heavier than a
            // normal law's: with one and a half failures more, six spreads are passed by chance in
            // less than one window of 100,000.
            case ERROR_RATE, CLIENT_ERROR_RATE -> {
                double p = Math.min(0.5, median + 1.5 / n);
                yield Math.sqrt(p * (1 - p) / n);
            }
            // The 95th percentile of n draws: quantile noise with a density of about 0.05 / spread.
            case P95_LATENCY -> median * 2.2 / Math.sqrt(n);
        };
    }

    private static double median(double[] values, int n) {
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
