package trafficinsights.model.events;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;

/// The event just before an incident. It is a neighbour in time and says nothing of causes.
///
/// An event is before an incident if it starts at most [#LONGEST_LEAD_MICROS] before the incident's
/// start, lasts at that start, or starts within the incident's first window: no earlier instant of
/// that window is known. The nearest start is taken. A routine event ([Event#isRoutine()]) is taken
/// only where there is no other.
///
/// @param leadMicros from the event's start to the incident's start; 0 or less within the first
///   window
public record EventBefore(Event event, long leadMicros) {
    /// 15 minutes.
    public static final long LONGEST_LEAD_MICROS = 15 * 60 * 1_000_000L;

    private static final Comparator<Event> NEAREST =
            Comparator.comparing(Event::isRoutine)
                    .reversed()
                    .thenComparingLong(Event::startMicros)
                    .thenComparing(Event::weight);

    /// @param windowMicros length of a KPI window
    /// @param events in any order
    public static Optional<EventBefore> of(
            Incident incident, long windowMicros, List<Event> events) {
        long onset = incident.startMicros();
        return events.stream()
                .filter(event -> isBefore(event, onset, windowMicros))
                .max(NEAREST)
                .map(event -> new EventBefore(event, onset - event.startMicros()));
    }

    private static boolean isBefore(Event event, long onset, long windowMicros) {
        long lead = onset - event.startMicros();
        boolean lasts = lead > 0 && event.lastMicros() > onset;
        return lead > -windowMicros && (lead <= LONGEST_LEAD_MICROS || lasts);
    }

    /// `Just before: deploy orders 4.2, 40 s earlier.`
    public String sentence() {
        return leadMicros <= 0
                ? "At the same time: " + event.title() + "."
                : "Just before: " + words() + ".";
    }

    /// `deploy orders 4.2, 40 s earlier`
    public String words() {
        return event.title()
                + (leadMicros <= 0
                        ? ", at the same time"
                        : ", " + NumberText.duration(leadMicros) + " earlier");
    }
}
