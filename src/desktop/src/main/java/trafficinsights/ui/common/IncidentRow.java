package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;

/// A row of an [IncidentList]: an incident, or below the unfolded one an anomaly of it.
sealed interface IncidentRow {
    /// The span that is marked when the row is chosen.
    LinkedCursor.Mark span();

    /// Start of the incident; no two of a run begin at the same time.
    long incidentMicros();

    /// @param isUnfolded whether its anomalies are below it
    /// @param before the event just before it, as a sentence; empty for none
    record Head(Incident incident, boolean isUnfolded, String before) implements IncidentRow {
        @Override
        public LinkedCursor.Mark span() {
            return mark(incident.startMicros(), incident.endMicros());
        }

        @Override
        public long incidentMicros() {
            return incident.startMicros();
        }
    }

    record Part(Anomaly anomaly, long incidentMicros) implements IncidentRow {
        @Override
        public LinkedCursor.Mark span() {
            return mark(anomaly.startMicros(), anomaly.endMicros());
        }
    }

    private static LinkedCursor.Mark mark(long startMicros, long endMicros) {
        return new LinkedCursor.Mark(startMicros / 1e6, endMicros / 1e6);
    }

    /// Incidents newest first; below the unfolded one its anomalies, the worst first.
    ///
    /// @param unfoldedMicros start of the incident that is unfolded; null for none
    /// @param before the event just before an incident, as a sentence; empty for none
    static List<IncidentRow> of(
            List<Incident> incidents,
            List<Anomaly> anomalies,
            @Nullable Long unfoldedMicros,
            Function<Incident, String> before) {
        List<IncidentRow> rows = new ArrayList<>();
        for (int i = incidents.size() - 1; i >= 0; i--) {
            Incident incident = incidents.get(i);
            boolean isUnfolded = unfoldedMicros != null && unfoldedMicros == incident.startMicros();
            rows.add(new Head(incident, isUnfolded, before.apply(incident)));
            if (isUnfolded) {
                // One incident lasts at a time: what begins before the next one belongs to it.
                long next =
                        i + 1 < incidents.size()
                                ? incidents.get(i + 1).startMicros()
                                : Long.MAX_VALUE;
                anomalies.stream()
                        .filter(found -> found.startMicros() >= incident.startMicros())
                        .filter(found -> found.startMicros() < next)
                        .sorted(
                                Comparator.comparing(Anomaly::severity)
                                        .thenComparingDouble(Anomaly::score)
                                        .reversed())
                        .forEach(found -> rows.add(new Part(found, incident.startMicros())));
            }
        }
        return rows;
    }
}
