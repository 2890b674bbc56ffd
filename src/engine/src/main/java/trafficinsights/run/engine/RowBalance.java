package trafficinsights.run.engine;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;

/// Compares what a run has read with what it has measured, counted in different places: a report
/// whose rows do not add up is not written. Threads: one.
final class RowBalance {
    private final List<String> differences = new ArrayList<>();

    /// Notes two counts that must be equal.
    void expect(String left, long leftCount, String right, long rightCount) {
        if (leftCount != rightCount) {
            differences.add(
                    "%s %s against %s %s"
                            .formatted(
                                    NumberText.exact(leftCount),
                                    left,
                                    NumberText.exact(rightCount),
                                    right));
        }
    }

    /// @throws trafficinsights.model.ProblemException when any two counts differ
    void refuseUnlessEven() {
        if (!differences.isEmpty()) {
            throw new Problem(
                            "run.unbalanced",
                            "The report was not written because its counts do not agree: %s. Run it"
                                            .formatted(differences.getFirst())
                                    + " again. If it fails again, report the error with the program log.",
                            String.join("; ", differences),
                            null)
                    .asException();
        }
    }

    /// Requests in the windows of all traffic.
    static long requests(List<KpiWindow> series) {
        return series.stream()
                .filter(window -> window.dimension() == Dimension.TOTAL)
                .mapToLong(window -> window.kpi().requests())
                .sum();
    }
}
