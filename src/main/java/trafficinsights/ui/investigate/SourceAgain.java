package trafficinsights.ui.investigate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.shift.Spans;
import trafficinsights.pipeline.RunSource;
import trafficinsights.pipeline.RunSpec;

/// A run's source once more, for a question about it. Threads: stateless.
final class SourceAgain {
    private SourceAgain() {}

    /// The same requests at full speed; nothing is written. What is followed is read as it is now.
    static RunSpec spec(RunSpec shown, Spans spans) {
        RunSpec again = RunSpec.inMemory(source(shown.source()));
        return again.withWindow(shown.window()).withThreads(shown.threads()).withSpans(spans);
    }

    private static RunSource source(RunSource shown) {
        return switch (shown) {
            case RunSource.Tail tail -> tail.logs();
            case RunSource.Logs logs -> logs;
            case RunSource.Metrics metrics -> metrics;
            case RunSource.Generated generated -> generated;
            case RunSource.Stored stored -> stored;
        };
    }

    /// Sizes and times of the source's files; a file that changed is another source.
    static List<String> state(RunSpec shown) {
        List<Path> files =
                switch (shown.source()) {
                    case RunSource.Tail tail -> tail.logs().files();
                    case RunSource.Logs logs -> logs.files();
                    case RunSource.Metrics metrics -> metrics.files();
                    case RunSource.Generated generated -> List.of();
                    case RunSource.Stored stored -> List.of(stored.store());
                };
        List<String> state = new ArrayList<>();
        for (Path file : files) {
            try {
                state.add(Files.size(file) + " " + Files.getLastModifiedTime(file));
            } catch (IOException missing) {
                // The run itself will say so, in words.
                state.add("missing");
            }
        }
        return state;
    }
}
