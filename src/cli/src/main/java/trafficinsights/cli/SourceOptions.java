package trafficinsights.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trafficinsights.run.spec.RunSource;

/// Requests that are there: log files or a store.
final class SourceOptions {
    @Mixin private InputOptions input = new InputOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Log files: plain, gzip or zstd. Patterns such as *.log are allowed.")
    private List<String> files = List.of();

    @Option(
            names = "--store",
            paramLabel = "FILE.duckdb",
            description = "Store to read instead of files.")
    private @Nullable Path store;

    /// How log files are read.
    InputOptions input() {
        return input;
    }

    RunSource source(CommonOptions common) {
        Path from = store;
        if (from != null && files.isEmpty()) {
            return new RunSource.Stored(from);
        }
        if (from == null && !files.isEmpty()) {
            return input.source(files);
        }
        throw common.wrong("specify log files or --store");
    }
}
