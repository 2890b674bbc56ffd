package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trafficinsights.analyze.ClosedWindows;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiFigure;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.model.shift.WhatChanged.Shares;
import trafficinsights.stat.JensenShannon;

/// Gathers the windows that begin in either of two spans, and says what differs.
///
/// Threads: one at a time.
public final class SpanShift implements ClosedWindows {
    /// Figures that are ranked: few, and each of its own kind.
    private static final List<KpiFigure> FIGURES =
            List.of(
                    KpiFigure.REQUEST_RATE,
                    KpiFigure.BYTE_RATE,
                    KpiFigure.P50,
                    KpiFigure.P95,
                    KpiFigure.P99,
                    KpiFigure.ERROR_RATE,
                    KpiFigure.CLIENT_ERROR_RATE,
                    KpiFigure.RETRY_RATE,
                    KpiFigure.APDEX);

    private final Spans spans;
    private final SpanTally now = new SpanTally();
    private final SpanTally then = new SpanTally();

    private long windowMicros;

    public SpanShift(Spans spans) {
        this.spans = spans;
    }

    @Override
    public Set<Dimension> dimensions() {
        return EnumSet.allOf(Dimension.class);
    }

    @Override
    public void accept(
            TimeWindow window, Dimension dimension, String key, KpiAccumulator measured) {
        windowMicros = window.lengthMicros();
        if (holds(spans.now(), window)) {
            add(now, window, dimension, key, measured);
        } else if (holds(spans.then(), window)) {
            add(then, window, dimension, key, measured);
        }
    }

    private static boolean holds(TimeWindow span, TimeWindow window) {
        return window.startMicros() >= span.startMicros()
                && window.startMicros() < span.endMicros();
    }

    private static void add(
            SpanTally side,
            TimeWindow window,
            Dimension dimension,
            String key,
            KpiAccumulator measured) {
        side.add(dimension, key, measured);
        if (dimension == Dimension.TOTAL) {
            side.addWindow(measured.toKpi(), window.lengthSeconds());
        }
    }

    /// What differs between the windows so far.
    ///
    /// @param run from the first to the last request of the run
    public WhatChanged result(TimeWindow run) {
        TallyShift shift =
                new TallyShift(then, seconds(spans.then(), run), now, seconds(spans.now(), run), false);
        List<ComparedFigure> figures = ranked(FIGURES.stream().map(shift::figure).toList());
        List<Shares> dimensions = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.TOTAL && !shift.isEmpty()) {
                dimensions.add(shares(shift, dimension, figures));
            }
        }
        dimensions.sort(Comparator.comparingDouble((Shares s) -> s.byChance() - s.divergence()));
        return new WhatChanged(
                spans,
                now.total().requests(),
                then.total().requests(),
                figures,
                dimensions,
                sentence(figures, dimensions));
    }

    private double seconds(TimeWindow span, TimeWindow run) {
        TimeWindow covered =
                TimeWindow.covered(
                        span.startMicros(), span.endMicros(), Math.max(1, windowMicros));
        return (covered == null ? span : covered.within(run)).lengthSeconds();
    }

    /// Those that are more than chance first, by the size of their change.
    static List<ComparedFigure> ranked(List<ComparedFigure> figures) {
        List<ComparedFigure> ranked = new ArrayList<>(figures);
        ranked.sort(
                Comparator.comparing(ComparedFigure::isSignificant)
                        .thenComparingDouble(SpanShift::size)
                        .reversed());
        return ranked;
    }

    private static double size(ComparedFigure figure) {
        double size =
                Math.abs(figure.isSignificant() ? figure.logFactor() : figure.standardErrors());
        return Double.isNaN(size) ? -1 : size;
    }

    private static String sentence(List<ComparedFigure> figures, List<Shares> dimensions) {
        ComparedFigure most = figures.getFirst();
        List<ShiftSentence.Named> parts = new ArrayList<>();
        for (Shares shares : dimensions) {
            for (WhatChanged.Key key : shares.keys()) {
                parts.add(
                        new ShiftSentence.Named(
                                shares.dimension(),
                                key.key(),
                                part(most.figure(), key),
                                key.thenShare()));
            }
        }
        return ShiftSentence.of(most, parts);
    }

    private static double part(KpiFigure figure, WhatChanged.Key key) {
        return switch (figure) {
            case REQUEST_RATE, BYTE_RATE -> key.ofRequests();
            case ERROR_RATE -> key.ofErrors();
            case P50, P95, P99, APDEX -> key.ofSlow();
            default -> Double.NaN;
        };
    }

    private Shares shares(TallyShift shift, Dimension dimension, List<ComparedFigure> figures) {
        List<String> names = List.copyOf(shift.names(dimension));
        JensenShannon divergence =
                JensenShannon.of(counts(then, dimension, names), counts(now, dimension, names));
        List<WhatChanged.Key> parts = new ArrayList<>();
        for (String key : names) {
            parts.add(key(shift, dimension, key, figures));
        }
        parts.sort(Comparator.comparingDouble(SpanShift::weight).reversed());
        return new Shares(
                dimension,
                divergence.divergence(),
                divergence.byChance(),
                divergence.pValue(),
                parts);
    }

    /// By which keys are ranked.
    private static double weight(WhatChanged.Key key) {
        double parts =
                Math.max(
                        size(key.ofErrors()), Math.max(size(key.ofSlow()), size(key.ofRequests())));
        // Where no total changed, by how far the share moved.
        return parts + Math.abs(key.nowShare() - key.thenShare());
    }

    private static double size(double part) {
        return Double.isNaN(part) ? 0 : Math.abs(part);
    }

    private static long[] counts(SpanTally side, Dimension dimension, List<String> keys) {
        return keys.stream().mapToLong(key -> side.of(dimension, key).requests()).toArray();
    }

    private WhatChanged.Key key(
            TallyShift shift, Dimension dimension, String key, List<ComparedFigure> figures) {
        KpiAccumulator before = then.of(dimension, key);
        KpiAccumulator after = now.of(dimension, key);
        boolean isRateMoved = isTold(shift, figures, KpiFigure.REQUEST_RATE);
        boolean isSlower = isTold(shift, figures, KpiFigure.P50, KpiFigure.P95, KpiFigure.P99);
        boolean isFailing = isTold(shift, figures, KpiFigure.ERROR_RATE);
        return new WhatChanged.Key(
                key,
                (double) before.requests() / then.total().requests(),
                (double) after.requests() / now.total().requests(),
                isRateMoved
                        ? shift.part(shift.whole(KpiFigure.REQUEST_RATE), before, after)
                        : Double.NaN,
                isSlower ? shift.part(shift.whole(KpiFigure.P95), before, after) : Double.NaN,
                isFailing
                        ? shift.part(shift.whole(KpiFigure.ERROR_RATE), before, after)
                        : Double.NaN);
    }

    private static boolean isTold(
            TallyShift shift, List<ComparedFigure> figures, KpiFigure... any) {
        return figures.stream()
                .filter(figure -> List.of(any).contains(figure.figure()))
                .anyMatch(shift::isTold);
    }
}
