package trafficinsights.run.scenario;

import java.util.List;
import trafficinsights.generate.Scenario;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;

/// The scenarios that can be run, for lists and forms.
public final class Scenarios {
    /// Requests that one run makes at most.
    public static final long MAX_ROWS = 10_000_000_000L;

    private Scenarios() {}

    public static List<ScenarioInfo> builtIn() {
        return ScenarioFile.builtInNames().stream()
                .map(name -> info(ScenarioFile.load(name).scenario()))
                .toList();
    }

    /// A built-in scenario by name, or a scenario file; rejected with the line that is wrong in it.
    public static Outcome<ScenarioInfo> describe(String nameOrFile) {
        try {
            return Outcome.ok(info(ScenarioFile.load(nameOrFile).scenario()));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    static ScenarioInfo info(Scenario scenario) {
        return new ScenarioInfo(
                scenario.name(),
                scenario.title(),
                scenario.description(),
                scenario.duration(),
                scenario.arrivals().requestsPerSecond(),
                scenario.serverCount(),
                scenario.seed());
    }
}
