package trafficinsights.report;

import java.nio.file.Path;
import trafficinsights.model.Incident;
import trafficinsights.model.RowOutput;
import trafficinsights.model.report.RunReport;

/// Writes `incidents.csv`, one row per incident.
public final class IncidentCsv {
    public static final String FILE_NAME = "incidents.csv";

    private static final int DECIMALS = 6;

    private IncidentCsv() {}

    public static void write(Path target, RunReport report) {
        try (CsvOutput csv =
                CsvOutput.create(
                        target,
                        "start",
                        "end",
                        "severity",
                        "metric",
                        "dimension",
                        "key",
                        "share",
                        "sentence",
                        "detected",
                        "event_before")) {
            for (Incident incident : report.incidents()) {
                fields(csv, incident).time(incident.detectedMicros());
                before(csv, report, incident).endRow();
            }
            csv.commit();
        }
    }

    /// Writes the incidents as rows of the store's columns: those of the file but for when they
    /// were found.
    public static void rows(RowOutput rows, RunReport report) {
        for (Incident incident : report.incidents()) {
            before(fields(rows, incident), report, incident).endRow();
        }
    }

    private static RowOutput before(RowOutput rows, RunReport report, Incident incident) {
        return report.eventBefore(incident)
                .map(before -> rows.text(before.words()))
                .orElseGet(rows::empty);
    }

    private static RowOutput fields(RowOutput rows, Incident incident) {
        return rows.time(incident.startMicros())
                .time(incident.endMicros())
                .text(incident.severity().label())
                .text(incident.metric().seriesName())
                .text(incident.dimension().label())
                .text(incident.key())
                .number(incident.share(), DECIMALS)
                .text(incident.sentence());
    }
}
