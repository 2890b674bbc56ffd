package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.Incident;
import trafficinsights.model.RowOutput;

/// Writes `incidents.csv`, one row per incident.
public final class IncidentCsv {
    public static final String FILE_NAME = "incidents.csv";

    private static final int DECIMALS = 6;

    private IncidentCsv() {}

    public static void write(Path target, List<Incident> incidents) {
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
                        "deviation")) {
            for (Incident incident : incidents) {
                row(csv, incident);
            }
            csv.commit();
        }
    }

    /// Writes an incident as a row of the file, or of the store, whose columns are the same.
    public static void row(RowOutput rows, Incident incident) {
        rows.time(incident.startMicros())
                .time(incident.endMicros())
                .text(incident.severity().label())
                .text(incident.metric().seriesName())
                .text(incident.dimension().label())
                .text(incident.key())
                .number(incident.share(), DECIMALS)
                .text(incident.sentence())
                .time(incident.detectedMicros())
                .number(incident.deviation(), DECIMALS)
                .endRow();
    }
}
