package trafficinsights.ui.generate;

import java.time.Duration;
import trafficinsights.run.scenario.PlannedFailure;

/// When a failure is: from `at` after the scenario's start, for `length`. Moves in steps, and stays
/// within the scenario.
record Span(Duration at, Duration length) {
    private static final long[] STEPS_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
        86_400
    };

    /// Steps in a whole scenario, at most.
    private static final int MOST_STEPS = 240;

    static Span of(PlannedFailure failure) {
        return new Span(failure.at(), failure.length());
    }

    /// A sensible step of times in a scenario of that length.
    static Duration snap(Duration scenario) {
        for (long step : STEPS_SECONDS) {
            if (scenario.toSeconds() <= step * MOST_STEPS) {
                return Duration.ofSeconds(step);
            }
        }
        return Duration.ofSeconds(STEPS_SECONDS[STEPS_SECONDS.length - 1]);
    }

    /// Where a new failure begins: at two fifths, for an eighth.
    static Span usual(Duration scenario) {
        Duration snap = snap(scenario);
        return new Span(
                rounded(scenario.multipliedBy(2).dividedBy(5), snap),
                longest(rounded(scenario.dividedBy(8), snap), Duration.ofSeconds(1)));
    }

    /// Begins at another time, at a whole step.
    Span startingAt(Duration start, Duration snap, Duration scenario) {
        Duration latest = longest(scenario.minus(length), Duration.ZERO);
        return new Span(between(rounded(start, snap), Duration.ZERO, latest), length);
    }

    /// Begins at another time and ends when it did.
    Span beginningAt(Duration start, Duration snap) {
        Duration end = at.plus(length);
        Duration from =
                between(
                        rounded(start, snap),
                        Duration.ZERO,
                        longest(end.minus(snap), Duration.ZERO));
        return new Span(from, end.minus(from));
    }

    /// Ends at another time.
    Span endingAt(Duration end, Duration snap, Duration scenario) {
        Duration first = at.plus(snap);
        Duration to = between(rounded(end, snap), first, longest(scenario, first));
        return new Span(at, to.minus(at));
    }

    Span movedBy(Duration snap, int steps, Duration scenario) {
        return startingAt(at.plus(snap.multipliedBy(steps)), snap, scenario);
    }

    Span stretchedBy(Duration snap, int steps, Duration scenario) {
        return endingAt(at.plus(length).plus(snap.multipliedBy(steps)), snap, scenario);
    }

    /// As long, one step behind; before it where there is no room.
    Span behind(Duration snap, Duration scenario) {
        Duration start = at.plus(length).plus(snap);
        boolean fits = start.plus(length).compareTo(scenario) <= 0;
        return startingAt(fits ? start : at.minus(length).minus(snap), snap, scenario);
    }

    /// The ramp that a failure keeps in this time: at most half of it.
    Duration ramp(PlannedFailure failure) {
        Duration half = Duration.ofSeconds(length.toSeconds() / 2);
        return failure.ramp().compareTo(half) > 0 ? half : failure.ramp();
    }

    private static Duration rounded(Duration time, Duration snap) {
        long steps = Math.round(time.toMillis() / (double) snap.toMillis());
        return snap.multipliedBy(steps);
    }

    private static Duration between(Duration time, Duration least, Duration most) {
        Duration bounded = time.compareTo(most) > 0 ? most : time;
        return longest(bounded, least);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
