package trafficinsights.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Follows log files while they grow.
@Command(
        name = "tail",
        description = {
            "Follows growing logs and prints each KPI window when it is complete.",
            "Enter pauses and continues. Ctrl+C stops and writes the report."
        },
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private OutputOptions.Store store = new OutputOptions.Store();
    @Mixin private InputOptions input = new InputOptions();
    @Mixin private InputOptions.Events events = new InputOptions.Events();
    @Mixin private ReportOptions report = new ReportOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files that grow.")
    private List<String> files = List.of();

    @Option(
            names = "--from-start",
            description = "Also read the existing content, not only new lines.")
    private boolean isFromStart;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the report.")
    private @Nullable Path out;

    @Option(
            names = "--for",
            paramLabel = "LENGTH",
            converter = DurationConverter.class,
            description = "Stop after this time, such as 10m (never).")
    private @Nullable Duration length;

    @Override
    public Integer call() {
        RunSpec spec =
                report.applyTo(
                                RunSpec.inMemory(
                                        new RunSource.Tail(input.source(files), isFromStart)))
                        .withOut(out)
                        .withStore(store.store())
                        .withEvents(events.files(input))
                        .withWindow(common.window());
        return new RunConsole(common).follow(spec, length);
    }
}
