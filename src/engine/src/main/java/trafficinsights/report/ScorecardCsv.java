package trafficinsights.report;

import java.nio.file.Path;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;

/// Writes `scorecard.csv`: how well each detector, and all together at rising limits, agree with
/// what really happened. `limit` is empty for detectors as they are.
public final class ScorecardCsv {
    public static final String FILE_NAME = "scorecard.csv";

    private static final int DECIMALS = 4;

    private ScorecardCsv() {}

    public static void write(Path target, Scorecard scorecard) {
        try (CsvOutput csv =
                CsvOutput.create(
                        target,
                        "detector",
                        "limit",
                        "truths",
                        "found",
                        "alarms",
                        "false_alarms",
                        "precision",
                        "recall",
                        "f1",
                        "median_seconds_to_detect",
                        "false_alarms_per_day")) {
            for (Row row : scorecard.rows()) {
                write(csv, Double.NaN, row);
            }
            for (Step step : scorecard.sweep()) {
                write(csv, step.limit(), step.row());
            }
            csv.commit();
        }
    }

    private static void write(CsvOutput csv, double limit, Row row) {
        csv.text(row.detector())
                .number(limit, DECIMALS)
                .number(row.truths())
                .number(row.found())
                .number(row.alarms())
                .number(row.falseAlarms())
                .number(row.precision(), DECIMALS)
                .number(row.recall(), DECIMALS)
                .number(row.f1(), DECIMALS)
                .number(row.medianSecondsToDetect(), DECIMALS)
                .number(row.falseAlarmsPerDay(), DECIMALS)
                .endRow();
    }
}
