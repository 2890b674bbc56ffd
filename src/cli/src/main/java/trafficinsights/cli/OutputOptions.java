package trafficinsights.cli;

import picocli.CommandLine.Option;

/// How a command says what came of a run.
class OutputOptions extends JsonOption {
    @Option(names = "--quiet", description = "No progress and no summary.")
    private boolean isQuiet;

    final boolean isQuiet() {
        return isQuiet;
    }
}
