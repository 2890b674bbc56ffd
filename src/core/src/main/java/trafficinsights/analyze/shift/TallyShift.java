package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.shift.ComparedFigure;

/// Two tallies compared: figures with their change in standard errors, and the part that each key
/// has in it.
///
/// A change is first counted in standard errors of chance ([CountTest]) and then divided by what
/// the same comparison usually gives between stretches of the same length ([Course]). Threads:
/// stateless, if the tallies do not change.
///
/// @param then the first side
/// @param thenSeconds its length
/// @param now the second side
/// @param nowSeconds its length
/// @param courses that show how much the figures usually move
/// @param isPaired whether both sides drew the same random numbers, so that all that differs is due
///   to what was changed, and chance explains nothing
public record TallyShift(
        SpanTally then,
        double thenSeconds,
        SpanTally now,
        double nowSeconds,
        List<Course> courses,
        boolean isPaired) {
    /// A change of less explains nothing, even where chance has no part in it.
    private static final double LEAST_CHANGE = 1e-3;

    /// A rate that moved less may have parts that moved against each other, many times the whole.
    private static final double LEAST_MOVE_OF_SUMS = 0.1;

    /// Two whole runs, whose own courses show how much the figures move.
    public static TallyShift ofRuns(
            SpanTally a, double secondsOfA, SpanTally b, double secondsOfB, boolean isPaired) {
        return new TallyShift(
                a, secondsOfA, b, secondsOfB, List.of(a.course(), b.course()), isPaired);
    }

    public boolean isEmpty() {
        return then.total().requests() == 0 || now.total().requests() == 0;
    }

    /// A figure of all requests.
    public ComparedFigure figure(Figure figure) {
        double before = figure.known(then.total().toKpi(), thenSeconds);
        double after = figure.known(now.total().toKpi(), nowSeconds);
        return ComparedFigure.ofAll(figure, before, after, errors(figure));
    }

    /// A figure of some of the requests, in standard errors as that of all moves.
    ComparedFigure compare(
            Figure figure,
            Dimension dimension,
            String key,
            KpiAccumulator before,
            KpiAccumulator after) {
        long bound =
                figure.isPercentile() && before.count(figure) > 0
                        ? Math.round(before.quantile(figure))
                        : 0;
        double chance = CountTest.errors(figure, before, thenSeconds, after, nowSeconds, bound);
        long boundOfAll = figure.isPercentile() ? bound(figure) : 0;
        double errors = isPaired ? Double.NaN : chance / Math.sqrt(excess(figure, boundOfAll));
        return new ComparedFigure(
                dimension,
                key,
                figure,
                value(figure, before, thenSeconds),
                value(figure, after, nowSeconds),
                errors,
                Double.NaN);
    }

    private double errors(Figure figure) {
        if (isPaired) {
            return Double.NaN;
        }
        long bound = figure.isPercentile() ? bound(figure) : 0;
        double chance =
                CountTest.errors(figure, then.total(), thenSeconds, now.total(), nowSeconds, bound);
        return chance / Math.sqrt(excess(figure, bound));
    }

    /// How much more than chance the figure usually moves over such a time.
    private double excess(Figure figure, long bound) {
        return Course.excess(
                courses,
                Math.min(thenSeconds, nowSeconds),
                (before, after, seconds) ->
                        CountTest.errors(figure, before, seconds, after, seconds, bound));
    }

    /// A figure of every key of a dimension, with its part in the change of that of all requests;
    /// what explains most first.
    public List<ComparedFigure> keys(Dimension dimension, ComparedFigure ofAll) {
        Figure figure = ofAll.figure();
        boolean isTold = isTold(ofAll);
        Whole whole = whole(figure);
        List<ComparedFigure> keys = new ArrayList<>();
        for (String key : names(dimension)) {
            KpiAccumulator before = then.of(dimension, key);
            KpiAccumulator after = now.of(dimension, key);
            keys.add(
                    new ComparedFigure(
                            dimension,
                            key,
                            figure,
                            value(figure, before, thenSeconds),
                            value(figure, after, nowSeconds),
                            Double.NaN,
                            isTold ? part(whole, before, after) : Double.NaN));
        }
        keys.sort((a, b) -> Double.compare(weight(b), weight(a)));
        return keys;
    }

    Set<String> names(Dimension dimension) {
        Set<String> names = new TreeSet<>(then.keys(dimension));
        names.addAll(now.keys(dimension));
        return Collections.unmodifiableSet(names);
    }

    private static double value(Figure figure, KpiAccumulator measured, double seconds) {
        return figure.known(measured.toKpi(), seconds);
    }

    private static double weight(ComparedFigure key) {
        double part = Math.abs(key.contribution());
        if (!Double.isNaN(part)) {
            return part;
        }
        double change = Math.abs(key.delta());
        return Double.isNaN(change) ? -1 : change;
    }

    /// Whether the change of a figure is one that parts can explain: a part of a change that is
    /// none explains nothing.
    boolean isTold(ComparedFigure ofAll) {
        double size = Math.abs(ofAll.relative());
        boolean isChange = isPaired ? !(size < LEAST_CHANGE) : ofAll.isSignificant();
        boolean hasMoved = !ofAll.figure().isSum() || size >= LEAST_MOVE_OF_SUMS;
        return isChange && hasMoved && ofAll.delta() != 0 && !Double.isNaN(ofAll.delta());
    }

    /// The change that keys have parts in.
    Whole whole(Figure figure) {
        if (figure.isSum()) {
            double change =
                    figure.known(now.total().toKpi(), nowSeconds)
                            - figure.known(then.total().toKpi(), thenSeconds);
            return new Whole(figure, 0, Hits.NOTHING, Hits.NOTHING, change);
        }
        long bound = figure.isPercentile() ? bound(figure) : 0;
        Hits before = Hits.of(figure, then.total(), bound);
        Hits after = Hits.of(figure, now.total(), bound);
        return new Whole(figure, bound, before, after, after.share() - before.share());
    }

    private long bound(Figure percentile) {
        double before = then.total().quantile(percentile);
        return Double.isNaN(before) ? 0 : Math.round(before);
    }

    /// The part of a key in the change of a figure of all requests; of a percentile: of the share
    /// of requests slower than it was before.
    double part(Whole whole, KpiAccumulator before, KpiAccumulator after) {
        Figure figure = whole.figure;
        if (whole.change == 0 || Double.isNaN(whole.change)) {
            return Double.NaN;
        }
        return figure.isSum()
                ? (figure.known(after.toKpi(), nowSeconds)
                                - figure.known(before.toKpi(), thenSeconds))
                        / whole.change
                : whole.part(
                        Hits.of(figure, before, whole.bound), Hits.of(figure, after, whole.bound));
    }

    /// @param bound above which a request is slow, for percentiles
    /// @param change of the figure, or of the share of slow requests
    record Whole(Figure figure, long bound, Hits before, Hits after, double change) {
        /// A key's part in the change of a share: what changed within the key, and what its own
        /// weight brings by being better or worse than the whole. Parts add up to 1.
        ///
        /// With w the key's weight, r its share of events and R that of all: w₁r₁ − w₀r₀ − (w₁ −
        /// w₀)·R̄, where R̄ is the mean of both sides.
        private double part(Hits keyBefore, Hits keyAfter) {
            double middle = (before.share() + after.share()) / 2;
            double moved = keyAfter.count() / after.count() - keyBefore.count() / before.count();
            double own = keyAfter.hits() / after.count() - keyBefore.hits() / before.count();
            return (own - moved * middle) / change;
        }
    }
}
