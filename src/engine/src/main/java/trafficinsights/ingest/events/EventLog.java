package trafficinsights.ingest.events;

import java.util.List;
import trafficinsights.model.Reject;
import trafficinsights.model.events.Event;

/// What files of events hold.
///
/// @param events in order of their start, at most [EventReader#MOST_EVENTS]
/// @param rejects the first lines that could not be read, at most [EventReader#MOST_REJECTS]
/// @param leftOut events beyond the most that are kept; repetitions are not among them
/// @param outside events that are not within the time asked for
/// @param notes how each file was read, and what was left out, in words
public record EventLog(
        List<Event> events, List<Reject> rejects, long leftOut, long outside, List<String> notes) {
    /// Without any file.
    public static final EventLog NONE = new EventLog(List.of(), List.of(), 0, 0, List.of());

    public EventLog {
        events = List.copyOf(events);
        rejects = List.copyOf(rejects);
        notes = List.copyOf(notes);
    }
}
