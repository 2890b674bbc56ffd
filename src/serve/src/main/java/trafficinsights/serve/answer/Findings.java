package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.events.EventBefore;
import trafficinsights.model.shift.Change;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;

/// What was found, and what changed. Threads: stateless.
final class Findings {
    static final List<String> CHANGE_PARAMETERS = List.of("from", "to", "againstFrom", "againstTo");

    private Findings() {}

    record Cause(String dimension, String key, double share) {}

    /// @param before the event just before it, as a sentence; empty where none is near
    record Found(
            String start,
            String end,
            String detected,
            String severity,
            String metric,
            String metricLabel,
            String dimension,
            String key,
            double share,
            double expected,
            double observed,
            String expectedText,
            String observedText,
            int anomalies,
            List<Cause> causes,
            String sentence,
            String before) {}

    record Incidents(String run, long version, List<Found> incidents) {
        Table table() {
            return new Table(
                    List.of(
                            "start",
                            "end",
                            "detected",
                            "severity",
                            "metric",
                            "dimension",
                            "key",
                            "expected",
                            "observed",
                            "anomalies",
                            "sentence",
                            "before"),
                    incidents.stream()
                            .map(one ->
                                    List.<@Nullable Object>of(
                                            one.start(),
                                            one.end(),
                                            one.detected(),
                                            one.severity(),
                                            one.metric(),
                                            one.dimension(),
                                            one.key(),
                                            one.expected(),
                                            one.observed(),
                                            one.anomalies(),
                                            one.sentence(),
                                            one.before()))
                            .toList());
        }
    }

    static Incidents incidents(Shown shown) {
        return new Incidents(
                shown.run().id(),
                shown.snapshot().version(),
                shown.incidents().stream().map(one -> found(one, shown)).toList());
    }

    private static Found found(Incident incident, Shown shown) {
        Optional<EventBefore> before = shown.snapshot().report().eventBefore(incident);
        return new Found(
                Json.iso(incident.startMicros()),
                Json.iso(incident.endMicros()),
                Json.iso(incident.detectedMicros()),
                incident.severity().label(),
                incident.metric().id(),
                incident.metric().label(),
                incident.dimension().label(),
                incident.key(),
                incident.share(),
                incident.expected(),
                incident.observed(),
                incident.metric().text(incident.expected()),
                incident.metric().text(incident.observed()),
                incident.anomalies(),
                incident.causes().stream()
                        .map(c -> new Cause(c.dimension().label(), c.key(), c.share()))
                        .toList(),
                incident.sentence(),
                before.map(EventBefore::sentence).orElse(""));
    }

    record Span(String start, String end, long requests) {}

    /// @param chance whether the difference is within chance
    record Compared(
            String figure,
            String label,
            String dimension,
            String key,
            double then,
            double now,
            String thenText,
            String nowText,
            String change,
            boolean isSignificant,
            boolean chance) {}

    record Changed(String sentence, String explanation, Compared figure) {}

    record Key(
            String key,
            double thenShare,
            double nowShare,
            String thenText,
            String nowText,
            double ofRequests,
            double ofSlow,
            double ofErrors) {}

    record Shares(String dimension, double divergence, double pValue, List<Key> keys) {}

    record Changes(
            String run,
            String sentence,
            Span now,
            Span then,
            List<Changed> changes,
            List<Compared> figures,
            List<Shares> dimensions) {
        Table table() {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (Compared one : figures) {
                rows.add(
                        List.of(
                                one.figure(),
                                one.dimension(),
                                one.key(),
                                one.then(),
                                one.now(),
                                one.isSignificant()));
            }
            return new Table(
                    List.of("figure", "dimension", "key", "then", "now", "is_significant"), rows);
        }
    }

    /// @throws RefusedException where the spans are wrong or have no requests
    static Changes changes(Shown shown, Query query) throws InterruptedException {
        Spans spans = spans(shown, query);
        return switch (shown.run().whatChanged(spans)) {
            case Outcome.Ok<WhatChanged>(WhatChanged changed) -> changes(shown, changed);
            case Outcome.Rejected<WhatChanged>(Problem problem) ->
                    throw new RefusedException(RefusedException.CONFLICT, problem);
        };
    }

    private static Spans spans(Shown shown, Query query) {
        if (!query.has("from") || !query.has("to")) {
            throw RefusedException.bad(
                    "range", "What changed needs a time range: give from and to.");
        }
        TimeWindow now = span(shown, shown.fromMicros(), shown.toMicros());
        OptionalLong from = query.time("againstFrom");
        OptionalLong to = query.time("againstTo");
        if (from.isPresent() != to.isPresent()) {
            throw RefusedException.bad(
                    "range", "againstFrom and againstTo are given together, or not at all.");
        }
        if (from.isEmpty()) {
            return Spans.andBefore(now);
        }
        TimeWindow then = span(shown, from.getAsLong(), to.getAsLong());
        if (now.startMicros() < then.endMicros() && then.startMicros() < now.endMicros()) {
            throw RefusedException.bad("range", "The two time ranges overlap. Choose others.");
        }
        return new Spans(now, then);
    }

    /// Widened to whole windows.
    private static TimeWindow span(Shown shown, long from, long to) {
        long window = shown.snapshot().report().windowMicros();
        long start = Math.floorDiv(from, window) * window;
        long end = Math.max(start + window, Math.ceilDiv(to, window) * window);
        return new TimeWindow(start, end - start);
    }

    private static Changes changes(Shown shown, WhatChanged changed) {
        return new Changes(
                shown.run().id(),
                changed.sentence(),
                span(changed.spans().now(), changed.requestsNow()),
                span(changed.spans().then(), changed.requestsThen()),
                changed.changes().stream().map(Findings::changed).toList(),
                changed.figures().stream().map(Findings::compared).toList(),
                changed.dimensions().stream().map(Findings::shares).toList());
    }

    private static Span span(TimeWindow span, long requests) {
        return new Span(Json.iso(span.startMicros()), Json.iso(span.endMicros()), requests);
    }

    private static Changed changed(Change change) {
        return new Changed(change.sentence(), change.explanation(), compared(change.figure()));
    }

    private static Compared compared(ComparedFigure figure) {
        return new Compared(
                figure.figure().id(),
                figure.figure().label(),
                figure.dimension().label(),
                figure.key(),
                figure.before(),
                figure.after(),
                figure.beforeText(),
                figure.afterText(),
                figure.relativeText(),
                figure.isSignificant(),
                figure.isWithinChance());
    }

    private static Shares shares(WhatChanged.Shares shares) {
        return new Shares(
                shares.dimension().label(),
                shares.divergence(),
                shares.pValue(),
                shares.keys().stream()
                        .map(key ->
                                new Key(
                                        key.key(),
                                        key.thenShare(),
                                        key.nowShare(),
                                        NumberText.share(key.thenShare()),
                                        NumberText.share(key.nowShare()),
                                        key.ofRequests(),
                                        key.ofSlow(),
                                        key.ofErrors()))
                        .toList());
    }
}
