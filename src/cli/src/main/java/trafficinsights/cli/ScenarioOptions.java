package trafficinsights.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import trafficinsights.run.scenario.Scenarios;
import trafficinsights.run.spec.RunSource;

/// How much of a scenario to make.
final class ScenarioOptions extends PlayOptions {
    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Number of requests over the scenario's duration (from its own rate).")
    private @Nullable Long rows;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Event seconds per second of real time (as fast as possible).")
    private @Nullable Double speed;

    @Option(names = "--realtime", description = "Run in real time: --speed 1.")
    private boolean isRealtime;

    /// The scenario that a command needs.
    static final class Name {
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

    /// Event seconds in a second of the clock; 0 for as fast as possible.
    double speed(CommonOptions common) {
        Double given = speed;
        if (given == null) {
            return isRealtime ? 1 : 0;
        }
        if (isRealtime) {
            throw common.wrong("--realtime and --speed cannot be used together");
        }
        if (!(given > 0 && given <= 1_000_000)) {
            throw common.wrong("--speed is " + given + ", must be above 0 and at most 1000000");
        }
        return given;
    }

    RunSource.Generated source(String scenario, CommonOptions common) {
        Long n = rows;
        if (n != null && (n < 1 || n > Scenarios.MAX_ROWS)) {
            throw common.wrong("--rows is %d, must be 1 to %d".formatted(n, Scenarios.MAX_ROWS));
        }
        return new RunSource.Generated(scenario, optional(n), seed(), duration());
    }

    boolean isGiven() {
        return rows != null
                || seed().isPresent()
                || duration().isPresent()
                || speed != null
                || isRealtime;
    }
}
