package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.NumberText;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.Snapshot;

/// One figure over time, of all requests or of each part. Longer steps are merged from histograms
/// by the run itself, never averaged. Threads: stateless.
final class Figures {
    static final List<String> PARAMETERS = List.of("figure", "by", "from", "to", "last", "step");

    /// Points of an answer.
    static final int MOST_POINTS = 20_000;

    private static final long MICROS = 1_000_000;
    private static final double MICROS_IN_MILLI = 1_000;

    private static final long MOST_STEP_SECONDS = 366L * 86_400;
    private static final String WHOLE = "whole";

    private final ServedRun run;
    private final Snapshot snapshot;
    private final Figure figure;
    private final Dimension by;
    private final long fromMicros;
    private final long toMicros;

    private Figures(ServedRun run, Query query) {
        Shown shown = Shown.of(run, query);
        this.run = run;
        this.snapshot = shown.snapshot();
        this.figure = figure(query.text("figure", Figure.REQUEST_RATE.id()));
        this.by = dimension(query.text("by", Dimension.TOTAL.label()));
        this.fromMicros = shown.fromMicros();
        this.toMicros = shown.toMicros();
    }

    record Described(
            String id, String label, String brief, String meaning, String unit, int signOfGood) {}

    record DescribedList(List<Described> figures) {}

    record Point(String time, String key, double value, String text) {}

    /// @param stepSeconds null where each key has one value for the whole range
    record Series(
            String run,
            long version,
            Described figure,
            String by,
            String from,
            String to,
            @Nullable Double stepSeconds,
            List<Point> points) {
        /// The column and its unit are those of `kpi_windows.csv`: times in ms.
        Table table() {
            Figure of = Figures.figure(figure.id());
            double divisor = of.unit().isTime() ? MICROS_IN_MILLI : 1;
            return new Table(
                    List.of("time", by, of.column()),
                    points.stream()
                            .map(point ->
                                    List.<@Nullable Object>of(
                                            point.time(), point.key(), point.value() / divisor))
                            .toList());
        }
    }

    static DescribedList all() {
        return new DescribedList(KpiWindow.FIGURES.stream().map(Figures::described).toList());
    }

    private static Described described(Figure figure) {
        return new Described(
                figure.id(),
                figure.label(),
                figure.brief(),
                figure.meaning(),
                figure.unit().label(),
                figure.signOfGood());
    }

    static Series of(ServedRun run, Query query) {
        return new Figures(run, query).series(query);
    }

