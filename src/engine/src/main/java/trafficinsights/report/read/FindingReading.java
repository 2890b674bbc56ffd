package trafficinsights.report.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Severity;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;

/// What was found, and how well that agrees with what really happened. Threads: stateless.
final class FindingReading {
    private FindingReading() {}

    static Anomaly anomaly(JsonTree found) {
        return new Anomaly(
                Dimension.ofLabel(found.text("dimension")),
                found.text("key"),
                Anomaly.metric(found.text("metric")),
                found.time("start"),
                found.time("end"),
                found.number("score"),
                found.number("observed"),
                found.number("expected"),
                found.number("bandLow"),
                found.number("bandHigh"),
                found.number("deviation"),
                severity(found));
    }

    static Incident incident(JsonTree found) {
        // Reports before 1.4 do not say when; at its start at the earliest.
        String detected = found.has("detected") ? "detected" : "start";
        return new Incident(
                found.time("start"),
                found.time("end"),
                found.time(detected),
                severity(found),
                Anomaly.metric(found.text("metric")),
                Dimension.ofLabel(found.text("dimension")),
                found.text("key"),
                found.number("share"),
                found.number("expected"),
                found.number("observed"),
                found.number("deviation"),
                found.each("causes", FindingReading::cause),
                found.count("anomalies"),
                found.text("sentence"));
    }

    static Event event(JsonTree event) {
        return new Event(
                event.time("start"),
                event.has("end") ? OptionalLong.of(event.time("end")) : OptionalLong.empty(),
                event.text("kind"),
                event.text("text"),
                event.text("server"),
                event.whole("count"));
    }

    private static Incident.Cause cause(JsonTree cause) {
        return new Incident.Cause(
                Dimension.ofLabel(cause.text("dimension")),
                cause.text("key"),
                cause.number("share"));
    }

    static Severity severity(JsonTree found) {
        return Severity.valueOf(found.text("severity").toUpperCase(Locale.ROOT));
    }

    static TruthInterval truth(JsonTree interval) {
        TruthInterval truth =
                new TruthInterval(
                        interval.text("kind"),
                        interval.text("target"),
                        interval.time("start"),
                        interval.time("end"),
                        interval.number("strength"));
        if (!interval.has("tailEnd")) {
            // Reports before 1.5 do not say more.
            return truth;
        }
        return truth.with(
                new TruthInterval.Evidence(
                        interval.isTrue("visible"),
                        interval.isTrue("benign"),
                        interval.time("leadStart"),
                        interval.time("tailEnd"),
                        interval.texts("metrics"),
                        interval.texts("also")));
    }

    static Scorecard scorecard(JsonTree scorecard, List<TruthInterval> truth) {
        List<TruthInterval> left = new ArrayList<>(truth);
        return new Scorecard(
                scorecard.each("detectors", row -> row(row.text("detector"), row)),
                scorecard.each("truths", found -> found(found, left)),
                scorecard.each(
                        "sweep",
                        step ->
                                new Scorecard.Step(
                                        step.number("limit"), row(Scorecard.FUSED, step))));
    }

    private static Scorecard.Row row(String detector, JsonTree row) {
        return new Scorecard.Row(
                detector,
                Stream.of(Measure.values())
                        .collect(Collectors.toMap(m -> m, m -> row.number(m.id()))));
    }

    /// The scorecard names what happened by kind, target and start; its end and strength are in the
    /// list of what happened. Both have the same order.
    private static Scorecard.Found found(JsonTree found, List<TruthInterval> left) {
        TruthInterval truth =
                left.stream()
                        .filter(t -> t.kind().equals(found.text("kind")))
                        .filter(t -> t.target().equals(found.text("target")))
                        .filter(t -> t.startMicros() == found.time("start"))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("scored, but did not happen"));
        left.remove(truth);
        boolean isFound = found.isTrue("found");
        // Reports before 1.5 know the key alone.
        boolean isOld = !found.has("rightTarget");
        return new Scorecard.Found(
                truth,
                found.number("secondsToDetect"),
                found.text("key"),
                isOld ? isFound : found.isTrue("rightTarget"),
                isOld ? isFound : found.isTrue("inTime"),
                found.number("startErrorSeconds"),
                found.number("endErrorSeconds"),
                found.count("alarms"));
    }
}
