package trafficinsights.model.shift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.events.Event;

/// Two runs put through the same measures: A is what B is compared with.
///
/// @param areLengthsAlike whether amounts can be compared; if not, only rates, shares and latencies
///   are
/// @param isPaired whether both runs are of one scenario and seed, so that all that differs is due
///   to what was changed
/// @param figures of all requests, in the order of [Figure]
/// @param keys by dimension and figure; what explains most first
/// @param sentence the main of it in words
public record ComparedRuns(
        Side a,
        Side b,
        boolean areLengthsAlike,
        boolean isPaired,
        List<ComparedFigure> figures,
        Map<Dimension, Map<Figure, List<ComparedFigure>>> keys,
        String sentence) {
    public ComparedRuns {
        figures = List.copyOf(figures);
    }

    /// One of the two runs.
    ///
    /// @param span from the first to the last request
    /// @param series windows of all requests in order of time, all of one length
    /// @param incidents in order of their start
    /// @param windowMicros length of a window
    /// @param events that the run was shown with, in order of their start
    public record Side(
            String title,
            TimeWindow span,
            long requests,
            List<KpiWindow> series,
            List<Incident> incidents,
            long windowMicros,
            List<Event> events) {
        public Side {
            series = List.copyOf(series);
            incidents = List.copyOf(incidents);
            events = List.copyOf(events);
        }
    }

    /// The figures of every key of a dimension; none where it was not measured.
    public List<ComparedFigure> keys(Dimension dimension, Figure figure) {
        return keys.getOrDefault(dimension, Map.of()).getOrDefault(figure, List.of());
    }

    /// The figure of all requests that moved most, harm first; empty where none moved by more than
    /// chance.
    public Optional<ComparedFigure> mostMoved() {
        return mostMoved(figures);
    }

    /// As [#mostMoved()], of these.
    public static Optional<ComparedFigure> mostMoved(List<ComparedFigure> figures) {
        return figures.stream().filter(ComparedFigure::hasMoved).min(ComparedFigure.HARM_FIRST);
    }

    /// Whether both runs were at work at the same time for a while.
    public boolean doOverlap() {
        return a.span.startMicros() < b.span.endMicros()
                && b.span.startMicros() < a.span.endMicros();
    }
}
