package trafficinsights.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import trafficinsights.model.Outcome;
import trafficinsights.pipeline.Run;
import trafficinsights.pipeline.RunSource;
import trafficinsights.pipeline.RunSpec;
import trafficinsights.pipeline.RunSummary;
import trafficinsights.pipeline.Runs;

/// What the build runs once to record which classes a start needs, for the AOT cache: a small run
/// with every output.
public final class StartupTraining {
    private StartupTraining() {}

    /// @param arguments a folder to write to
    public static void main(String[] arguments) throws InterruptedException {
        Path out = Path.of(arguments[0]);
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        "bad-deploy",
                                        OptionalLong.of(20_000),
                                        OptionalLong.empty()))
                        .withOut(out)
                        .withStore(out.resolve("training.duckdb"))
                        .withRequests(RunSpec.RequestOutput.CSV)
                        .withWindow(Duration.ofSeconds(10));
        try (Run run = Runs.start(spec)) {
            Outcome<RunSummary> outcome = run.await();
            if (outcome instanceof Outcome.Rejected<RunSummary> rejected) {
                throw rejected.problem().asException();
            }
        }
    }
}
