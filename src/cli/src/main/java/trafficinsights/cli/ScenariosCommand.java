package trafficinsights.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import trafficinsights.model.NumberText;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.scenario.Scenarios;

/// Lists the built-in scenarios.
@Command(
        name = "scenarios",
        description = "Lists the built-in scenarios.",
        mixinStandardHelpOptions = true)
final class ScenariosCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ScenariosCommand() {}

    @Override
    public Integer call() {
        for (ScenarioInfo scenario : Scenarios.builtIn()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-14s %s, %s, %d min. %s%n",
                            scenario.name(),
                            NumberText.perSecond(scenario.requestsPerSecond()),
                            NumberText.counted(scenario.servers(), "server"),
                            scenario.duration().toMinutes(),
                            scenario.description().strip());
        }
        return 0;
    }
}
