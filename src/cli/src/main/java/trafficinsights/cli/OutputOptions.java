package trafficinsights.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command says what came of a run.
class OutputOptions extends JsonOption {
    @Option(names = "--quiet", description = "No progress and no summary.")
    private boolean isQuiet;

    /// The store that a run is added to.
    static final class Store {
        @Option(names = "--store", paramLabel = "FILE.duckdb", description = "Store to add to.")
        private @Nullable Path store;

        @Nullable Path store() {
            return store;
        }
    }

    final boolean isQuiet() {
        return isQuiet;
    }
}
