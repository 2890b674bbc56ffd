package trafficinsights.analyze.rules;

import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.TimeWindow;

/// The requests of a series over a span that ends with the newest window, their sketches merged.
///
/// Kept in at most [#MOST_PARTS] parts: up to so many windows the span is exact, beyond that its
/// far end is rounded to a part. Threads: one at a time.
final class SlidingKpis {
    static final int MOST_PARTS = 60;

    private final SpanRing ring;
    private final @Nullable KpiAccumulator[] parts;

    SlidingKpis(long spanMicros, long windowMicros) {
        this.ring = new SpanRing(spanMicros, windowMicros, MOST_PARTS);
        this.parts = new @Nullable KpiAccumulator[ring.size()];
    }

    /// @param measured null where the series had no request
    void add(TimeWindow window, @Nullable KpiAccumulator measured) {
        int part = ring.advance(window, cleared -> parts[cleared] = null);
        if (measured == null) {
            return;
        }
        KpiAccumulator present = parts[part];
        if (present == null) {
            parts[part] = measured.copy();
        } else {
            present.merge(measured);
        }
    }

    /// All requests of the span.
    KpiAccumulator sum() {
        KpiAccumulator sum = new KpiAccumulator();
        for (KpiAccumulator part : parts) {
            if (part != null) {
                sum.merge(part);
            }
        }
        return sum;
    }

    /// How much of the span lies behind the first window.
    double coveredSeconds() {
        return ring.coveredMicros() / 1e6;
    }
}
