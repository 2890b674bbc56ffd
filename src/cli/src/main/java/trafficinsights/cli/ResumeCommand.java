package trafficinsights.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trafficinsights.model.ProblemException;
import trafficinsights.run.engine.Runs;

/// Goes on with a run that was killed, cancelled, or failed for a reason that is mended now.
@Command(
        name = "resume",
        description = {
            "Resumes a run that was killed, cancelled or failed.",
            "The result is the same as that of an uninterrupted run."
        },
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The --out folder of the run.")
    private Path folder = Path.of("");

    @Mixin private OutputOptions options = new OutputOptions();

    @Override
    public Integer call() {
        RunConsole console = new RunConsole(options);
        try {
            Runs.Resumable run = Runs.resumable(folder);
            if (run.isWhole()) {
                console.say(
                        "The run in %s is complete. There is nothing to resume.".formatted(folder));
                return RunConsole.OK;
            }
            String warehouse = run.spec().writing().warehouse();
            if (warehouse == null) {
                return console.resume(folder);
            }
            return new WarehouseConsole(options.spec(), options.isJson(), options.isQuiet())
                    .resumeAndPush(console, run, folder, warehouse);
        } catch (ProblemException e) {
            return console.failed(e.problem());
        }
    }
}
