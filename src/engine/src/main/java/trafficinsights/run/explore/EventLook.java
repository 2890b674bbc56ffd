package trafficinsights.run.explore;

import trafficinsights.ingest.events.EventLog;
import trafficinsights.ingest.events.EventReader;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;
import trafficinsights.run.spec.EventFiles;

/// Looks whether files are read as events before a run is started with them. Threads: any; the work
/// is done on the thread that calls.
public final class EventLook {
    /// The code of the problem that neither day nor month is known to come first.
    public static final String DAY_OR_MONTH = "events.day-or-month";

    private EventLook() {}

    /// @return how many events the files have
    public static Outcome<Integer> count(EventFiles files) {
        try {
            EventLog log = EventReader.read(files.files(), files.options());
            return Outcome.ok(log.events().size());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }
}
