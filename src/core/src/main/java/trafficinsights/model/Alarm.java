package trafficinsights.model;

/// What a detector claims: something was wrong from then to then.
///
/// @param startMicros start of the first window outside
/// @param detector by name
/// @param key it names
/// @param deviation from expected at its worst, in spreads; `NaN` where it is not told
public record Alarm(
        long startMicros, long endMicros, String detector, String key, double deviation) {}
