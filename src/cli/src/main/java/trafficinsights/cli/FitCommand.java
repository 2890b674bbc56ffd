package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.scenario.FitSummary;
import trafficinsights.run.scenario.Fits;

/// Learns a scenario from logs, so that more traffic like theirs can be made.
@Command(
        name = "fit",
        description = "Learns a scenario from logs, to generate similar traffic.",
        mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
    @Mixin private JsonOption output = new JsonOption();
    @Mixin private InputOptions input = new InputOptions();

    @Parameters(arity = "1..*", paramLabel = "LOG", description = "Log files, plain, gzip or zstd.")
    private List<String> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE.yaml",
            required = true,
            description = "Scenario file to write.")
    private Path out = Path.of("");

    @Option(names = "--quiet", description = "No summary.")
    private boolean isQuiet;

    @Override
    public Integer call() {
        return switch (Fits.fit(input.source(files), out)) {
            case Outcome.Ok<FitSummary>(FitSummary summary) -> {
                show(summary);
                yield 0;
            }
            case Outcome.Rejected<FitSummary>(Problem problem) -> {
                output.spec().commandLine().getErr().println("workbench: " + problem.userMessage());
                yield 1;
            }
        };
    }

    private void show(FitSummary summary) {
        PrintWriter console = output.spec().commandLine().getOut();
        if (output.isJson()) {
            console.println(json(summary));
        } else if (!isQuiet) {
            console.printf(
                    Locale.ROOT,
                    "%s (%s): %s, %s, %s; %.0f s, %.1f requests/s%n  %s%n",
                    NumberText.counted(summary.requests(), "request"),
                    NumberText.counted(summary.rejects(), "reject"),
                    NumberText.counted(summary.regions(), "region"),
                    NumberText.counted(summary.servers(), "server"),
                    NumberText.counted(summary.routes(), "route"),
                    summary.seconds(),
                    summary.requestsPerSecond(),
                    summary.file());
        }
    }

    private static String json(FitSummary summary) {
        return JsonText.object(json -> {
            json.writeNumberProperty("requests", summary.requests());
            json.writeNumberProperty("rejects", summary.rejects());
            json.writeNumberProperty("regions", summary.regions());
            json.writeNumberProperty("servers", summary.servers());
            json.writeNumberProperty("routes", summary.routes());
            json.writeNumberProperty("seconds", summary.seconds());
            json.writeNumberProperty("requestsPerSecond", summary.requestsPerSecond());
            json.writeStringProperty("file", summary.file().toString());
        });
    }
}
