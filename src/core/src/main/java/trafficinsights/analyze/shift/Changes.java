package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.NumberText;
import trafficinsights.model.shift.Change;
import trafficinsights.model.shift.ComparedFigure;

/// What changed between two spans: figures of all requests with the keys that explain them, keys
/// that changed though the whole hardly shows it, keys that lost their requests, and keys that are
/// new.
final class Changes {
    /// Figures that say the same of all requests; of each kind only what moved most is reported.
    private static final List<List<Figure>> KINDS =
            List.of(
                    List.of(Figure.ERROR_RATE),
                    List.of(Figure.CLIENT_ERROR_RATE),
                    List.of(Figure.P50, Figure.P95, Figure.P99),
                    List.of(Figure.RETRY_RATE),
                    List.of(Figure.REQUEST_RATE));

    /// Kinds that are looked at key by key.
    private static final List<List<Figure>> KINDS_OF_KEYS = KINDS.subList(0, 3);

    private static final List<Dimension> KEYED =
            List.of(Dimension.SERVER, Dimension.ROUTE, Dimension.REGION);

    /// Beyond so many standard errors one of many keys is more than chance.
    private static final double ERRORS_OF_KEYS = 6;

    /// A key that keeps less of its requests than this has lost them.
    private static final double LOST = 0.75;

    /// So many times as many first attempts are a surge.
    private static final double SURGE = 2;

    /// A part that reads as all.
    private static final double ALL = 0.995;

    /// Of all requests: keys with less are not missed.
    private static final double LEAST_SHARE = 0.01;

    /// Where more of a dimension's keys moved alike, it is not the keys that moved.
    private static final double MOST_KEYS = 0.6;

    private final TallyShift shift;
    private final NewKeys fresh;
    private final List<ComparedFigure> figures;
    private final List<Ranked> found = new ArrayList<>();

    private enum Rank {
        /// Overload follows from it.
        CAUSE,
        HARM,
        NEITHER,
        RELIEF
    }

    private record Ranked(Change change, Rank rank) {}

    /// @param figures of all requests
    Changes(TallyShift shift, List<ComparedFigure> figures) {
        this.shift = shift;
        this.figures = figures;
        this.fresh = new NewKeys(shift);
    }

    /// A surge first, then harm; empty where nothing is more than chance.
    List<Change> find() {
        if (shift.isEmpty()) {
            return List.of();
        }
        for (List<Figure> kind : KINDS) {
            Optional<ComparedFigure> whole =
                    figures.stream()
                            .filter(f -> kind.contains(f.figure()) && f.hasMoved())
                            .min(ComparedFigure.HARM_FIRST);
            whole.ifPresent(this::addWhole);
            if (whole.isEmpty() && KINDS_OF_KEYS.contains(kind)) {
                addKeys(kind);
            }
        }
        addLost();
        addNew();
        return found.stream()
                .sorted(
                        Comparator.comparing(Ranked::rank)
                                .thenComparingDouble(r -> -r.change().figure().weight()))
                .map(Ranked::change)
                .toList();
    }

    private void addWhole(ComparedFigure whole) {
        add(
                whole(shift, whole, fresh),
                switch (whole.meaning()) {
                    case BAD -> Rank.HARM;
                    case NEUTRAL -> isSurge(whole) ? Rank.CAUSE : Rank.NEITHER;
                    case GOOD -> Rank.RELIEF;
                });
    }

    /// Whether clients wanted so much more that whatever else went wrong may follow from it;
    /// retries do not count, and new keys are named by themselves.
    private boolean isSurge(ComparedFigure whole) {
        double before = shift.then().total().toKpi().logicalRequests() / shift.thenSeconds();
        double after = shift.now().total().toKpi().logicalRequests() / shift.nowSeconds();
        boolean isByNewKeys =
                KEYED.stream()
                        .anyMatch(
                                d -> fresh.requests(shift, d) > shift.now().total().requests() / 4);
        return whole.figure() == Figure.REQUEST_RATE && after >= SURGE * before && !isByNewKeys;
    }

    /// A change of a figure of all requests, with the keys that explain it.
    static Change whole(TallyShift shift, ComparedFigure whole, NewKeys fresh) {
        String explanation =
                Explanation.of(shift, whole.figure(), fresh)
                        .map(e ->
                                "%s %s %s of it"
                                        .formatted(
                                                e.keys().words(),
                                                e.keys().keys().size() == 1
                                                        ? "explains"
                                                        : "explain",
                                                e.part() >= ALL
                                                        ? "all"
                                                        : NumberText.part(e.part())))
                        .orElse("");
        return new Change(whole, explanation, ShiftSentence.of(whole, "", explanation));
    }

    private void add(Change change, Rank rank) {
        found.add(new Ranked(change, rank));
    }

