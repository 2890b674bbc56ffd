package trafficinsights.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Whether a command ends with JSON.
class JsonOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "End with one JSON object on standard output.")
    private boolean isJson;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    JsonOption() {}

    final boolean isJson() {
        return isJson;
    }

    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final CommandSpec spec() {
        return spec;
    }
}
