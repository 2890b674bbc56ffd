package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.rules.Alert;

/// Writes `alerts.csv`, one row for each time a series broke a rule; figures are in the unit of the
/// rule's figure.
public final class AlertCsv {
    public static final String FILE_NAME = "alerts.csv";

    private static final int DECIMALS = 6;

    private AlertCsv() {}

    public static void write(Path target, List<Alert> alerts) {
        try (CsvOutput csv =
                CsvOutput.create(
                        target,
                        "start",
                        "end",
                        "state",
                        "severity",
                        "rule",
                        "dimension",
                        "key",
                        "observed",
                        "limit",
                        "sentence")) {
            for (Alert alert : alerts) {
                csv.time(alert.startMicros())
                        .time(alert.endMicros())
                        .text(alert.state().label())
                        .text(alert.severity().label())
                        .text(alert.rule())
                        .text(alert.dimension().label())
                        .text(alert.key())
                        .number(alert.observed(), DECIMALS)
                        .number(alert.limit(), DECIMALS)
                        .text(alert.sentence())
                        .endRow();
            }
            csv.commit();
        }
    }
}
