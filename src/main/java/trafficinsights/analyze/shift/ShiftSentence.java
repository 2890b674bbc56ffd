package trafficinsights.analyze.shift;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.model.shift.WhatChanged.Figure;
import trafficinsights.model.shift.WhatChanged.Shares;

/// Says in a sentence which figure changed most and who explains it.
final class ShiftSentence {
    /// A key that explains less is no explanation.
    private static final double WORTH_NAMING = 0.5;

    private static final double NEARLY = 0.8;

    private ShiftSentence() {}

    static String of(List<Figure> figures, List<Shares> dimensions) {
        if (figures.isEmpty() || !figures.getFirst().isSignificant()) {
            return "No figure differs by more than chance and its usual variation.";
        }
        Figure figure = figures.getFirst();
        String name = figure.name().replace('_', ' ');
        String sentence =
                "%s %s from %s to %s"
                        .formatted(
                                name.startsWith("p")
                                        ? name
                                        : name.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + name.substring(1),
                                figure.now() > figure.then() ? "rose" : "fell",
                                figure.text(figure.then()),
                                figure.text(figure.now()));
        return sentence + explanation(figure, dimensions) + ".";
    }

    private static String explanation(Figure figure, List<Shares> dimensions) {
        record Named(Dimension dimension, WhatChanged.Key key, double part) {}
        List<Named> named =
                dimensions.stream()
                        // A status class explains errors by their definition.
                        .filter(shares -> shares.dimension() != Dimension.STATUS_CLASS)
                        .filter(shares -> shares.keys().size() > 1)
                        .flatMap(shares ->
                                shares.keys().stream()
                                        .map(key ->
                                                new Named(
                                                        shares.dimension(),
                                                        key,
                                                        part(figure, key))))
                        .filter(candidate -> candidate.part >= WORTH_NAMING)
                        .toList();
        double best = named.stream().mapToDouble(Named::part).max().orElse(0);
        // A region explains at least what its servers do: of those that explain nearly the most,
        // the
        // one with the fewest requests says the most.
        return named.stream()
                .filter(candidate -> candidate.part >= NEARLY * best)
                .min(Comparator.comparingDouble(candidate -> candidate.key.thenShare()))
                .map(chosen ->
                        "; %s %s explains %s of it"
                                .formatted(
                                        chosen.dimension.label().replace('_', ' '),
                                        chosen.key.key(),
                                        NumberText.share(Math.min(1, chosen.part))))
                .orElse("");
    }

    private static double part(Figure figure, WhatChanged.Key key) {
        return switch (figure.name()) {
            case "request_rate", "byte_rate" -> key.ofRequests();
            case "error_rate" -> key.ofErrors();
            case "p50", "p95", "p99", "apdex" -> key.ofSlow();
            default -> Double.NaN;
        };
    }

    /// By which keys are ranked.
    static double weight(WhatChanged.Key key) {
        double parts =
                Math.max(
                        size(key.ofErrors()), Math.max(size(key.ofSlow()), size(key.ofRequests())));
        // Where no total changed, by how far the share moved.
        return parts + Math.abs(key.nowShare() - key.thenShare());
    }

    private static double size(double part) {
        return Double.isNaN(part) ? 0 : Math.abs(part);
    }
}
