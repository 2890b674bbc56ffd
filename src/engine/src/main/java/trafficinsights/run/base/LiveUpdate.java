package trafficinsights.run.base;

import java.util.List;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;

/// What changed in a run's live picture since a version.
///
/// @param version to ask from next time
/// @param isWhole whether the windows are all there are, so that those of earlier updates are to be
///   forgotten: they may be of another length
/// @param isEnded whether the run is over and no window changes any more
/// @param windows new or changed since, the newest state of each; of [Dimension#CHARTED]
/// @param anomalies all known now, in order of start (replaces what was shown)
/// @param incidents that the anomalies belong to, in order of start (replaces what was shown)
/// @param truth all intervals known for this run (generated runs)
/// @param watermarkMicros event time up to which everything has come; `Long.MIN_VALUE` at first
/// @param events that the run is shown with, in order of start
public record LiveUpdate(
        long version,
        boolean isWhole,
        boolean isEnded,
        List<KpiWindow> windows,
        List<Anomaly> anomalies,
        List<Incident> incidents,
        List<TruthInterval> truth,
        long watermarkMicros,
        List<Event> events) {

    /// Of a run without events.
    public LiveUpdate(
            long version,
            boolean isWhole,
            boolean isEnded,
            List<KpiWindow> windows,
            List<Anomaly> anomalies,
            List<Incident> incidents,
            List<TruthInterval> truth,
            long watermarkMicros) {
        this(
                version,
                isWhole,
                isEnded,
                windows,
                anomalies,
                incidents,
                truth,
                watermarkMicros,
                List.of());
    }
}
