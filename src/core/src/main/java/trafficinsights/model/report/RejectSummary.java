package trafficinsights.model.report;

import java.util.List;
import trafficinsights.model.Reject;

/// What a file of rejected lines holds.
///
/// @param causes the most frequent first
/// @param first lines, in the order of the input
public record RejectSummary(long count, List<Cause> causes, List<Reject> first) {
    public RejectSummary {
        causes = List.copyOf(causes);
        first = List.copyOf(first);
    }

    /// How many lines were refused for one cause.
    public record Cause(String text, long count) {}
}
