package trafficinsights.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.compare.Whatif;

/// Two runs from one seed, without and with changes.
@Command(
        name = "whatif",
        description = "Runs a scenario without and with changes and compares the results.",
        mixinStandardHelpOptions = true)
final class WhatifCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private ScenarioOptions.Name scenario = new ScenarioOptions.Name();
    @Mixin private PlayOptions play = new PlayOptions();

    @Option(
            names = "--change",
            paramLabel = "PATH=VALUE",
            required = true,
            description =
                    "Change to make: retries=3, out=eu-2, latency=+50ms,"
                            + " rate=*1.5, failures=none, or a path in the file such as"
                            + " routes./search.medianMillis=+50. Repeatable.")
    private List<String> changes = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Output folder for both reports and the comparison.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        RunConsole console = new RunConsole(common);
        Whatif whatif =
                new Whatif(
                        scenario.name(),
                        changes,
                        play.seed(),
                        play.duration(),
                        out,
                        common.window(),
                        common.threads());
        return switch (whatif.run(console::outcome)) {
            case Outcome.Ok<Whatif.Result>(Whatif.Result result) -> {
                show(result);
                yield RunConsole.OK;
            }
            case Outcome.Rejected<Whatif.Result>(Problem problem) -> console.failed(problem);
        };
    }

    private void show(Whatif.Result result) {
        if (common.isJson()) {
            common.spec().commandLine().getOut().println(json(result));
        } else if (!common.isQuiet()) {
            common.spec().commandLine().getOut().println(result.sentence());
            result.files().forEach(f -> common.spec().commandLine().getOut().println("  " + f));
        }
    }

    private static String json(Whatif.Result result) {
        return JsonText.object(json -> {
            json.writeStringProperty("summary", result.sentence());
            json.writeNumberProperty("baseRequests", result.base().requests());
            json.writeNumberProperty("changedRequests", result.changed().requests());
            json.writeArrayPropertyStart("files");
            result.files().forEach(file -> json.writeString(file.toString()));
            json.writeEndArray();
        });
    }
}
