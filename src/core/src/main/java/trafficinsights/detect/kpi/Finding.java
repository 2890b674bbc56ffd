package trafficinsights.detect.kpi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Erf;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident.Cause;
import trafficinsights.model.Severity;

/// A change of one figure of one series, while it lasts and after. Filled by its [Level], read by
/// who puts findings together. Threads: one at a time.
final class Finding {
    /// Standard deviations, as they usually are in the series, that make a finding.
    static final double OPEN_AT = 6;

    /// By how much "back to normal" must be likelier than "still as in the incident" to end it, as
    /// a logarithm.
    static final double END_AT = 6;

    private static final double MAJOR_AT = 10;
    private static final double CRITICAL_AT = 20;

    final Dimension dimension;
    final String key;
    final Question question;
    final long windowMicros;
    final long detectedMicros;

    /// Newest windows that were put together when it was found.
    final int scale;

    long startMicros;
    long endMicros;

    /// Window of its level at which it starts.
    long start;

    /// Where latencies count as high, as a row of theirs.
    int cut;

    /// Share of such requests, of errors or of the traffic, or the rate: usually, and in the
    /// incident.
    double usual;

    double changed;

    /// Of single logarithms, where sizes are compared: [#usual] and [#changed] are means of them.
    double variance;

    private double worst;
    private double observed;
    private double expected;
    private double bandLow;
    private double bandHigh;
    private final Map<Dimension, List<Cause>> causes = new EnumMap<>(Dimension.class);

    Finding(Series series, Question question, int scale, long windowMicros, long detectedMicros) {
        this.dimension = series.dimension;
        this.key = series.key;
        this.question = question;
        this.scale = scale;
        this.windowMicros = windowMicros;
        this.detectedMicros = detectedMicros;
    }

    Figure metric() {
        return question.figure(dimension == Dimension.TOTAL);
    }

    boolean isRate() {
        return metric() == Figure.REQUEST_RATE;
    }

    /// How much likelier it is, as a logarithm, that `count` of `n` (of a rate: in `n` windows) is
    /// as usual and not as in the incident.
    double logLikelihoodOfEnd(double count, double n) {
        if (isRate()) {
            return count * Math.log(Math.max(usual, 1e-3) / changed) - n * (usual - changed);
        }
        if (question.isOfSizes()) {
            // Of two normal laws with one variance.
            return (usual - changed) * (count - n * (usual + changed) / 2) / variance;
        }
        return count * Math.log(usual / changed)
                + (n - count) * Math.log(Math.max(1e-9, 1 - usual) / Math.max(1e-9, 1 - changed));
    }

    static boolean isEnd(double logLikelihood) {
        return logLikelihood > END_AT;
    }

    /// Takes the figures of a span that is louder than those before.
    void louder(double certainty, double value, double usually, double low, double high) {
        worst = certainty;
        observed = value;
        expected = usually;
        bandLow = low;
        bandHigh = high;
    }

    void explain(Dimension by, List<Cause> parts) {
        causes.put(by, parts);
    }

    /// Parts of a dimension by their share of the change, the largest first.
    List<Cause> causes(Dimension by) {
        return causes.getOrDefault(by, List.of());
    }

    /// Standard deviations, as they usually are in the series, where it was the most certain.
    double worst() {
        return worst;
    }

    /// How much it counts when the one to name is chosen.
    double weight() {
        double early = question == Question.MORE_TRAFFIC && scale == 1 ? 0.8 : 1;
        // That all traffic grows is a reason, and not what a fault of one part does to another.
        return worst * (isRate() ? 1 : question.weight()) * early;
    }

    boolean isRise() {
        return question.isRise();
    }

    double observed() {
        return observed;
    }

    double expected() {
        return expected;
    }

    Severity severity() {
        return worst >= CRITICAL_AT
                ? Severity.CRITICAL
                : worst >= MAJOR_AT ? Severity.MAJOR : Severity.MINOR;
    }

    boolean overlaps(long fromMicros, long toMicros) {
        return startMicros < toMicros && endMicros > fromMicros;
    }

    Anomaly toAnomaly() {
        return new Anomaly(
                dimension,
                key,
                metric(),
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

    /// The surprise `s` of a normal law's two tails, in nats, as `s / (s + a)`, where `a` is what
    /// makes a finding. So 0.5 is just a finding, and twice the surprise is 0.67.
    static double score(double deviation) {
        double surprise = surpriseNats(deviation);
        return surprise / (surprise + surpriseNats(OPEN_AT));
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
