package trafficinsights.cli;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// The demo run without a window: the same scenario that the window plays, at full speed.
@Command(
        name = "demo",
        description =
                "Plays the demo run in the window, or writes it to --out if there is no"
                        + " display.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /// Scenario of the demo, in the window as well.
    public static final String SCENARIO = "bad-deploy";

    @Spec private CommandSpec spec;

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Output folder if there is no display (target/demo).")
    private Path out = Path.of("target", "demo");

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    DemoCommand() {}

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(
                        "No display found: the demo runs without a window and writes to "
                                + out
                                + ".");
        return new RunConsole(common)
                .run(
                        RunSpec.inMemory(
                                        new RunSource.Generated(
                                                SCENARIO,
                                                OptionalLong.empty(),
                                                OptionalLong.empty()))
                                .withOut(out)
                                .withStore(out.resolve("demo.duckdb"))
                                .withThreads(common.threads())
                                .withPictures(true)
                                .withOutlook(true)
                                .withRequests(RunSpec.RequestOutput.CSV));
    }
}
