package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.Anomaly;
import trafficinsights.model.RowOutput;

/// Writes `anomalies.csv`, one row per anomaly; figures are in the metric's own unit.
public final class AnomalyCsv {
    public static final String FILE_NAME = "anomalies.csv";

    private static final int DECIMALS = 6;

    private AnomalyCsv() {}

    public static void write(Path target, List<Anomaly> anomalies) {
        try (CsvOutput csv =
                CsvOutput.create(
                        target,
                        "start",
                        "end",
                        "dimension",
                        "key",
                        "metric",
                        "unit",
                        "severity",
                        "score",
                        "observed",
                        "expected",
                        "band_low",
                        "band_high",
                        "deviation")) {
            for (Anomaly anomaly : anomalies) {
                row(csv, anomaly);
            }
            csv.commit();
        }
    }

    /// Writes an anomaly as a row of the file's columns.
    public static void row(RowOutput rows, Anomaly anomaly) {
        rows.time(anomaly.startMicros())
                .time(anomaly.endMicros())
                .text(anomaly.dimension().label())
                .text(anomaly.key())
                .text(anomaly.metric().seriesName())
                .text(anomaly.metric().unit().label())
                .text(anomaly.severity().label())
                .number(anomaly.score(), DECIMALS)
                .number(anomaly.observed(), DECIMALS)
                .number(anomaly.expected(), DECIMALS)
                .number(anomaly.bandLow(), DECIMALS)
                .number(anomaly.bandHigh(), DECIMALS)
                .number(anomaly.deviation(), DECIMALS)
                .endRow();
    }
}
