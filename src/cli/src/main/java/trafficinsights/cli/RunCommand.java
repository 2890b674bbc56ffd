package trafficinsights.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.model.ProblemException;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Generate or read, analyse, report, store: the whole flow.
@Command(
        name = "run",
        description = "Reads logs or generates traffic, analyses it and writes the report.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private OutputOptions.Store store = new OutputOptions.Store();
    @Mixin private InputOptions input = new InputOptions();
    @Mixin private InputOptions.Events events = new InputOptions.Events();
    @Mixin private ReportOptions report = new ReportOptions();
    @Mixin private ScenarioOptions scenario = new ScenarioOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the report and its tables.")
    private @Nullable Path out;

    @Option(
            names = "--warehouse",
            paramLabel = "PROFILE",
            description = "Push the run to this profile's warehouse when it ends.")
    private @Nullable String warehouse;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "File format of generated requests: csv, parquet, none (csv).")
    private RequestOutput requests = RequestOutput.CSV;

    /// Exactly one of them.
    static final class Source {
        @Option(
                names = "--input",
                arity = "1..*",
                paramLabel = "FILE|ADDRESS",
                description = {
                    "Log files: plain, gzip or zstd. Patterns such as *.log are allowed.",
                    "With an address, such as syslog+udp://127.0.0.1:5514, the run follows all of",
                    "them until Ctrl+C."
                })
        private @Nullable List<String> files;

        @Option(
                names = "--scenario",
                paramLabel = "NAME|FILE",
                description = "Built-in scenario, or a scenario file.")
        private @Nullable String scenario;
    }

    @Override
    public Integer call() {
        RunConsole console = new RunConsole(common);
        RunSource from;
        try {
            from = source();
        } catch (ProblemException e) {
            return console.failed(e.problem());
        }
        RunSpec spec =
                report.applyTo(RunSpec.inMemory(from))
                        .withOut(out)
                        .withEvents(events.files(input))
                        .withStore(store.store())
                        .withWindow(common.window())
                        .withThreads(common.threads())
                        .withSpeed(scenario.speed(common))
                        .withRequests(requests);
        if (from.isFollowed()) {
            return console.follow(spec, null);
        }
        return warehouse == null
                ? console.run(spec)
                : new WarehouseConsole(common.spec(), common.isJson(), common.isQuiet())
                        .runAndPush(console, spec, warehouse);
    }

    private RunSource source() {
        if (source.files != null) {
            if (scenario.isGiven()) {
                throw common.wrong(
                        "--rows, --seed, --duration, --realtime and --speed require --scenario");
            }
            return source.files.stream().anyMatch(RunSource::isAddress)
                    ? followed(source.files)
                    : input.source(source.files);
        }
        String name = source.scenario;
        return scenario.source(name == null ? "" : name, common);
    }

    private RunSource followed(List<String> inputs) {
        if (warehouse != null) {
            throw common.wrong(
                    "--warehouse needs an end, and an address has none. Use --store FILE, stop the run, then use `workbench warehouse push --store FILE`");
        }
        return input.followed(inputs, true);
    }
}
