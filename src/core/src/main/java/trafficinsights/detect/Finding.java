package trafficinsights.detect;

import org.apache.commons.math3.special.Erf;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;

/// An anomaly while it grows: filled by its [SeriesWatch], read by who puts anomalies together.
/// Threads: one at a time.
final class Finding {
    private static final double MAJOR_AT = 10;
    private static final double CRITICAL_AT = 20;

    final Dimension dimension;
    final String key;
    final Figure metric;
    final long startMicros;
    private long endMicros;
    private boolean isOpen = true;
    private double worst;
    private double observed;
    private double expected;
    private double bandLow;
    private double bandHigh;

    Finding(Dimension dimension, String key, Figure metric, long startMicros) {
        this.dimension = dimension;
        this.key = key;
        this.metric = metric;
        this.startMicros = startMicros;
    }

    /// One more window outside; kept as the example if it is the farthest so far.
    ///
    /// @param deviation from expected, in spreads
    void extend(
            TimeWindow window,
            double deviation,
            double value,
            double expectedValue,
            double low,
            double high) {
        endMicros = window.endMicros();
        if (deviation > worst) {
            worst = deviation;
            observed = value;
            expected = expectedValue;
            bandLow = low;
            bandHigh = high;
        }
    }

    void close() {
        isOpen = false;
    }

    boolean isOpen() {
        return isOpen;
    }

    long endMicros() {
        return endMicros;
    }

    /// How far outside it was at its worst, in spreads.
    double worst() {
        return worst;
    }

    boolean isRise() {
        return observed >= expected;
    }

    /// Less latency or fewer errors: worth telling, no harm.
    boolean isRelief() {
        return metric.signOfGood() < 0 && !isRise();
    }

    double observed() {
        return observed;
    }

    double expected() {
        return expected;
    }

    Severity severity() {
        if (isRelief()) {
            return Severity.MINOR;
        }
        return worst >= CRITICAL_AT
                ? Severity.CRITICAL
                : worst >= MAJOR_AT ? Severity.MAJOR : Severity.MINOR;
    }

    Anomaly toAnomaly() {
        return new Anomaly(
                dimension,
                key,
                metric,
                startMicros,
                endMicros,
                score(worst),
                observed,
                expected,
                bandLow,
                bandHigh,
                worst,
                severity());
    }

    /// The score of a deviation, in the form that [SeriesDetector] has: the surprise `s` of a
    /// normal law's two tails, in nats, as `s / (s + a)`, where `a` is what opens an anomaly. So
    /// 0.5 is just an anomaly, and twice the surprise is 0.67.
    static double score(double deviation) {
        double surprise = surpriseNats(deviation);
        return surprise / (surprise + surpriseNats(SeriesWatch.OPEN_AT));
    }

    private static double surpriseNats(double deviation) {
        double x = deviation / Math.sqrt(2);
        // Beyond, the tail is smaller than a double can be: its asymptotic form (Abramowitz and
        // Stegun 7.1.23).
        return x < 5
                ? -Math.log(Erf.erfc(x))
                : x * x + Math.log(x * Math.sqrt(Math.PI)) + 1 / (2 * x * x);
    }
}
