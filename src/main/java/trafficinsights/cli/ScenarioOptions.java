package trafficinsights.cli;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import trafficinsights.pipeline.RunSource;

/// How much of a scenario to make.
final class ScenarioOptions {
    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Requests that the scenario's time carries (its own rate).")
    private @Nullable Long rows;

    @Option(names = "--seed", paramLabel = "S", description = "Seed (the scenario's own).")
    private @Nullable Long seed;

    RunSource.Generated source(String scenario, CommonOptions common) {
        Long n = rows;
        if (n != null && n < 1) {
            throw common.wrong("--rows is " + n + ", at least 1");
        }
        return new RunSource.Generated(scenario, optional(n), optional(seed));
    }

    boolean isGiven() {
        return rows != null || seed != null;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
