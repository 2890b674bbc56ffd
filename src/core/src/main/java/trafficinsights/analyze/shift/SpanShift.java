package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trafficinsights.analyze.ClosedWindows;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Change;
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
    private static final List<Figure> FIGURES =
            List.of(
                    Figure.REQUEST_RATE,
                    Figure.BYTE_RATE,
                    Figure.P50,
                    Figure.P95,
                    Figure.P99,
                    Figure.ERROR_RATE,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.RETRY_RATE,
                    Figure.APDEX);

    private final Spans spans;
    private final SpanTally now = new SpanTally();
    private final SpanTally then = new SpanTally();

    /// All that is not asked about and came before it.
    private final Course before = new Course();

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
        boolean isEarlier = window.startMicros() < spans.now().startMicros();
        if (dimension == Dimension.TOTAL && (isEarlier || holds(spans.then(), window))) {
            before.add(window, measured);
        }
        if (holds(spans.now(), window)) {
            now.add(dimension, key, measured);
        } else if (holds(spans.then(), window)) {
            then.add(dimension, key, measured);
        } else if (isEarlier) {
            then.note(dimension, key);
        }
    }

    private static boolean holds(TimeWindow span, TimeWindow window) {
        return window.startMicros() >= span.startMicros()
                && window.startMicros() < span.endMicros();
    }

    /// What differs between the windows so far.
    ///
    /// @param run from the first to the last request of the run
    public WhatChanged result(TimeWindow run) {
        TallyShift shift =
                new TallyShift(
                        then,
                        seconds(spans.then(), run),
                        now,
                        seconds(spans.now(), run),
                        List.of(before),
                        false);
        List<ComparedFigure> figures = FIGURES.stream().map(shift::figure).toList();
        List<Change> changes = new Changes(shift, figures).find();
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
                changes,
                figures.stream().sorted(ComparedFigure.HARM_FIRST).toList(),
                dimensions,
                changes.isEmpty() ? ShiftSentence.NOTHING : changes.getFirst().sentence());
    }

    private double seconds(TimeWindow span, TimeWindow run) {
        TimeWindow covered =
                TimeWindow.covered(span.startMicros(), span.endMicros(), Math.max(1, windowMicros));
        return (covered == null ? span : covered.within(run)).lengthSeconds();
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
        boolean isRateMoved = isTold(shift, figures, Figure.REQUEST_RATE);
        boolean isSlower = isTold(shift, figures, Figure.P50, Figure.P95, Figure.P99);
        boolean isFailing = isTold(shift, figures, Figure.ERROR_RATE);
        return new WhatChanged.Key(
                key,
                (double) before.requests() / then.total().requests(),
                (double) after.requests() / now.total().requests(),
                isRateMoved
                        ? shift.part(shift.whole(Figure.REQUEST_RATE), before, after)
                        : Double.NaN,
                isSlower ? shift.part(shift.whole(Figure.P95), before, after) : Double.NaN,
                // A status class is made of errors or free of them by its definition.
                isFailing && dimension != Dimension.STATUS_CLASS
                        ? shift.part(shift.whole(Figure.ERROR_RATE), before, after)
                        : Double.NaN);
    }

    private static boolean isTold(TallyShift shift, List<ComparedFigure> figures, Figure... any) {
        return figures.stream()
                .filter(figure -> List.of(any).contains(figure.figure()))
                .anyMatch(shift::isTold);
    }
}
