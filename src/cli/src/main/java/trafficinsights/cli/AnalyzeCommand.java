package trafficinsights.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.run.spec.RunSpec;

/// Measures logs, or what a store holds.
@Command(
        name = "analyze",
        description = "Analyses logs or a store and writes the report.",
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private SourceOptions source = new SourceOptions();
    @Mixin private InputOptions.Events events = new InputOptions.Events();
    @Mixin private ReportOptions report = new ReportOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        return new RunConsole(common)
                .run(
                        report.applyTo(RunSpec.inMemory(source.source(common)))
                                .withOut(out)
                                .withEvents(events.files(source.input()))
                                .withWindow(common.window())
                                .withThreads(common.threads()));
    }
}
