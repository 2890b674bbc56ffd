package trafficinsights.ui.investigate;

import trafficinsights.model.shift.Spans;
import trafficinsights.run.spec.RunSpec;

/// A run's source once more, for a question about it. Threads: stateless.
final class SourceAgain {
    private SourceAgain() {}

    /// The same requests at full speed; nothing is written. What is followed is read as it is now.
    static RunSpec spec(RunSpec shown, Spans spans) {
        RunSpec again = RunSpec.inMemory(shown.reading().source().again());
        return again.withWindow(shown.reading().window())
                .withThreads(shown.reading().threads())
                .withSpans(spans);
    }
}
