package trafficinsights.model;

/// What a detector claims: something was wrong from then to then.
///
/// @param startMicros start of the first window outside
/// @param detectedMicros when it was known at the earliest; [#UNKNOWN] where that is not known
/// @param detector by name
/// @param metric that it is about, by the name of its series
/// @param dimension label of the kind of part that it names; empty where it is not known
/// @param key it names
/// @param deviation from expected at its worst, in spreads; `NaN` where it is not known
public record Alarm(
        long startMicros,
        long endMicros,
        long detectedMicros,
        String detector,
        String metric,
        String dimension,
        String key,
        double deviation) {
    public static final long UNKNOWN = Long.MIN_VALUE;

    public boolean isDetectedKnown() {
        return detectedMicros != UNKNOWN;
    }

    /// One alarm for both, which names what the louder of them names.
    public Alarm with(Alarm later) {
        Alarm louder = later.deviation > deviation ? later : this;
        return new Alarm(
                startMicros,
                Math.max(endMicros, later.endMicros),
                detectedMicros,
                detector,
                louder.metric,
                louder.dimension,
                louder.key,
                louder.deviation);
    }
}
