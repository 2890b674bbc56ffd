package trafficinsights.analyze.rules;

import trafficinsights.model.TimeWindow;

/// Failures and events of a series over a span that ends with the newest window.
///
/// Kept in at most [#MOST_PARTS] parts, as [SlidingKpis]. Threads: one at a time.
final class SlidingCounts {
    static final int MOST_PARTS = 600;

    private final SpanRing ring;
    private final long[] failures;
    private final long[] events;
    private long failureSum;
    private long eventSum;

    SlidingCounts(long spanMicros, long windowMicros) {
        this.ring = new SpanRing(spanMicros, windowMicros, MOST_PARTS);
        this.failures = new long[ring.size()];
        this.events = new long[ring.size()];
    }

    void add(TimeWindow window, long newFailures, long newEvents) {
        int part = ring.advance(window, this::clear);
        failures[part] += newFailures;
        events[part] += newEvents;
        failureSum += newFailures;
        eventSum += newEvents;
    }

    private void clear(int part) {
        failureSum -= failures[part];
        eventSum -= events[part];
        failures[part] = 0;
        events[part] = 0;
    }

    /// How many times as fast as allowed the budget is used over the span. What lies before the
    /// first window counts as free of failures, so that a burn rate always means the same share of
    /// the budget: 14.4 over 1 h is 2 % of that of 30 days. `NaN` without events.
    double burnRate(double target) {
        return eventSum == 0
                ? Double.NaN
                : (double) failureSum / eventSum / (1 - target) * ring.coveredShare();
    }
}
