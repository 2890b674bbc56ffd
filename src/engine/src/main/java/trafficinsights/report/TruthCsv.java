package trafficinsights.report;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.TruthInterval;

/// Writes `test_metrics.csv`: what really happened, and whether it was found; `found` is empty
/// where nothing was looked for.
public final class TruthCsv {
    public static final String FILE_NAME = "test_metrics.csv";

    private static final int DECIMALS = 6;

    private TruthCsv() {}

    public static void write(Path target, List<TruthInterval> truth, Scorecard scorecard) {
        Map<TruthInterval, Found> found = new HashMap<>();
        scorecard.truths().forEach(f -> found.put(f.truth(), f));
        try (CsvOutput csv =
                CsvOutput.create(
                        target,
                        "kind",
                        "target",
                        "start",
                        "end",
                        "strength",
                        "found",
                        "seconds_to_detect",
                        "found_as")) {
            for (TruthInterval interval : truth) {
                csv.text(interval.kind())
                        .text(interval.target())
                        .time(interval.startMicros())
                        .time(interval.endMicros())
                        .number(interval.strength(), DECIMALS);
                Found here = found.get(interval);
                csv.text(here == null ? "" : here.isFound() ? "yes" : "no")
                        .number(here == null ? Double.NaN : here.secondsToDetect(), DECIMALS)
                        .text(here == null ? "" : here.key())
                        .endRow();
            }
            csv.commit();
        }
    }
}
