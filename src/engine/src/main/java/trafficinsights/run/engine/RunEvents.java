package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.events.EventLog;
import trafficinsights.ingest.events.EventReader;
import trafficinsights.model.NumberText;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;
import trafficinsights.model.RowOutput;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventBefore;
import trafficinsights.report.events.EventCsv;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.store.StoreLoad;

/// The events that a run is shown with: all of its files at first, and those of its time range once
/// that is known. Threads: one at a time.
final class RunEvents {
    private final EventFiles files;
    private final boolean isFollowed;
    private EventLog log;
    private String unread = "";

    private RunEvents(EventFiles files, boolean isFollowed, EventLog log) {
        this.files = files;
        this.isFollowed = isFollowed;
        this.log = log;
    }

    /// @param isFollowed whether the run waits for requests, so that events come meanwhile as well
    /// @throws trafficinsights.model.ProblemException when a file cannot be read or has no event
    static RunEvents read(EventFiles files, boolean isFollowed) {
        EventLog log =
                files.isEmpty() ? EventLog.NONE : EventReader.read(files.files(), files.options());
        return new RunEvents(files, isFollowed, log);
    }

    List<Event> events() {
        return log.events();
    }

    List<Reject> rejects() {
        return log.rejects();
    }

    /// Leaves out what is not within the run, or so near before it that an incident at its start
    /// could follow. Where there were too many events to keep, or more may have come, the files are
    /// read again.
    ///
    /// @param span from the first to the last request; null without one
    void limitTo(@Nullable TimeWindow span) {
        if (span == null || files.isEmpty()) {
            return;
        }
        long from = span.startMicros() - EventBefore.LONGEST_LEAD_MICROS;
        long to = span.endMicros();
        if ((log.leftOut() > 0 || isFollowed) && isReadAgain(from, to)) {
            return;
        }
        List<Event> within =
                log.events().stream()
                        .filter(event -> event.lastMicros() >= from && event.startMicros() < to)
                        .toList();
        long outside = (long) log.events().size() - within.size();
        log = new EventLog(within, log.rejects(), 0, outside, log.notes());
    }

    /// A file that can no longer be read does not cost a run of hours its report.
    private boolean isReadAgain(long from, long to) {
        try {
            log = EventReader.read(files.files(), files.options(), from, to);
            return true;
        } catch (ProblemException e) {
            if (!isFollowed) {
                throw e;
            }
            unread = "Events that came during the run are missing: " + e.problem().userMessage();
            return false;
        }
    }

    /// How the files were read, and what was left out.
    List<String> notes() {
        List<String> notes = new ArrayList<>(log.notes());
        if (!unread.isEmpty()) {
            notes.add(unread);
        }
        if (log.outside() > 0) {
            String all = log.events().isEmpty() ? "; check the dates and --zone" : "";
            notes.add(
                    "%s outside the time range of the run%s"
                            .formatted(NumberText.counted(log.outside(), "event"), all));
        }
        return notes;
    }

    /// Writes `events.csv`.
    ///
    /// @return the file; none for a run without events
    List<Path> writeTo(Path folder) {
        if (files.isEmpty()) {
            return List.of();
        }
        Path file = folder.resolve(EventCsv.FILE_NAME);
        EventCsv.write(file, log.events());
        return List.of(file);
    }

    void storeIn(StoreLoad load) {
        if (!log.events().isEmpty()) {
            RowOutput rows = load.rows("Events");
            log.events().forEach(event -> EventCsv.row(rows, event));
        }
    }
}
