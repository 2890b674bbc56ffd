package trafficinsights.model;

/// A span of event time, `[startMicros, startMicros + lengthMicros)`.
public record TimeWindow(long startMicros, long lengthMicros) {
    public TimeWindow {
        if (lengthMicros <= 0) {
            throw new IllegalArgumentException("window length is " + lengthMicros + " µs, above 0");
        }
    }

    /// The window of this length, aligned to the epoch, that holds the instant.
    public static TimeWindow containing(long epochMicros, long lengthMicros) {
        return new TimeWindow(
                Math.floorDiv(epochMicros, lengthMicros) * lengthMicros, lengthMicros);
    }

    public long endMicros() {
        return startMicros + lengthMicros;
    }

    public double lengthSeconds() {
        return lengthMicros / 1e6;
    }
}
