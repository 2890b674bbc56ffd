package trafficinsights.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Reads metrics of servers.
@Command(
        name = "metrics",
        description = "Reads server metrics: HAProxy statistics, or any CSV file with a mapping.",
        mixinStandardHelpOptions = true)
final class MetricsCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private OutputOptions.Store store = new OutputOptions.Store();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV files: plain, gzip or zstd.")
    private List<String> files = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "FILE.yaml",
            description =
                    "Mapping file (docs/formats.md). Without it, HAProxy statistics are expected.")
    private @Nullable Path mapping;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for server_metrics.csv.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (out == null && store.store() == null) {
            throw common.wrong("specify where to write the metrics: --out or --store");
        }
        List<Path> paths = InputOptions.files(files, common.spec());
        return new RunConsole(common)
                .run(
                        RunSpec.inMemory(new RunSource.Metrics(paths, mapping))
                                .withOut(out)
                                .withStore(store.store())
                                .withThreads(1)
                                .withAnalyze(false));
    }
}
