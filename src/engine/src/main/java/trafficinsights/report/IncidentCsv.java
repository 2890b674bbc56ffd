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
                        "deviation",
                        "event_before")) {
            rows(csv, report);
            csv.commit();
        }
    }

    /// Writes the incidents as rows of the file, or of the store, whose columns are the same.
    public static void rows(RowOutput rows, RunReport report) {
        for (Incident incident : report.incidents()) {
            row(rows, incident);
            report.eventBefore(incident)
                    .map(before -> rows.text(before.words()))
                    .orElseGet(rows::empty)
                    .endRow();
        }
    }

    private static void row(RowOutput rows, Incident incident) {
        rows.time(incident.startMicros())
                .time(incident.endMicros())
                .text(incident.severity().label())
                .text(incident.metric().seriesName())
                .text(incident.dimension().label())
                .text(incident.key())
                .number(incident.share(), DECIMALS)
                .text(incident.sentence())
                .time(incident.detectedMicros())
                .number(incident.deviation(), DECIMALS);
    }
}
