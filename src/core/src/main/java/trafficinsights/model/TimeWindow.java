package trafficinsights.model;

import org.jspecify.annotations.Nullable;

/// A span of event time, `[startMicros, startMicros + lengthMicros)`.
public record TimeWindow(long startMicros, long lengthMicros) {
    private static final double LEAST_MISSING = 0.05;

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

    /// Whether a rate over the whole window means something when all requests up to an instant are
    /// there. Less of a window that still fills, or that the run ended in, is not a fall in
    /// traffic; one that wants so little that no request has to be in it counts as full.
    public boolean isFullAt(long untilMicros) {
        return (double) endMicros() - untilMicros <= LEAST_MISSING * lengthMicros;
    }

    public long endMicros() {
        return startMicros + lengthMicros;
    }

    public double lengthSeconds() {
        return lengthMicros / 1e6;
    }
}
