package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import trafficinsights.analyze.ClosedWindows;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.model.shift.WhatChanged.Figure;
import trafficinsights.model.shift.WhatChanged.Shares;
import trafficinsights.stat.JensenShannon;

/// Gathers the windows that begin in either of two spans, and says what differs.
///
/// Percentiles are those of merged sketches. A change of a figure is held against its standard
/// error: the larger of what chance makes of independent requests and of what the windows of both
/// spans vary among themselves (B. L. Welch, 1947). Threads: one at a time.
public final class SpanShift implements ClosedWindows {
    private final Spans spans;
    private final Side now;
    private final Side then;

    /// What one span holds.
    private static final class Side {
        private final TimeWindow span;
        private final Map<Dimension, Map<String, KpiAccumulator>> keyed =
                new EnumMap<>(Dimension.class);
        private final Map<FigureKind, List<Double>> course = new EnumMap<>(FigureKind.class);

        Side(TimeWindow span) {
            this.span = span;
        }

        boolean holds(TimeWindow window) {
            return window.startMicros() >= span.startMicros()
                    && window.startMicros() < span.endMicros();
        }

        void add(TimeWindow window, Dimension dimension, String key, KpiAccumulator measured) {
            keyed.computeIfAbsent(dimension, d -> new TreeMap<>())
                    .computeIfAbsent(key, k -> new KpiAccumulator())
                    .merge(measured);
            if (dimension == Dimension.TOTAL) {
                for (FigureKind kind : FigureKind.ALL) {
                    double value = kind.of(measured, window.lengthSeconds());
                    if (!Double.isNaN(value)) {
                        course.computeIfAbsent(kind, k -> new ArrayList<>()).add(value);
                    }
                }
            }
        }

        KpiAccumulator of(Dimension dimension, String key) {
            KpiAccumulator found = keyed.getOrDefault(dimension, Map.of()).get(key);
            return found == null ? new KpiAccumulator() : found;
        }

        KpiAccumulator total() {
            return of(Dimension.TOTAL, Dimension.ALL);
        }

        /// Variance of the figure over the span, as its windows show it; 0 where there are few.
        double courseVariance(FigureKind kind) {
            List<Double> values = course.getOrDefault(kind, List.of());
            if (values.size() < 3) {
                return 0;
            }
            double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
            double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            return squares / (values.size() - 1) / values.size();
        }
    }

    public SpanShift(Spans spans) {
        this.spans = spans;
        this.now = new Side(spans.now());
        this.then = new Side(spans.then());
    }

    @Override
    public Set<Dimension> dimensions() {
        return EnumSet.allOf(Dimension.class);
    }

    @Override
    public void accept(
            TimeWindow window, Dimension dimension, String key, KpiAccumulator measured) {
        if (now.holds(window)) {
            now.add(window, dimension, key, measured);
        } else if (then.holds(window)) {
            then.add(window, dimension, key, measured);
        }
    }

