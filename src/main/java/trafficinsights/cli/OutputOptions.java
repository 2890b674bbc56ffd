package trafficinsights.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// How a command says what came of a run.
class OutputOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "End with one JSON object on standard output.")
    private boolean isJson;

    @Option(names = "--quiet", description = "No progress and no summary.")
    private boolean isQuiet;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    OutputOptions() {}

    final boolean isJson() {
        return isJson;
    }

    final boolean isQuiet() {
        return isQuiet;
    }

    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final CommandSpec spec() {
        return spec;
    }
}
