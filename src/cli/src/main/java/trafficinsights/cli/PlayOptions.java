package trafficinsights.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which of a scenario's courses is generated, and how long.
class PlayOptions {
    @Option(names = "--seed", paramLabel = "S", description = "Random seed (the scenario's own).")
    private @Nullable Long seed;

    @Option(
            names = "--duration",
            paramLabel = "LENGTH",
            converter = DurationConverter.class,
            description = "Event time, such as 30m or 7d (the scenario's own).")
    private @Nullable Duration duration;

    final OptionalLong seed() {
        return optional(seed);
    }

    final Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
