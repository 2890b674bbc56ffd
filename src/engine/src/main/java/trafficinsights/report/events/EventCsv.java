package trafficinsights.report.events;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.RowOutput;
import trafficinsights.model.events.Event;
import trafficinsights.report.CsvOutput;

/// Writes `events.csv`, one row per event.
public final class EventCsv {
    public static final String FILE_NAME = "events.csv";

    private EventCsv() {}

    public static void write(Path target, List<Event> events) {
        try (CsvOutput csv =
                CsvOutput.create(target, "start", "end", "kind", "text", "server", "count")) {
            events.forEach(event -> row(csv, event));
            csv.commit();
        }
    }

    /// Writes an event as a row of the file's columns.
    public static void row(RowOutput rows, Event event) {
        rows.time(event.startMicros());
        if (event.endMicros().isPresent()) {
            rows.time(event.endMicros().getAsLong());
        } else {
            rows.empty();
        }
        rows.text(event.kind())
                .text(event.text())
                .text(event.server())
                .number(event.count())
                .endRow();
    }
}
