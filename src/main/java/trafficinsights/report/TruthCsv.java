package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.TruthInterval;

/// Writes `test_metrics.csv`: what was injected into generated traffic, for scoring detectors.
public final class TruthCsv {
    public static final String FILE_NAME = "test_metrics.csv";

    private static final int DECIMALS = 6;

    private TruthCsv() {}

    public static void write(Path target, List<TruthInterval> truth) {
        try (CsvOutput csv =
                CsvOutput.create(target, "kind", "target", "start", "end", "strength")) {
            for (TruthInterval interval : truth) {
                csv.text(interval.kind())
                        .text(interval.target())
                        .time(interval.startMicros())
                        .time(interval.endMicros())
                        .number(interval.strength(), DECIMALS)
                        .endRow();
            }
            csv.commit();
        }
    }
}
