package trafficinsights.run.series;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;

/// What a detection over files came to.
///
/// @param files that were scored, in the order of their names
/// @param failures why other files were not
public record DetectSummary(
        Path out, List<ScoredFile> files, List<Problem> failures, double seconds) {
    public DetectSummary {
        files = List.copyOf(files);
        failures = List.copyOf(failures);
    }

    /// One file that was scored.
    ///
    /// @param name relative path, the same below input and output
    /// @param rows written
    /// @param missing of them without a value; their score is 0
    /// @param alarms of them with a score at or above the threshold
    /// @param rejectCount rows that could not be read and were left out
    /// @param rejects the first of them
    public record ScoredFile(
            String name,
            long rows,
            long missing,
            long alarms,
            long rejectCount,
            List<Reject> rejects) {
        public ScoredFile {
            rejects = List.copyOf(rejects);
        }
    }

    public long rows() {
        return files.stream().mapToLong(ScoredFile::rows).sum();
    }

    public long alarms() {
        return files.stream().mapToLong(ScoredFile::alarms).sum();
    }

    public long rejects() {
        return files.stream().mapToLong(ScoredFile::rejectCount).sum();
    }
}
