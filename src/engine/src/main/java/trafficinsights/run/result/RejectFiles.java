package trafficinsights.run.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.table.RejectCsv;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.report.RejectSummary;
import trafficinsights.run.engine.RunOutputs;
import trafficinsights.run.spec.RunSpec;

/// Files of lines that a run could not read. Threads: any; the work is done on the thread that
/// calls, and an interrupt ends it.
public final class RejectFiles {
    private RejectFiles() {}

    /// Where a run puts them; null when it keeps none.
    public static @Nullable Path of(RunSpec spec) {
        Path out = spec.writing().out();
        Path own = spec.writing().rejects();
        return own != null || out == null ? own : out.resolve(RunOutputs.REJECTS_NAME);
    }

    /// @param most first lines that are kept
    public static Outcome<RejectSummary> read(Path file, int most) throws InterruptedException {
        try {
            return Outcome.ok(RejectCsv.read(file, most));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// Copies the file to a place of the person's; what is there is replaced.
    public static Outcome<Path> copy(Path file, Path target) {
        try {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return Outcome.ok(target);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "rejects.write",
                            ("The rejected lines could not be written to %s. Check"
                                            + " the folder's permissions and free space.")
                                    .formatted(target),
                            e));
        }
    }
}
