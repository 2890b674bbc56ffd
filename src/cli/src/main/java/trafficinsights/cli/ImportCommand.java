package trafficinsights.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trafficinsights.run.spec.RunSpec;

/// Reads logs into a store, without measuring them.
@Command(name = "import", description = "Reads logs into a store.", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private InputOptions input = new InputOptions();
    @Mixin private InputOptions.Events events = new InputOptions.Events();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Log files: plain, gzip or zstd. Patterns such as *.log are allowed.")
    private List<String> files = List.of();

    @Option(
            names = "--store",
            paramLabel = "FILE.duckdb",
            required = true,
            description = "Store to add to. It is created if it does not exist.")
    private @Nullable Path store;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "CSV file for lines that could not be read.")
    private @Nullable Path rejects;

    @Override
    public Integer call() {
        return new RunConsole(common)
                .run(
                        RunSpec.inMemory(input.source(files))
                                .withStore(store)
                                .withEvents(events.files(input))
                                .withRejects(rejects)
                                .withThreads(common.threads())
                                .withAnalyze(false));
    }
}
