package trafficinsights.run.alert;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.alerts.ReceiverFile;
import trafficinsights.alerts.Sending;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.alerts.Answer;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.home.ToolVersion;

/// Files of receivers, for the command line.
public final class AlertFiles {
    private AlertFiles() {}

    /// Sends a test to every receiver of a file, once each, and reports what came back.
    public static Outcome<List<Answer>> test(Path file) {
        RunProgress nothing =
                new RunProgress(RunProgress.Stage.STARTING, 0, 0, 0, 0, 0, 0, -1, 0, false);
        RunFigures figures = new RunFigures(() -> nothing);
        try {
            Sending sending =
                    Sending.open(ReceiverFile.read(file), ToolVersion.text(), figures::samples);
            try {
                return Outcome.ok(sending.probe(figures.samples()));
            } finally {
                sending.closeNow();
            }
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.rejected(
                    Problem.of("run.cancelled", "The test of the receivers was cancelled."));
        }
    }
}
