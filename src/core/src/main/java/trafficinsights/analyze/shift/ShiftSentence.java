package trafficinsights.analyze.shift;

import trafficinsights.model.shift.ComparedFigure;

/// Says in a sentence what changed.
final class ShiftSentence {
    static final String NOTHING = "No figure changed by more than chance and normal variation.";

    private ShiftSentence() {}

    /// @param whose ` of server eu-2`; empty for all requests
    /// @param more what is said behind a semicolon; empty for nothing
    static String of(ComparedFigure moved, String whose, String more) {
        return "%s%s %s from %s to %s%s."
                .formatted(
                        moved.figure().firstWords(),
                        whose,
                        moved.after() > moved.before() ? "rose" : "fell",
                        moved.beforeText(),
                        moved.afterText(),
                        more.isEmpty() ? "" : "; " + more);
    }
}
