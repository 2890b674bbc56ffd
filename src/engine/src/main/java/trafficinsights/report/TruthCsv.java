package trafficinsights.report;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.TruthInterval.Evidence;

/// Writes `test_metrics.csv`: what really happened, and whether it was found; `found` is empty
/// where nothing was looked for.
public final class TruthCsv {
    public static final String FILE_NAME = "test_metrics.csv";

    private static final int DECIMALS = 6;

    /// Empty where nothing was looked for.
    private static final int FOUND_COLUMNS = 8;

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
                        "found_as",
                        "right_target",
                        "in_time",
                        "start_error_seconds",
                        "end_error_seconds",
                        "alarms",
                        "visible",
                        "benign",
                        "lead_start",
                        "tail_end",
                        "metrics",
                        "also")) {
            for (TruthInterval interval : truth) {
                csv.text(interval.kind())
                        .text(interval.target())
                        .time(interval.startMicros())
                        .time(interval.endMicros())
                        .number(interval.strength(), DECIMALS);
                Found here = found.get(interval);
                write(csv, here);
                write(csv, interval.evidence());
                csv.endRow();
            }
            csv.commit();
        }
    }

    private static void write(CsvOutput csv, @Nullable Found found) {
        if (found == null) {
            for (int i = 0; i < FOUND_COLUMNS; i++) {
                csv.text("");
            }
            return;
        }
        csv.text(yesOrNo(found.isFound()))
                .number(found.secondsToDetect(), DECIMALS)
                .text(found.key())
                .text(found.isFound() ? yesOrNo(found.isRightTarget()) : "")
                .text(found.isFound() ? yesOrNo(found.isInTime()) : "")
                .number(found.startErrorSeconds(), DECIMALS)
                .number(found.endErrorSeconds(), DECIMALS)
                .number(found.alarms());
    }

    private static void write(CsvOutput csv, Evidence evidence) {
        csv.text(yesOrNo(evidence.isVisible()))
                .text(yesOrNo(evidence.isBenign()))
                .time(evidence.leadStartMicros())
                .time(evidence.tailEndMicros())
                .text(String.join("|", evidence.metrics()))
                .text(String.join("|", evidence.also()));
    }

    private static String yesOrNo(boolean is) {
        return is ? "yes" : "no";
    }
}
