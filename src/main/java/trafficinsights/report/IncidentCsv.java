package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.Incident;

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
                        "sentence")) {
            for (Incident incident : incidents) {
                csv.time(incident.startMicros())
                        .time(incident.endMicros())
                        .text(incident.severity().label())
                        .text(incident.metric().seriesName())
                        .text(incident.dimension().label())
                        .text(incident.key())
                        .number(incident.share(), DECIMALS)
                        .text(incident.sentence())
                        .endRow();
            }
            csv.commit();
        }
    }
}
