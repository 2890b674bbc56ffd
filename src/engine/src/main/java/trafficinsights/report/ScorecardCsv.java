package trafficinsights.report;

import java.nio.file.Path;
import java.util.stream.Stream;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Measure;
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
                        Stream.concat(
                                        Stream.of("detector", "limit"),
                                        Stream.of(Measure.values()).map(Measure::column))
                                .toArray(String[]::new))) {
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
        csv.text(row.detector()).number(limit, DECIMALS);
        for (Measure measure : Measure.values()) {
            csv.number(row.value(measure), DECIMALS);
        }
        csv.endRow();
    }
}
