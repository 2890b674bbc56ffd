package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.result.Diagnosis;

/// Puts together what somebody needs who is to help.
@Command(
        name = "diagnose",
        description = {
            "Writes a zip file for support: versions, settings and the log, but no data.",
            "Anything that looks like a password or token is removed. Check the"
                    + " file before you send it."
        },
        mixinStandardHelpOptions = true)
final class DiagnoseCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "FILE.zip",
            description = "Output file (traffic-insights-diagnosis.zip).")
    private Path out = Path.of("traffic-insights-diagnosis.zip");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Folder of a failed run; its settings are included.")
    private @Nullable Path run;

    @Mixin private OutputOptions options = new OutputOptions();

    @Override
    public Integer call() {
        PrintWriter console = options.spec().commandLine().getOut();
        return switch (Diagnosis.write(out, run)) {
            case Outcome.Ok<Diagnosis.Bundle>(Diagnosis.Bundle bundle) -> {
                if (options.isJson()) {
                    console.println(
                            JsonText.object(json -> {
                                json.writeStringProperty("file", bundle.file().toString());
                                json.writeArrayPropertyStart("entries");
                                bundle.entries().forEach(json::writeString);
                                json.writeEndArray();
                            }));
                } else if (!options.isQuiet()) {
                    console.println(TextCells.visible(bundle.file().toString()) + " holds:");
                    bundle.entries()
                            .forEach(entry -> console.println("  " + TextCells.visible(entry)));
                }
                yield RunConsole.OK;
            }
            case Outcome.Rejected<Diagnosis.Bundle>(Problem problem) ->
                    new RunConsole(options).failed(problem);
        };
    }
}
