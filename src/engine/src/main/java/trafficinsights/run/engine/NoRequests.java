package trafficinsights.run.engine;

import java.util.Map;
import java.util.stream.Stream;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.report.RunReport;

/// Logs of which nothing is a request are an error, not an empty result, whatever else their lines
/// are. Threads: stateless.
final class NoRequests {
    private NoRequests() {}

    /// @param title of what was read
    /// @throws trafficinsights.model.ProblemException when logs were read and none of their lines
    ///   is a request
    static void refuse(WorkSource source, String title, RunReport.Counts counts) {
        boolean isOfLogs = !source.inputs().isEmpty() && !source.isLive();
        if (!isOfLogs || counts.requests() > 0 || counts.lines() == 0) {
            return;
        }
        StringBuilder kinds = new StringBuilder();
        Stream.of(counts.rejects(), counts.others())
                .flatMap(lines -> lines.entrySet().stream())
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .forEach(kind ->
                        kinds.append(kinds.isEmpty() ? "" : ", ")
                                .append(NumberText.exact(kind.getValue()))
                                .append(' ')
                                .append(kind.getKey()));
        throw Problem.of(
                        "input.no-requests",
                        "%s was read as %s, but has no requests: its lines are %s. Check the format, or set it with --format or --log-format."
                                .formatted(title, source.inputs().getFirst().format(), kinds))
                .asException();
    }
}
