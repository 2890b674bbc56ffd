package trafficinsights.ingest.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;

/// Reads events from CSV files, JSON, logs of applications, and what Windows exports of its event
/// log; plain, gzip or Zstandard. Needs memory for [#MOST_EVENTS] events and one block of a file.
/// Threads: stateless.
public final class EventReader {
    /// Events that a run keeps. Beyond, the least severe are left out, and of equally severe ones
    /// the latest.
    public static final int MOST_EVENTS = 10_000;

    /// Lines that could not be read, as they are kept. Others are counted.
    public static final int MOST_REJECTS = 1_000;

    private EventReader() {}

    /// Reads all files.
    ///
    /// @throws trafficinsights.model.ProblemException when one cannot be read, has no event, or has
    ///   days whose order nobody can tell
    public static EventLog read(List<Path> files, EventOptions options) {
        return read(files, options, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// Reads the events of a time range.
    ///
    /// @param fromMicros events that end before are left out
    /// @param toMicros events that start at or after it are left out
    public static EventLog read(
            List<Path> files, EventOptions options, long fromMicros, long toMicros) {
        EventKeeper keeper = new EventKeeper(MOST_EVENTS, fromMicros, toMicros);
        List<Reject> rejects = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            EventSink sink = new EventSink(name, keeper, rejects, MOST_REJECTS);
            String how = read(EventFile.open(file), options, sink);
            keeper.endOfFile();
            if (sink.events() == 0) {
                throw empty(file, sink, rejects);
            }
            notes.add("%s: %s, read as %s".formatted(name, sink.counts(), how));
        }
        if (keeper.leftOut() > 0) {
            notes.add(
                    "%s were left out: a run keeps the %s most severe"
                            .formatted(
                                    NumberText.counted(keeper.leftOut(), "event"),
                                    NumberText.exact(MOST_EVENTS)));
        }
        return new EventLog(keeper.events(), rejects, keeper.leftOut(), keeper.outside(), notes);
    }

    /// @return how the file was read, in words
    private static String read(EventFile file, EventOptions options, EventSink sink) {
        JsonEvents json = JsonEvents.of(file, options);
        if (json != null) {
            json.read(options, sink);
            return json.words();
        }
        CsvDialect named = CsvEvents.named(file);
        CsvDialect table = named == null && isRows(file) ? CsvEvents.unnamed(file) : named;
        if (table != null) {
            return csv(file, table, options, sink);
        }
        LogEvents log = LogEvents.of(file, options);
        if (log != null) {
            log.read(sink);
            return log.words();
        }
        CsvDialect other = CsvEvents.unnamed(file);
        if (other != null) {
            return csv(file, other, options, sink);
        }
        throw Problem.of(
                        "events.unknown-format",
                        "%s has no events: it is not a table with a column of times, not JSON, and no line begins with a time. docs/formats.md lists what is read as events."
                                .formatted(file.path()))
                .asException();
    }

    private static String csv(
            EventFile file, CsvDialect dialect, EventOptions options, EventSink sink) {
        CsvEvents csv = CsvEvents.of(file, dialect, options);
        csv.read(options, sink);
        return csv.words();
    }

    /// Whether a delimiter is behind the time at the start of most lines: rows without a header.
    private static boolean isRows(EventFile file) {
        List<String> lines = file.lines();
        long rows =
                lines.stream()
                        .filter(line ->
                                line.matches(
                                        "\"?\\d[\\d:./ +TZ-]{15,34}(?:[.,]\\d{3,9}Z?)?\"?[,;\t|](?!\\d{3}\\b| ).*"))
                        .count();
        return rows > 0 && rows >= 0.9 * lines.size();
    }

    private static RuntimeException empty(Path file, EventSink sink, List<Reject> rejects) {
        Reject first = sink.rejected() == 0 || rejects.isEmpty() ? null : rejects.getLast();
        return Problem.of("events.none", "%s has no events%s".formatted(file, why(sink, first)))
                .asException();
    }

    private static String why(EventSink sink, @Nullable Reject last) {
        if (last == null) {
            return ". Choose a file with at least one row below its header.";
        }
        return ": %s could not be read. Line %d: %s. Check that this is a file of events."
                .formatted(
                        NumberText.counted(sink.rejected(), "line"),
                        last.lineNumber(),
                        last.cause());
    }
}
