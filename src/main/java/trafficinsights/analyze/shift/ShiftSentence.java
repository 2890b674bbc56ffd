package trafficinsights.analyze.shift;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.shift.ComparedFigure;

/// Says in a sentence which figure changed most and who explains it.
final class ShiftSentence {
    /// A key that explains less is no explanation.
    private static final double WORTH_NAMING = 0.5;

    private static final double NEARLY = 0.8;

    private ShiftSentence() {}

    /// A key that may explain the change.
    ///
    /// @param part of it in the change; `NaN` when it has none
    /// @param thenShare of the requests of the first side
    record Named(Dimension dimension, String key, double part, double thenShare) {}

    /// @param most the figure that changed most
    static String of(ComparedFigure most, List<Named> parts) {
        return most.isSignificant()
                ? ofChange(most, parts)
                : "No figure differs by more than chance and its usual variation.";
    }

    static String ofChange(ComparedFigure most, List<Named> parts) {
        String name = most.figure().shortName().replace('_', ' ');
        return "%s %s from %s to %s%s."
                .formatted(
                        name.startsWith("p")
                                ? name
                                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                        most.after() > most.before() ? "rose" : "fell",
                        most.beforeText(),
                        most.afterText(),
                        explanation(parts));
    }

    private static String explanation(List<Named> parts) {
        Map<Dimension, Long> keys =
                parts.stream()
                        .collect(Collectors.groupingBy(Named::dimension, Collectors.counting()));
        List<Named> named =
                parts.stream()
                        // A status class explains errors by their definition.
                        .filter(part -> part.dimension != Dimension.STATUS_CLASS)
                        // The only key of its dimension explains everything, and says nothing.
                        .filter(part -> keys.getOrDefault(part.dimension, 0L) > 1)
                        .filter(part -> part.part >= WORTH_NAMING)
                        .toList();
        double best = named.stream().mapToDouble(Named::part).max().orElse(0);
        // A region explains at least what its servers do: of those that explain nearly the most,
        // the one with the fewest requests says the most.
        return named.stream()
                .filter(part -> part.part >= NEARLY * best)
                .min(Comparator.comparingDouble(Named::thenShare))
                .map(chosen ->
                        "; %s %s explains %s of it"
                                .formatted(
                                        chosen.dimension.label().replace('_', ' '),
                                        chosen.key,
                                        NumberText.share(Math.min(1, chosen.part))))
                .orElse("");
    }
}
