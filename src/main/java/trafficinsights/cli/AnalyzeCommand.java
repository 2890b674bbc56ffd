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

/// Measures logs, or what a store holds.
@Command(
        name = "analyze",
        description = "Measures logs or a store and writes the report.",
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private InputOptions input = new InputOptions();
    @Mixin private ReportOptions report = new ReportOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Log files, plain, gzip or zstd; patterns are resolved.")
    private List<String> files = List.of();

    @Option(
            names = "--store",
            paramLabel = "FILE.duckdb",
            description = "Store to read instead of files.")
    private @Nullable Path store;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write to.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        return new RunConsole(common)
                .run(
                        report.applyTo(RunSpec.inMemory(source()))
                                .withOut(out)
                                .withWindow(common.window())
                                .withThreads(common.threads()));
    }

    private RunSource source() {
        Path from = store;
        if (from != null && files.isEmpty()) {
            return new RunSource.Stored(from);
        }
        if (from == null && !files.isEmpty()) {
            return input.source(files);
        }
        throw common.wrong("name either log files or --store");
    }
}
