package trafficinsights.chart;

import java.util.List;
import trafficinsights.model.Anomaly;
import trafficinsights.model.RunChart;
import trafficinsights.model.Severity;
import trafficinsights.model.TruthInterval;

/// A span of time that is marked over the whole height.
///
/// @param text what it is, for tooltips and screen readers
public record Band(long startMicros, long endMicros, Kind kind, String text) {
    private static final double MICROS = 1e6;

    /// Why it is marked.
    public enum Kind {
        /// It really happened.
        TRUTH,
        MINOR,
        MAJOR,
        CRITICAL,
        /// Another span is compared with it.
        THEN;

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

    public boolean isTruth() {
        return kind == Kind.TRUTH;
    }

    /// Whether it was found, and so belongs to an incident.
    public boolean isFound() {
        return kind != Kind.TRUTH && kind != Kind.THEN;
    }

    /// Since 1970.
    public double fromSeconds() {
        return startMicros / MICROS;
    }

    public double toSeconds() {
        return endMicros / MICROS;
    }
}
