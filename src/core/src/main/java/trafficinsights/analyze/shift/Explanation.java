package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;

/// The fewest keys that explain the change of a figure of all requests: of the dimensions whose
/// keys do, the one where they had the smallest part of the requests, since it says the most.
///
/// @param part of the change, 0 to 1
/// @param usual part of the requests that these keys have, in any one unit
record Explanation(KeyGroup keys, double part, double usual) {
    private static final int MOST_KEYS = 3;

    /// Keys that explain less are no explanation.
    private static final double LEAST_PART = 0.6;

    /// A key that adds less to the others is not named.
    private static final double LEAST_ADDED = 0.1;

    /// Keys explain something when they have so many times their usual part.
    private static final double LEAST_LIFT = 1.5;

    private static final double NEARLY = 1.25;

    private record Part(String key, double part, double usual) {}

    static Optional<Explanation> of(TallyShift shift, Figure figure, NewKeys fresh) {
        TallyShift.Whole whole = shift.whole(figure);
        List<Explanation> found = new ArrayList<>();
        for (Dimension dimension : List.of(Dimension.SERVER, Dimension.ROUTE, Dimension.REGION)) {
            freshly(shift, whole, fresh, dimension).ifPresent(found::add);
            within(shift, whole, dimension).ifPresent(found::add);
        }
        return best(found);
    }

    /// The one with the smallest usual part; of those that have nearly as little, the one with the
    /// fewest keys: a region says more than all of its servers.
    static Optional<Explanation> best(List<Explanation> found) {
        double least = found.stream().mapToDouble(Explanation::usual).min().orElse(0);
        return found.stream()
                .filter(e -> e.usual <= NEARLY * least)
                .min(Comparator.comparingInt(e -> e.keys.areNew() ? 0 : e.keys.keys().size()));
    }

    private static Optional<Explanation> freshly(
            TallyShift shift, TallyShift.Whole whole, NewKeys fresh, Dimension dimension) {
        return fresh.of(dimension)
                .map(group -> {
                    double part =
                            group.keys().stream()
                                    .mapToDouble(key ->
                                            shift.part(
                                                    whole,
                                                    shift.then().of(dimension, key),
                                                    shift.now().of(dimension, key)))
                                    .sum();
                    return new Explanation(group, part, 0);
                })
                .filter(explanation -> explanation.part >= LEAST_PART);
    }

    private static Optional<Explanation> within(
            TallyShift shift, TallyShift.Whole whole, Dimension dimension) {
        List<Part> parts = new ArrayList<>();
        for (String key : shift.names(dimension)) {
            KpiAccumulator before = shift.then().of(dimension, key);
            KpiAccumulator after = shift.now().of(dimension, key);
            double usual =
                    Math.max(
                            (double) before.requests() / shift.then().total().requests(),
                            (double) after.requests() / shift.now().total().requests());
            parts.add(new Part(key, shift.part(whole, before, after), usual));
        }
        parts.sort(Comparator.comparingDouble(Part::part).reversed());
        List<String> keys = new ArrayList<>();
        double part = 0;
        double usual = 0;
        for (Part next : parts) {
            boolean isEnough = part >= 1 - LEAST_ADDED;
            if (isEnough || keys.size() == MOST_KEYS || !(next.part >= LEAST_ADDED)) {
                break;
            }
            keys.add(next.key);
            part += next.part;
            usual += next.usual;
        }
        boolean explains = part >= LEAST_PART && part >= LEAST_LIFT * usual;
        return explains && keys.size() < parts.size()
                ? Optional.of(new Explanation(new KeyGroup(dimension, keys, false), part, usual))
                : Optional.empty();
    }
}
