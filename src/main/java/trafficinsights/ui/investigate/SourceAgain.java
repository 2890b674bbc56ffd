package trafficinsights.ui.investigate;

import trafficinsights.model.shift.Spans;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// A run's source once more, for a question about it. Threads: stateless.
final class SourceAgain {
    private SourceAgain() {}

    /// The same requests at full speed; nothing is written. What is followed is read as it is now.
    static RunSpec spec(RunSpec shown, Spans spans) {
        RunSpec again = RunSpec.inMemory(source(shown.source()));
        return again.withWindow(shown.window()).withThreads(shown.threads()).withSpans(spans);
    }

    /// What is followed is read as it is now.
    static RunSource source(RunSource shown) {
        return switch (shown) {
            case RunSource.Tail tail -> tail.logs();
            case RunSource.Logs logs -> logs;
            case RunSource.Metrics metrics -> metrics;
            case RunSource.Generated generated -> generated;
            case RunSource.Stored stored -> stored;
        };
    }
}
