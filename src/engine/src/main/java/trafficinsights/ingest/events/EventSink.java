package trafficinsights.ingest.events;

import java.util.List;
import java.util.OptionalLong;
import trafficinsights.model.NumberText;
import trafficinsights.model.Reject;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventLevel;

/// Takes what a reader of one file finds, and counts it. Threads: one.
final class EventSink {
    private static final int MAX_REJECT_TEXT = 200;
    private static final int MAX_KIND = 60;

    private final String name;
    private final EventKeeper keeper;
    private final List<Reject> rejects;
    private final int mostRejects;
    private long events;
    private long rejected;

    /// @param rejects of all files, which grows to at most `mostRejects`
    EventSink(String name, EventKeeper keeper, List<Reject> rejects, int mostRejects) {
        this.name = name;
        this.keeper = keeper;
        this.rejects = rejects;
        this.mostRejects = mostRejects;
    }

    /// @param kind as the source has it; empty when it has none
    void event(long startMicros, OptionalLong endMicros, String kind, String text, String server) {
        events++;
        keeper.add(
                new Event(
                        startMicros,
                        endMicros,
                        kind(kind),
                        shortened(text.strip(), Event.MAX_TEXT),
                        server));
    }

    /// Levels have one name, however a product writes them.
    private static String kind(String kind) {
        return EventLevel.ofWord(kind)
                .map(EventLevel::label)
                .orElse(kind.isBlank() ? Event.UNKNOWN_KIND : shortened(kind.strip(), MAX_KIND));
    }

    void reject(long line, String cause, String text) {
        rejected++;
        if (rejects.size() < mostRejects) {
            String start = shortened(text, MAX_REJECT_TEXT).replaceAll("\\p{Cntrl}", " ");
            rejects.add(new Reject(name, line, cause, start));
        }
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    long events() {
        return events;
    }

    long rejected() {
        return rejected;
    }

    /// `12 events, 3 rejects`
    String counts() {
        String found = NumberText.counted(events, "event");
        return rejected == 0 ? found : found + ", " + NumberText.counted(rejected, "reject");
    }
}