    /// What differs between the windows so far.
    public WhatChanged result() {
        List<Figure> figures = new ArrayList<>();
        for (FigureKind kind : FigureKind.ALL) {
            figures.add(figure(kind));
        }
        figures.sort(
                Comparator.comparing(Figure::isSignificant)
                        .thenComparingDouble(SpanShift::size)
                        .reversed());
        List<Shares> dimensions = new ArrayList<>();
        Moved moved = Moved.of(figures);
        boolean isComparable = now.total().requests() > 0 && then.total().requests() > 0;
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.TOTAL && isComparable) {
                dimensions.add(shares(dimension, moved));
            }
        }
        dimensions.sort(Comparator.comparingDouble((Shares s) -> s.byChance() - s.divergence()));
        return new WhatChanged(
                spans,
                now.total().requests(),
                then.total().requests(),
                figures,
                dimensions,
                ShiftSentence.of(figures, dimensions));
    }

    private static double size(Figure figure) {
        double size =
                Math.abs(figure.isSignificant() ? figure.logFactor() : figure.standardErrors());
        return Double.isNaN(size) ? -1 : size;
    }

    private Figure figure(FigureKind kind) {
        double nowSeconds = spans.now().lengthSeconds();
        double thenSeconds = spans.then().lengthSeconds();
        double before = kind.of(then.total(), thenSeconds);
        double after = kind.of(now.total(), nowSeconds);
        double sampling =
                kind.samplingVariance(now.total(), nowSeconds)
                        + kind.samplingVariance(then.total(), thenSeconds);
        double course = now.courseVariance(kind) + then.courseVariance(kind);
        double error = Math.sqrt(Math.max(sampling, course));
        return new Figure(
                kind.label(),
                kind.unit(),
                before,
                after,
                error > 0 ? (after - before) / error : Double.NaN);
    }

    private Shares shares(Dimension dimension, Moved moved) {
        Set<String> keys = new TreeSet<>(now.keyed.getOrDefault(dimension, Map.of()).keySet());
        keys.addAll(then.keyed.getOrDefault(dimension, Map.of()).keySet());
        List<String> names = List.copyOf(keys);
        JensenShannon divergence =
                JensenShannon.of(counts(then, dimension, names), counts(now, dimension, names));
        List<WhatChanged.Key> parts = new ArrayList<>();
        for (String key : names) {
            parts.add(key(dimension, key, moved));
        }
        parts.sort(Comparator.comparingDouble(ShiftSentence::weight).reversed());
        return new Shares(
                dimension,
                divergence.divergence(),
                divergence.byChance(),
                divergence.pValue(),
                parts);
    }

    private static long[] counts(Side side, Dimension dimension, List<String> keys) {
        return keys.stream().mapToLong(key -> side.of(dimension, key).requests()).toArray();
    }

    private WhatChanged.Key key(Dimension dimension, String key, Moved moved) {
        KpiAccumulator before = then.of(dimension, key);
        KpiAccumulator after = now.of(dimension, key);
        KpiAccumulator allBefore = then.total();
        KpiAccumulator allAfter = now.total();
        double rateBefore = before.requests() / spans.then().lengthSeconds();
        double rateAfter = after.requests() / spans.now().lengthSeconds();
        double rateChange =
                allAfter.requests() / spans.now().lengthSeconds()
                        - allBefore.requests() / spans.then().lengthSeconds();
        long bound = bound(allBefore);
        return new WhatChanged.Key(
                key,
                (double) before.requests() / allBefore.requests(),
                (double) after.requests() / allAfter.requests(),
                moved.requests ? (rateAfter - rateBefore) / rateChange : Double.NaN,
                !moved.slow
                        ? Double.NaN
                        : part(
                                slow(before, bound),
                                slow(after, bound),
                                slow(allBefore, bound),
                                slow(allAfter, bound)),
                !moved.errors
                        ? Double.NaN
                        : part(errors(before), errors(after), errors(allBefore), errors(allAfter)));
    }

    /// Which totals changed by more than chance: a part of a change that is none explains nothing.
    /// Nor does one of a rate that hardly moved while its parts moved against each other: they
    /// would be many times the whole.
    private record Moved(boolean requests, boolean slow, boolean errors) {
        private static final double LEAST_MOVE = 0.1;

        static Moved of(List<Figure> figures) {
            return new Moved(
                    isAny(figures, FigureKind.REQUEST_RATE) && hasMoved(figures),
                    isAny(figures, FigureKind.P50, FigureKind.P95, FigureKind.P99),
                    isAny(figures, FigureKind.ERROR_RATE));
        }

        private static boolean hasMoved(List<Figure> figures) {
            return figures.stream()
                    .filter(f -> f.name().equals(FigureKind.REQUEST_RATE.label()))
                    .anyMatch(f -> Math.abs(f.now() / f.then() - 1) >= LEAST_MOVE);
        }

        private static boolean isAny(List<Figure> figures, FigureKind... kinds) {
            List<String> names = Arrays.stream(kinds).map(FigureKind::label).toList();
            return figures.stream().anyMatch(f -> f.isSignificant() && names.contains(f.name()));
        }
    }

    /// Events that count, of so many.
    private record Hits(double hits, double count) {
        double share() {
            return hits / count;
        }
    }

    private static Hits errors(KpiAccumulator measured) {
        return new Hits((double) measured.serverErrors(), (double) measured.requests());
    }

    private static long bound(KpiAccumulator before) {
        double p95 = before.latencyQuantiles(0.95)[0];
        return Double.isNaN(p95) ? 0 : Math.round(p95);
    }

    private static Hits slow(KpiAccumulator measured, long bound) {
        long known = measured.latencyCount();
        return new Hits((double) (known - measured.countWithin(bound)), (double) known);
    }

    /// A key's part in the change of a share: what changed within the key, and what its own weight
    /// brings by being better or worse than the whole. Parts add up to 1.
    ///
    /// With w the key's weight, r its share of events and R that of all: w₁r₁ − w₀r₀ − (w₁ −
    /// w₀)·R̄, where R̄ is the mean of both spans.
    private static double part(Hits before, Hits after, Hits allBefore, Hits allAfter) {
        double change = allAfter.share() - allBefore.share();
        if (change == 0 || Double.isNaN(change)) {
            return Double.NaN;
        }
        double middle = (allBefore.share() + allAfter.share()) / 2;
        double moved = after.count / allAfter.count - before.count / allBefore.count;
        double own = after.hits / allAfter.count - before.hits / allBefore.count;
        return (own - moved * middle) / change;
    }
}
