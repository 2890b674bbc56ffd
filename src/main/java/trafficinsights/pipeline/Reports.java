package trafficinsights.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.report.StoredReport;
import trafficinsights.report.ReportReading;

/// Reports for looking at. Threads: any.
public final class Reports {
    private Reports() {}

    /// A report as the warehouse or a file keeps it.
    public static Outcome<StoredReport> parse(String json) {
        try {
            return Outcome.ok(ReportReading.of(json));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// Reads an `analytics_report.json`; waits for the disk.
    public static Outcome<StoredReport> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "report.read",
                            "%s could not be read. Check that it is there, and its rights."
                                    .formatted(file),
                            e));
        }
    }
}
