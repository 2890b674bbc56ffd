package trafficinsights.cli;

import picocli.CommandLine.Option;

/// The scenario that a command needs.
final class ScenarioName {
    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            required = true,
            description = "Built-in scenario, or a scenario file.")
    private String name = "";

    String name() {
        return name;
    }
}
