package trafficinsights.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.Anomaly;
import trafficinsights.model.NumberText;
import trafficinsights.model.RunChart;
import trafficinsights.model.Severity;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;

/// A span of time that is marked over the whole height.
///
/// @param text what it is, for tooltips and screen readers
public record Band(long startMicros, long endMicros, Kind kind, String text) {
    private static final double MICROS = 1e6;

    /// Marks of events in a chart: more would not be told apart.
    private static final int MOST_EVENTS = 200;

    /// Why it is marked.
    public enum Kind {
        /// It really happened.
        TRUTH,
        MINOR,
        MAJOR,
        CRITICAL,
        /// Another span is compared with it.
        THEN,
        /// It happened beside the requests; its end may be its start.
        EVENT,
        /// Health checks of servers failed.
        UNHEALTHY;

        /// Found, and this severe.
        public static Kind of(Severity severity) {
            return switch (severity) {
                case MINOR -> MINOR;
                case MAJOR -> MAJOR;
                case CRITICAL -> CRITICAL;
            };
        }
    }

    /// What was found, as a chart of a run marks it.
    public static List<Band> found(RunChart chart, List<Anomaly> anomalies) {
        return chart.spans(anomalies).stream()
                .map(span ->
                        new Band(
                                span.startMicros(),
                                span.endMicros(),
                                Kind.of(span.worst().severity()),
                                span.worst().sentence()))
                .toList();
    }

    /// What really happened.
    public static List<Band> truth(List<TruthInterval> truth) {
        return truth.stream()
                .map(interval ->
                        new Band(
                                interval.startMicros(),
                                interval.endMicros(),
                                Kind.TRUTH,
                                interval.sentence()))
                .toList();
    }

    /// What happened beside the requests. Events that begin within the same part of the time range
    /// are one band, which names the most severe of them and counts the others.
    ///
    /// @param fromMicros start of the time range; events that ended before are left out
    /// @param toMicros end of the time range; events that begin after it are left out
    public static List<Band> events(List<Event> events, long fromMicros, long toMicros) {
        long part = Math.max(1, (toMicros - fromMicros) / MOST_EVENTS);
        Map<Long, List<Event>> parts = new TreeMap<>();
        for (Event event : events) {
            if (event.lastMicros() >= fromMicros && event.startMicros() <= toMicros) {
                parts.computeIfAbsent(
                                Math.floorDiv(event.startMicros() - fromMicros, part),
                                _ -> new ArrayList<>())
                        .add(event);
            }
        }
        return parts.values().stream().map(Band::event).toList();
    }

    private static Band event(List<Event> together) {
        Event first = together.stream().min(Event.MOST_SEVERE).orElseThrow();
        long more = together.size() - 1L;
        String others = more == 0 ? "" : " and " + NumberText.counted(more, "more event");
        return new Band(
                first.startMicros(), first.lastMicros(), Kind.EVENT, first.title() + others);
    }

    /// The same mark in a chart that counts time from its start, and of more than one run.
    ///
    /// @param earlierMicros how far it moves back
    /// @param ofRun before its text
    public Band of(String ofRun, long earlierMicros) {
        return new Band(
                startMicros - earlierMicros, endMicros - earlierMicros, kind, ofRun + ": " + text);
    }

    public boolean isEvent() {
        return kind == Kind.EVENT;
    }

    public boolean isTruth() {
        return kind == Kind.TRUTH;
    }

    /// Whether it was found, and so belongs to an incident.
    public boolean isFound() {
        return switch (kind) {
            case MINOR, MAJOR, CRITICAL -> true;
            case TRUTH, THEN, EVENT, UNHEALTHY -> false;
        };
    }

    /// Since 1970.
    public double fromSeconds() {
        return startMicros / MICROS;
    }

    public double toSeconds() {
        return endMicros / MICROS;
    }
}