    private static Figure figure(String id) {
        return KpiWindow.FIGURES.stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> ids = KpiWindow.FIGURES.stream().map(Figure::id).toList();
                    return RefusedException.bad(
                            "unknown-figure",
                            "figure is %s, which is unknown. Known are %s."
                                    .formatted(id, String.join(", ", ids)),
                            Map.of("figures", ids));
                });
    }

    /// The dimensions by the words of the address.
    private static final Map<String, Dimension> BY = new LinkedHashMap<>();

    static {
        for (Dimension dimension : Dimension.values()) {
            BY.put(dimension.label().replace("_class", ""), dimension);
        }
    }

    private static Dimension dimension(String word) {
        Dimension dimension = BY.get(word);
        if (dimension == null) {
            throw RefusedException.bad(
                    "unknown-dimension",
                    "by is %s. Use one of %s.".formatted(word, String.join(", ", BY.keySet())));
        }
        return dimension;
    }

    private Series series(Query query) {
        boolean isWhole = query.text("step", "").equals(WHOLE);
        if (by == Dimension.ROUTE || isWhole) {
            return series(null, wholes(isWhole));
        }
        List<String> keys = keys();
        long step = step(query, Math.max(1, keys.size()));
        return series(step / 1e6, points(keys, step));
    }

    private Series series(@Nullable Double stepSeconds, List<Point> points) {
        return new Series(
                run.id(),
                snapshot.version(),
                described(figure),
                by.label().replace("_class", ""),
                Json.iso(fromMicros),
                Json.iso(toMicros),
                stepSeconds,
                points);
    }

    private List<String> keys() {
        return switch (by) {
            case TOTAL -> List.of(Dimension.ALL);
            case STATUS_CLASS -> KpiMerger.STATUS_CLASSES;
            case REGION, SERVER -> Shown.keys(snapshot, by);
            case ROUTE -> List.of();
        };
    }

    /// One value for each key over the range.
    private List<Point> wholes(boolean isAsked) {
        boolean isAll = fromMicros <= snapshot.startMicros() && toMicros >= snapshot.endMicros();
        if (by == Dimension.ROUTE && (!isAsked || !isAll)) {
            throw RefusedException.bad(
                    "route-windows",
                    "Figures of routes are kept for the whole run only, not for windows of time."
                            + " Use step=whole without from, to and last.");
        }
        RunReport report = snapshot.report();
        if (isAll && snapshot.isEnded() && by != Dimension.TOTAL) {
            return report.breakdown().getOrDefault(by, List.of()).stream()
                    .map(keyed -> point(keyed.key(), keyed.kpi(), report.spanSeconds()))
                    .toList();
        }
        if (by == Dimension.ROUTE) {
            throw RefusedException.notYet("The breakdown by route");
        }
        List<Point> points = new ArrayList<>();
        for (String key : keys()) {
            Optional<SpanKpi> kpi = Shown.between(run, by, key, fromMicros, toMicros);
            if (kpi.isEmpty() && !run.canMerge()) {
                throw noMerge();
            }
            kpi.ifPresent(
                    found -> points.add(point(key, found.kpi(), found.span().lengthSeconds())));
        }
        return points;
    }

    private Point point(String key, trafficinsights.model.Kpi kpi, double seconds) {
        double value = figure.known(kpi, seconds);
        return new Point(Json.iso(fromMicros), key, value, figure.text(value));
    }

    /// The length of a step in µs: as asked, or the shortest that gives few enough points.
    private long step(Query query, int keys) {
        long window = snapshot.windowMicros();
        long least = leastStep(window, keys);
        if (!query.has("step")) {
            return run.canMerge() ? least : window;
        }
        long step = query.whole("step", 1, MOST_STEP_SECONDS, 1) * MICROS;
        if (step < least || step % window != 0) {
            long next = Math.max(least, Math.ceilDiv(step, window) * window);
            throw RefusedException.bad(
                    "step",
                    step < window || step % window != 0
                            ? ("step is %d s, but the windows of this run are %s long. Use a"
                                            + " multiple of it, such as step=%d.")
                                    .formatted(
                                            step / MICROS,
                                            NumberText.duration(window),
                                            next / MICROS)
                            : ("step is %d s, which gives more than %s points. The smallest step"
                                            + " that works for this time range is step=%d.")
                                    .formatted(
                                            step / MICROS,
                                            NumberText.exact(MOST_POINTS),
                                            next / MICROS),
                    Map.of("smallestStep", next / MICROS));
        }
        if (step != window && !run.canMerge()) {
            throw noMerge();
        }
        return step;
    }

    private long leastStep(long window, int keys) {
        long span = toMicros - fromMicros;
        double points = (double) span / window * keys;
        return window * Math.max(1, (long) Math.ceil(points / MOST_POINTS));
    }

    private RefusedException noMerge() {
        return RefusedException.bad(
                "no-histograms",
                ("This run was read from its report, which has no histograms, so its windows cannot"
                                + " be merged. Use step=%d, or step=whole over the whole run.")
                        .formatted(snapshot.windowMicros() / MICROS),
                Map.of("smallestStep", snapshot.windowMicros() / MICROS));
    }

    private List<Point> points(List<String> keys, long step) {
        if (step == snapshot.windowMicros() && by != Dimension.STATUS_CLASS) {
            return ofWindows();
        }
        long first = Math.floorDiv(Math.max(fromMicros, snapshot.startMicros()), step);
        long end = Math.ceilDiv(Math.min(toMicros, snapshot.endMicros()), step);
        List<Point> points = new ArrayList<>();
        for (long at = first; at < end; at++) {
            for (String key : keys) {
                long start = Math.max(fromMicros, at * step);
                long stop = Math.min(toMicros, (at + 1) * step);
                String time = Json.iso(at * step);
                Shown.between(run, by, key, start, stop)
                        .ifPresent(kpi -> points.add(point(time, key, kpi)));
            }
        }
        return points;
    }

    private List<Point> ofWindows() {
        TimeWindow span = snapshot.report().span();
        List<Point> points = new ArrayList<>();
        for (KpiWindow window : snapshot.report().series()) {
            long start = window.window().startMicros();
            if (window.dimension() == by
                    && span != null
                    && start >= fromMicros
                    && start < toMicros) {
                SpanKpi kpi = SpanKpi.of(window.kpi(), window.window(), span);
                points.add(point(Json.iso(start), window.key(), kpi));
            }
        }
        return points;
    }

    private Point point(String time, String key, SpanKpi kpi) {
        double value = kpi.of(figure);
        return new Point(time, key, value, figure.text(value));
    }
}
