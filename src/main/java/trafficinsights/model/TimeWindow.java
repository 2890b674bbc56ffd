package trafficinsights.model;

import org.jspecify.annotations.Nullable;

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

    /// From the start of the first to the end of the last window of a length, aligned to the epoch,
    /// that begins in `[fromMicros, toMicros)`; null when none does.
    public static @Nullable TimeWindow covered(long fromMicros, long toMicros, long lengthMicros) {
        long start = Math.ceilDiv(fromMicros, lengthMicros) * lengthMicros;
        long end = Math.ceilDiv(toMicros, lengthMicros) * lengthMicros;
        return start < end ? new TimeWindow(start, end - start) : null;
    }

    /// What of this span lies in another; this span where nothing does.
    public TimeWindow within(TimeWindow other) {
        long start = Math.max(startMicros, other.startMicros);
        long end = Math.min(endMicros(), other.endMicros());
        return start < end ? new TimeWindow(start, end - start) : this;
    }

    /// The shortest span that holds both.
    public TimeWindow and(TimeWindow other) {
        long start = Math.min(startMicros, other.startMicros);
        return new TimeWindow(start, Math.max(endMicros(), other.endMicros()) - start);
    }

    public long endMicros() {
        return startMicros + lengthMicros;
    }

    public double lengthSeconds() {
        return lengthMicros / 1e6;
    }
}
