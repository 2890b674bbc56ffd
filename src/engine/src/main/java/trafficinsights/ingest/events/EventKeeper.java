package trafficinsights.ingest.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.events.Event;

/// Keeps a bounded number of events: the most severe, and among equally severe ones the earliest.
/// Events that follow one another in a file and differ in nothing but a time of at most
/// [#REPEAT_MICROS] are one event with a count. Threads: one.
final class EventKeeper {
    /// Between repetitions of the same event.
    static final long REPEAT_MICROS = 60_000_000;

    private final PriorityQueue<Event> kept = new PriorityQueue<>(Event.MOST_SEVERE.reversed());
    private final int most;
    private final long fromMicros;
    private final long toMicros;
    private @Nullable Event last;
    private long leftOut;
    private long outside;

    /// @param fromMicros events that end before are left out
    /// @param toMicros events that start at or after it are left out
    EventKeeper(int most, long fromMicros, long toMicros) {
        this.most = most;
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
    }

    void add(Event event) {
        if (event.lastMicros() < fromMicros || event.startMicros() >= toMicros) {
            outside++;
            return;
        }
        Event before = last;
        if (before != null && isRepeated(before, event)) {
            long start = Math.min(before.startMicros(), event.startMicros());
            long end = Math.max(before.lastMicros(), event.startMicros());
            last = before.with(start, OptionalLong.of(end), before.count() + event.count());
        } else {
            endOfFile();
            last = event;
        }
    }

    private static boolean isRepeated(Event before, Event event) {
        boolean isMoment =
                event.endMicros().isEmpty() && (before.endMicros().isEmpty() || before.count() > 1);
        return isMoment
                && event.startMicros() >= before.startMicros() - REPEAT_MICROS
                && event.startMicros() <= before.lastMicros() + REPEAT_MICROS
                && event.kind().equals(before.kind())
                && event.server().equals(before.server())
                && event.text().equals(before.text());
    }

    /// What follows is not a repetition of what was before.
    void endOfFile() {
        Event ended = last;
        last = null;
        if (ended == null) {
            return;
        }
        if (kept.size() < most) {
            kept.add(ended);
            return;
        }
        leftOut++;
        // Most lines of a long log are less wanted than all that are kept.
        if (Event.MOST_SEVERE.compare(ended, kept.element()) < 0) {
            kept.remove();
            kept.add(ended);
        }
    }

    /// In order of their start.
    List<Event> events() {
        List<Event> events = new ArrayList<>(kept);
        events.sort(Comparator.comparingLong(Event::startMicros).thenComparing(Event::text));
        return events;
    }

    long leftOut() {
        return leftOut;
    }

    long outside() {
        return outside;
    }
}
