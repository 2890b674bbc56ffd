package trafficinsights.analyze.shift;

import java.util.Locale;
import trafficinsights.model.shift.ComparedFigure;

/// Says in a sentence what changed.
final class ShiftSentence {
    static final String NOTHING = "No figure differs by more than chance and its usual variation.";

    private ShiftSentence() {}

    /// @param whose ` of server eu-2`; empty for all requests
    /// @param more what is said behind a semicolon; empty for nothing
    static String of(ComparedFigure moved, String whose, String more) {
        String name = moved.figure().id().replace('_', ' ');
        return "%s%s %s from %s to %s%s."
                .formatted(
                        name.startsWith("p")
                                ? name
                                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                        whose,
                        moved.after() > moved.before() ? "rose" : "fell",
                        moved.beforeText(),
                        moved.afterText(),
                        more.isEmpty() ? "" : "; " + more);
    }
}
