package trafficinsights.model;

import java.util.List;

/// Anomalies of many series that belong together, told as one: what changed, where, and how much of
/// the change that explains.
///
/// @param startMicros start of the first window outside, µs since 1970 UTC
/// @param endMicros end of the last window outside
/// @param detectedMicros end of the window in which it was found: who follows the traffic knows of
///   it from then on
/// @param severity of its worst anomaly
/// @param metric that changed most
/// @param dimension by which the change is explained best; TOTAL where no part stands out
/// @param key of the part that explains most of it
/// @param share of the metric's change that this part explains, 0 to 1; 1 for the total
/// @param expected before, in the metric's unit
/// @param observed at its worst, in the metric's unit
/// @param deviation of its worst anomaly, in spreads of the past's errors
/// @param causes parts of the dimension in order of their share, the largest first
/// @param anomalies that were put together
/// @param sentence all of it in words, with the time in UTC
public record Incident(
        long startMicros,
        long endMicros,
        long detectedMicros,
        Severity severity,
        Figure metric,
        Dimension dimension,
        String key,
        double share,
        double expected,
        double observed,
        double deviation,
        List<Cause> causes,
        int anomalies,
        String sentence) {
    /// A part of the traffic and how much of the change came from it. Shares of the parts that
    /// moved with the change add up to 1; a part that moved against it has one below 0.
    public record Cause(Dimension dimension, String key, double share) {}

    /// The change of its metric as one anomaly, without the band that was expected.
    public Anomaly asAnomaly() {
        return new Anomaly(
                dimension,
                key,
                metric,
                startMicros,
                endMicros,
                1,
                observed,
                expected,
                Double.NaN,
                Double.NaN,
                deviation,
                severity);
    }

    public Incident {
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException(
                    "incident ends at %d, not after its start %d"
                            .formatted(endMicros, startMicros));
        }
        causes = List.copyOf(causes);
    }
}
