package trafficinsights.analyze.rules;

import java.util.function.IntConsumer;
import trafficinsights.model.TimeWindow;

/// Places for the parts of a sliding span: which part a window belongs to, which have left the
/// span.
///
/// A part is one window, or as many as the span needs to have at most the given number of parts.
final class SpanRing {
    private final long spanMicros;
    private final long partMicros;
    private final int size;
    private long newest = Long.MIN_VALUE;
    private long firstMicros;
    private long endMicros;

    SpanRing(long spanMicros, long windowMicros, int mostParts) {
        long windows = Math.ceilDiv(spanMicros, windowMicros);
        long windowsAPart = Math.ceilDiv(windows, mostParts);
        this.partMicros = windowsAPart * windowMicros;
        this.size = (int) Math.ceilDiv(windows, windowsAPart);
        this.spanMicros = Math.max(spanMicros, windowMicros);
    }

    int size() {
        return size;
    }

    /// Moves the span's end to the end of this window.
    ///
    /// @param cleared told of each place whose part has left the span
    /// @return the place of the window's part
    int advance(TimeWindow window, IntConsumer cleared) {
        long index = Math.floorDiv(window.startMicros(), partMicros);
        if (newest == Long.MIN_VALUE) {
            firstMicros = window.startMicros();
        } else {
            for (long i = Math.max(newest + 1, index - size + 1); i <= index; i++) {
                cleared.accept(Math.floorMod(i, size));
            }
        }
        newest = Math.max(newest, index);
        endMicros = Math.max(endMicros, window.endMicros());
        return Math.floorMod(index, size);
    }

    /// From the first window to the newest, at most the span.
    long coveredMicros() {
        return Math.min(spanMicros, endMicros - firstMicros);
    }

    double coveredShare() {
        return (double) coveredMicros() / spanMicros;
    }
}
