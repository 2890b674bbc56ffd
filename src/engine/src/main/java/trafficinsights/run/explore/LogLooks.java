package trafficinsights.run.explore;

import java.nio.file.Path;
import trafficinsights.ingest.log.LogFiles;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;
import trafficinsights.model.explore.LogLook;
import trafficinsights.run.spec.RunSource;

/// How logs would be read, for the window and the command line.
public final class LogLooks {
    private LogLooks() {}

    /// @param file one of the logs, or another that is read as they are
    /// @param lines to show, at most
    public static Outcome<LogLook> look(RunSource.Logs logs, Path file, int lines) {
        try {
            return Outcome.ok(LogFiles.look(file, logs.options(), lines));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }
}
