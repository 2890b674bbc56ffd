package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// A program of its own that follows topics into a store, to be killed. It says when it reads, and
/// ends by itself after a time; what it has read then is kept.
final class KafkaFollower {
    private KafkaFollower() {}

    static RunSpec spec(String address, Path store) {
        RunSource.Logs logs = new RunSource.Logs(List.of(), "haproxy");
        return RunSpec.inMemory(RunSource.Tail.of(logs, List.of(address), true)).withStore(store);
    }

    /// @param args address, store, milliseconds of reading after which the run ends
    public static void main(String[] args) throws Exception {
        try (Run run = Runs.start(spec(args[0], Path.of(args[1])))) {
            RunBench.await("the start", () -> run.progress().stage() == RunProgress.Stage.READING);
            System.out.println("reading");
            Thread.sleep(Long.parseLong(args[2]));
            run.stopFollowing();
            Outcome<RunSummary> outcome = run.await();
            if (outcome instanceof Outcome.Rejected<RunSummary>(Problem problem)) {
                System.err.println(problem);
                System.exit(1);
            }
            System.exit(0);
        }
    }
}
