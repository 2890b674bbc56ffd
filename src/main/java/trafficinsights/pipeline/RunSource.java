package trafficinsights.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where the requests of a run come from.
public sealed interface RunSource {

    /// Lines of log files, read in the order given.
    ///
    /// @param format name of a log format, or `auto`
    record Logs(List<Path> files, String format) implements RunSource {
        public Logs {
            files = List.copyOf(files);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("no input file");
            }
        }
    }

    /// Traffic made from a scenario.
    ///
    /// @param scenario name of a built-in scenario, or path of a scenario file
    /// @param rows how many requests the scenario's time range carries; its own rate when empty
    /// @param seed overrides the scenario's
    /// @param duration of event time, overrides the scenario's
    /// @param changes to the scenario, `path=value`, made before it is checked
    record Generated(
            String scenario,
            OptionalLong rows,
            OptionalLong seed,
            Optional<Duration> duration,
            List<String> changes)
            implements RunSource {
        public Generated {
            changes = List.copyOf(changes);
        }

        /// A scenario as it is written.
        public Generated(
                String scenario,
                OptionalLong rows,
                OptionalLong seed,
                Optional<Duration> duration) {
            this(scenario, rows, seed, duration, List.of());
        }

        /// A scenario in its own time.
        public Generated(String scenario, OptionalLong rows, OptionalLong seed) {
            this(scenario, rows, seed, Optional.empty());
        }
    }

    /// Requests that are kept in a store.
    record Stored(Path store) implements RunSource {}
}
