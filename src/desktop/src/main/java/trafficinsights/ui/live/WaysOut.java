package trafficinsights.ui.live;

import java.util.Set;
import trafficinsights.model.Problem;

/// What a person can do here about files of which nothing could be read.
final class WaysOut {
    private static final Set<String> FORMAT =
            Set.of(
                    "input.unknown-format",
                    "input.unknown-json",
                    "input.no-requests",
                    "log.latency-unit");

    private static final Set<String> COLUMNS =
            Set.of("csv.unsure", "csv.no-time", "csv.none", "csv.uneven", "csv.column");

    private WaysOut() {}

    /// Whether the columns of a table are not known. A log with marks between its fields looks like
    /// a table.
    static boolean isAboutColumns(Problem problem) {
        return COLUMNS.contains(problem.code());
    }

    /// Whether the way in which a log is read may be wrong.
    static boolean isAboutFormat(Problem problem) {
        return FORMAT.contains(problem.code()) || isAboutColumns(problem);
    }
}