    /// Keys whose own figure moved: of the dimensions with such keys, the one where they have the
    /// smallest part of the requests.
    private void addKeys(List<Figure> kind) {
        List<Explanation> candidates = new ArrayList<>();
        for (Dimension dimension : KEYED) {
            List<String> keys = new ArrayList<>();
            int all = 0;
            for (String key : shift.names(dimension)) {
                all += shift.then().of(dimension, key).requests() > 0 ? 1 : 0;
                if (hasMoved(kind, dimension, key)) {
                    keys.add(key);
                }
            }
            double requests =
                    keys.stream().mapToDouble(k -> shift.then().of(dimension, k).requests()).sum();
            if (!keys.isEmpty() && keys.size() <= MOST_KEYS * all) {
                candidates.add(new Explanation(new KeyGroup(dimension, keys, false), 1, requests));
            }
        }
        Explanation.best(candidates).ifPresent(best -> addGroup(kind, best.keys()));
    }

    private boolean hasMoved(List<Figure> kind, Dimension dimension, String key) {
        KpiAccumulator before = shift.then().of(dimension, key);
        KpiAccumulator after = shift.now().of(dimension, key);
        return kind.stream()
                .map(figure -> shift.compare(figure, dimension, key, before, after))
                .filter(f -> f.hasMoved() && Math.abs(f.standardErrors()) >= ERRORS_OF_KEYS)
                .anyMatch(f -> f.meaning() == ComparedFigure.Meaning.BAD);
    }

    private void addGroup(List<Figure> kind, KeyGroup group) {
        KpiAccumulator before = sum(shift.then(), group);
        KpiAccumulator after = sum(shift.now(), group);
        kind.stream()
                .map(f -> shift.compare(f, group.dimension(), group.text(), before, after))
                .filter(ComparedFigure::hasMoved)
                .min(ComparedFigure.HARM_FIRST)
                .ifPresent(figure ->
                        add(
                                new Change(
                                        figure,
                                        "",
                                        ShiftSentence.of(figure, " of " + group.words(), "")),
                                Rank.HARM));
    }

    private static KpiAccumulator sum(SpanTally side, KeyGroup group) {
        KpiAccumulator sum = new KpiAccumulator();
        group.keys().forEach(key -> sum.merge(side.of(group.dimension(), key)));
        return sum;
    }

    /// Keys that lost most of their requests, compared with how all that is not new got on.
    private void addLost() {
        List<Explanation> lost = new ArrayList<>();
        for (Dimension dimension : KEYED) {
            long all = shift.then().total().requests();
            long now = shift.now().total().requests() - fresh.requests(shift, dimension);
            List<String> keys = new ArrayList<>();
            double requests = 0;
            for (String key : shift.names(dimension)) {
                long before = shift.then().of(dimension, key).requests();
                long after = shift.now().of(dimension, key).requests();
                double errors =
                        CountTest.rate((double) before, (double) all, (double) after, (double) now);
                boolean isLost =
                        (double) after * all < LOST * before * now
                                && after / shift.nowSeconds() < LOST * before / shift.thenSeconds()
                                && shift.then().isSteady(dimension, key);
                if (isLost && errors <= -ERRORS_OF_KEYS && before >= LEAST_SHARE * all) {
                    keys.add(key);
                    requests += before;
                }
            }
            if (!keys.isEmpty()) {
                lost.add(new Explanation(new KeyGroup(dimension, keys, false), 1, requests));
            }
        }
        Explanation.best(lost).ifPresent(found -> addLost(found.keys()));
    }

    private void addLost(KeyGroup group) {
        KpiAccumulator before = sum(shift.then(), group);
        KpiAccumulator after = sum(shift.now(), group);
        ComparedFigure figure =
                shift.compare(Figure.REQUEST_RATE, group.dimension(), group.text(), before, after);
        double share = (double) before.requests() / shift.then().total().requests();
        add(
                new Change(
                        figure,
                        "",
                        ShiftSentence.of(
                                figure,
                                " of " + group.words(),
                                "before, it was %s of all requests"
                                        .formatted(NumberText.share(share)))),
                Rank.HARM);
    }

    private void addNew() {
        for (Dimension dimension : KEYED) {
            fresh.of(dimension).filter(group -> !isNamed(group)).ifPresent(this::addNew);
        }
    }

    private boolean isNamed(KeyGroup group) {
        return found.stream().anyMatch(r -> r.change().explanation().contains(group.text()));
    }

    private void addNew(KeyGroup group) {
        ComparedFigure figure =
                shift.compare(
                        Figure.REQUEST_RATE,
                        group.dimension(),
                        group.text(),
                        new KpiAccumulator(),
                        sum(shift.now(), group));
        double share = (double) NewKeys.requests(shift, group) / shift.now().total().requests();
        String words = group.words();
        add(
                new Change(
                        figure,
                        "",
                        "%s%s got %s of the requests."
                                .formatted(
                                        words.substring(0, 1).toUpperCase(Locale.ROOT),
                                        words.substring(1),
                                        NumberText.share(share))),
                Rank.NEITHER);
    }
}
