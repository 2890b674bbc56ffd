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
import trafficinsights.model.ProblemException;
import trafficinsights.run.spec.RunSpec;

/// Follows log files while they grow, and what is sent to an address.
@Command(
        name = "tail",
        description = {
            "Follows growing logs, or listens to an address such as syslog+udp://127.0.0.1:5514,",
            "and prints each KPI window when it is complete. Several of both make one picture.",
            "Enter pauses and continues. Ctrl+C stops and writes the report."
        },
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private OutputOptions.Store store = new OutputOptions.Store();
    @Mixin private InputOptions input = new InputOptions();
    @Mixin private InputOptions.Events events = new InputOptions.Events();
    @Mixin private ReportOptions report = new ReportOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|ADDRESS",
            description = "Log files that grow, or addresses (docs/formats.md).")
    private List<String> inputs = List.of();

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
        RunSpec spec;
        try {
            spec = report.applyTo(RunSpec.inMemory(input.followed(inputs, isFromStart)));
        } catch (ProblemException e) {
            return new RunConsole(common).failed(e.problem());
        }
        spec =
                spec.withOut(out)
                        .withStore(store.store())
                        .withEvents(events.files(input))
                        .withWindow(common.window());
        return new RunConsole(common).follow(spec, length);
    }
}
