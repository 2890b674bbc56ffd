package trafficinsights.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Makes traffic and writes it, without measuring it.
@Command(
        name = "generate",
        description = "Generates traffic from a scenario, with its ground truth.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private ScenarioOptions.Name name = new ScenarioOptions.Name();
    @Mixin private ScenarioOptions scenario = new ScenarioOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
    private @Nullable Path out;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "File format of the requests: csv, parquet, none (csv).")
    private RequestOutput requests = RequestOutput.CSV;

    @Override
    public Integer call() {
        return new RunConsole(common)
                .run(
                        RunSpec.inMemory(scenario.source(name.name(), common))
                                .withOut(out)
                                .withThreads(common.threads())
                                .withSpeed(scenario.speed(common))
                                .withRequests(requests)
                                .withAnalyze(false));
    }
}
