package trafficinsights.model.events;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Something that happened beside the requests: a deployment, a restart, an error in the log of an
/// application.
///
/// @param startMicros µs since 1970 UTC
/// @param endMicros µs since 1970 UTC, not before the start; empty for a moment
/// @param kind what it is (`deploy`), or the label of an [EventLevel]; never empty
/// @param text what its source says, of one or more lines, at most [#MAX_TEXT] characters
/// @param server that it happened on; empty where the source names none
/// @param count lines or rows that it was read from, at least 1; more are repetitions of the same
public record Event(
        long startMicros,
        OptionalLong endMicros,
        String kind,
        String text,
        String server,
        long count) {
    /// The kind of an event whose source names none.
    public static final String UNKNOWN_KIND = "event";

    /// Characters of a text that are kept.
    public static final int MAX_TEXT = 2_000;

    private static final int MAX_TITLE = 100;

    /// The most severe first, and among equally severe ones the earliest.
    public static final Comparator<Event> MOST_SEVERE =
            Comparator.comparing(Event::weight).reversed().thenComparingLong(Event::startMicros);

    /// What logs write in front of a message: process, threads and logger.
    private static final Pattern IN_FRONT =
            Pattern.compile(
                    "^(?:- )?(?:\\d+ --- )?(?:\\[[^\\]]{0,80}\\] ?)*(?:[\\w.$/-]{1,80} *)?[-:] +");

    public Event {
        if (endMicros.isPresent() && endMicros.getAsLong() < startMicros) {
            throw new IllegalArgumentException(
                    "event ends at %d, before its start %d"
                            .formatted(endMicros.getAsLong(), startMicros));
        }
        if (kind.isEmpty() || count < 1) {
            throw new IllegalArgumentException(
                    "event of kind `%s`, %d times".formatted(kind, count));
        }
    }

    /// An event that happened once.
    public Event(
            long startMicros, OptionalLong endMicros, String kind, String text, String server) {
        this(startMicros, endMicros, kind, text, server, 1);
    }

    /// Its end; the start for a moment.
    public long lastMicros() {
        return endMicros.orElse(startMicros);
    }

    /// The level that its kind names; empty for kinds such as `deploy`.
    public Optional<EventLevel> level() {
        return EventLevel.ofWord(kind);
    }

    /// Whether it is a line that a program writes while all is well.
    public boolean isRoutine() {
        return level().map(EventLevel::isRoutine).orElse(false);
    }

    /// `deploy orders 4.2 on web-1`, `error: Connection refused`: on one line, for lists and
    /// tooltips. What a log writes in front of its message is left out.
    public String title() {
        String message = firstLine();
        boolean saysKind =
                kind.equals(UNKNOWN_KIND) || message.regionMatches(true, 0, kind, 0, kind.length());
        String front = kind + (level().isPresent() ? ": " : " ");
        String words = message.isEmpty() ? kind : saysKind ? message : front + message;
        return words + (server.isEmpty() ? "" : " on " + server);
    }

    /// Its message on one line, without kind and server.
    public String brief() {
        String message = firstLine();
        return message.isEmpty() ? kind : message;
    }

    /// How much it says: a kind of its own, such as a deployment, as much as the most severe level,
    /// an event of unknown kind as much as a warning.
    public EventLevel weight() {
        boolean isUnknown = kind.equals(UNKNOWN_KIND);
        return level().orElse(isUnknown ? EventLevel.WARNING : EventLevel.CRITICAL);
    }

    /// The most severe events, and among equally severe ones the earliest, in order of their start.
    public static List<Event> mostSevere(List<Event> events, int most) {
        return events.stream()
                .sorted(MOST_SEVERE)
                .limit(most)
                .sorted(Comparator.comparingLong(Event::startMicros))
                .toList();
    }

    private String firstLine() {
        String line =
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
        String message = level().isPresent() ? IN_FRONT.matcher(line).replaceFirst("") : line;
        String kept = message.isEmpty() ? line : message;
        return kept.length() <= MAX_TITLE ? kept : kept.substring(0, MAX_TITLE - 1) + "…";
    }

    /// The same, seen once more.
    public Event with(long newStartMicros, OptionalLong newEndMicros, long newCount) {
        return new Event(newStartMicros, newEndMicros, kind, text, server, newCount);
    }
}
