package trafficinsights.analyze.shift;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;

/// Says what differs between two runs. Threads: stateless.
public final class RunShift {
    private RunShift() {}

    /// @param shift of the two runs' tallies
    /// @param areLengthsAlike whether amounts are compared beside rates
    public static ComparedRuns of(
            TallyShift shift, ComparedRuns.Side a, ComparedRuns.Side b, boolean areLengthsAlike) {
        List<ComparedFigure> figures =
                ComparedFigure.FIGURES.stream()
                        .filter(figure -> areLengthsAlike || !figure.isAmount())
                        .map(shift::figure)
                        .filter(figure -> !figure.isMissing())
                        .toList();
        Map<Dimension, Map<Figure, List<ComparedFigure>>> keys = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (dimension == Dimension.TOTAL) {
                continue;
            }
            Map<Figure, List<ComparedFigure>> ofDimension = new EnumMap<>(Figure.class);
            figures.forEach(f -> ofDimension.put(f.figure(), shift.keys(dimension, f)));
            keys.put(dimension, ofDimension);
        }
        return new ComparedRuns(
                a, b, areLengthsAlike, shift.isPaired(), figures, keys, sentence(shift, figures));
    }

    private static String sentence(TallyShift shift, List<ComparedFigure> figures) {
        ComparedFigure most = ComparedRuns.mostMoved(figures).orElse(null);
        if (most == null) {
            return shift.isPaired()
                    ? "No figure differs: the change has no effect on the requests."
                    : ShiftSentence.NOTHING;
        }
        return Changes.whole(shift, most, new NewKeys(shift)).sentence();
    }
}
