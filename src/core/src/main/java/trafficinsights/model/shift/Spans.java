package trafficinsights.model.shift;

import trafficinsights.model.TimeWindow;

/// Two spans to be compared with each other; they do not overlap.
///
/// @param now the span that is asked about
/// @param then what it is compared with
public record Spans(TimeWindow now, TimeWindow then) {
    public Spans {
        if (now.startMicros() < then.endMicros() && then.startMicros() < now.endMicros()) {
            throw new IllegalArgumentException("spans %s and %s overlap".formatted(now, then));
        }
    }

    /// A span and the one of the same length before it.
    public static Spans andBefore(TimeWindow now) {
        return new Spans(
                now, new TimeWindow(now.startMicros() - now.lengthMicros(), now.lengthMicros()));
    }
}
