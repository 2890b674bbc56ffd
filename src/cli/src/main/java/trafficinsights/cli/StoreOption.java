package trafficinsights.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The store that a run is added to.
final class StoreOption {
    @Option(names = "--store", paramLabel = "FILE.duckdb", description = "Store to add to.")
    private @Nullable Path store;

    @Nullable Path store() {
        return store;
    }
}
