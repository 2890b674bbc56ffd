package trafficinsights.serve.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.report.RunReport;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.Snapshot;

/// The part of a run that a viewer looks at: a time range, and all requests or those of a region or
/// a server.
///
/// @param fromMicros start of the first window
/// @param toMicros end of the last window, or before it
/// @param dimension TOTAL for all requests
record Shown(
        ServedRun run,
        Snapshot snapshot,
        long fromMicros,
        long toMicros,
        Dimension dimension,
        String key) {
    /// The parameters that it is chosen by.
    static final List<String> PARAMETERS = List.of("from", "to", "last", "part");

    private static final long MICROS = 1_000_000;
    private static final long MOST_SECONDS = 100L * 366 * 86_400;
    private static final int TRIES = 40;

    static Shown of(ServedRun run, Query query) {
        Snapshot snapshot = run.snapshot();
        long end = snapshot.endMicros();
        long last = query.whole("last", 1, MOST_SECONDS, 0);
        OptionalLong from = query.time("from");
        long start = snapshot.startMicros();
        if (last > 0) {
            if (from.isPresent() || query.has("to")) {
                throw RefusedException.bad(
                        "range", "Use either last, or from and to. They cannot be combined.");
            }
            start = Math.max(start, end - last * MICROS);
        }
        long fromMicros = from.orElse(start);
        long toMicros = query.time("to").orElse(end);
        if (toMicros < fromMicros) {
            throw RefusedException.bad(
                    "range",
                    "to is %s, before from, which is %s. Exchange them."
                            .formatted(Json.iso(toMicros), Json.iso(fromMicros)));
        }
        String part = query.text("part", "");
        if (part.isEmpty()) {
            return new Shown(run, snapshot, fromMicros, toMicros, Dimension.TOTAL, Dimension.ALL);
        }
        Shown all = new Shown(run, snapshot, fromMicros, toMicros, Dimension.TOTAL, "");
        return all.of(part);
    }

    private Shown of(String part) {
        int colon = part.indexOf(':');
        String name = colon < 0 ? "" : part.substring(0, colon);
        String own = part.substring(colon + 1);
        for (Dimension one : Dimension.CHARTED) {
            if (one != Dimension.TOTAL && one.label().equals(name) && keys(one).contains(own)) {
                return new Shown(run, snapshot, fromMicros, toMicros, one, own);
            }
        }
        throw RefusedException.bad(
                "unknown-part",
                "part is %s, which this run does not have. Write region:NAME or server:NAME."
                        .formatted(part),
                Map.of(
                        "regions", keys(Dimension.REGION),
                        "servers", keys(Dimension.SERVER)));
    }

    boolean isWhole() {
        return dimension == Dimension.TOTAL;
    }

    /// Names of the regions or servers that have windows, in their order.
    List<String> keys(Dimension of) {
        return keys(snapshot, of);
    }

    static List<String> keys(Snapshot snapshot, Dimension of) {
        TreeSet<String> keys = new TreeSet<>();
        for (KpiWindow window : snapshot.report().series()) {
            if (window.dimension() == of) {
                keys.add(window.key());
            }
        }
        return List.copyOf(keys);
    }

    /// Whether a window begins in the range.
    private boolean isWithin(KpiWindow window) {
        long start = window.window().startMicros();
        return start >= fromMicros && start < toMicros;
    }

    /// The windows of a dimension in the range, in order of time.
    List<KpiWindow> windows(Dimension of) {
        return snapshot.report().series().stream()
                .filter(window -> window.dimension() == of && isWithin(window))
                .toList();
    }

    /// The run, as far as it is looked at: the figures of a part are those of all requests in it.
    RunReport report() {
        RunReport report = snapshot.report();
        List<KpiWindow> series =
                report.series().stream()
                        .filter(this::isWithin)
                        .filter(window -> window.dimension() != Dimension.TOTAL || isWhole())
                        .map(this::asTotal)
                        .toList();
        return new RunReport(
                report.provenance(),
                report.counts(),
                report.quality(),
                report.fleet(),
                report.span(),
                report.windowMicros(),
                report.totals(),
                report.breakdown(),
                report.byStatus(),
                series,
                anomalies(),
                incidents(),
                report.truth(),
                report.scorecard(),
                report.insights());
    }

    private KpiWindow asTotal(KpiWindow window) {
        boolean isPart = !isWhole() && window.dimension() == dimension && window.key().equals(key);
        return isPart
                ? new KpiWindow(
                        window.window(),
                        Dimension.TOTAL,
                        Dimension.ALL,
                        window.kpi(),
                        window.shape())
                : window;
    }

    /// Those that reach into the range, of the part.
    List<Anomaly> anomalies() {
        return snapshot.report().anomalies().stream()
                .filter(one -> one.endMicros() > fromMicros && one.startMicros() < toMicros)
                .filter(one -> isWhole() || (one.dimension() == dimension && one.key().equals(key)))
                .map(one -> isWhole() ? one : ofAll(one))
                .toList();
    }

    private static Anomaly ofAll(Anomaly one) {
        return new Anomaly(
                Dimension.TOTAL,
                Dimension.ALL,
                one.metric(),
                one.startMicros(),
                one.endMicros(),
                one.score(),
                one.observed(),
                one.expected(),
                one.bandLow(),
                one.bandHigh(),
                one.deviation(),
                one.severity());
    }

    /// All that reach into the range; a part of the traffic is not a part of an incident.
    List<Incident> incidents() {
        return snapshot.report().incidents().stream()
                .filter(one -> one.endMicros() > fromMicros && one.startMicros() < toMicros)
                .toList();
    }

    /// Figures of the part over a time range.
    Optional<SpanKpi> between(long from, long to) {
        return between(run, dimension, key, from, to);
    }

    /// Figures over a time range; empty only where there are no requests. A run that is busy with
    /// its windows is asked again.
    static Optional<SpanKpi> between(
            ServedRun run, Dimension dimension, String key, long from, long to) {
        for (int i = 0; i < TRIES; i++) {
            Optional<SpanKpi> found = run.between(dimension, key, from, to);
            if (found.isPresent() || !run.canMerge()) {
                return found;
            }
            // Nothing of the part while the total answers: there is nothing.
            if (run.between(Dimension.TOTAL, Dimension.ALL, from, to).isPresent()) {
                return run.between(dimension, key, from, to);
            }
            if (!hasWindows(run.snapshot(), from, to)) {
                return Optional.empty();
            }
        }
        throw new RefusedException(
                RefusedException.UNAVAILABLE,
                trafficinsights.model.Problem.of(
                        "serve.busy", "The run is busy with its windows. Ask again in a second."));
    }

    private static boolean hasWindows(Snapshot snapshot, long from, long to) {
        return snapshot.report().series().stream()
                .anyMatch(window ->
                        window.dimension() == Dimension.TOTAL
                                && window.window().startMicros() >= from
                                && window.window().startMicros() < to);
    }
}
