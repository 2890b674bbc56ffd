package trafficinsights.run.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.ingest.csv.CsvMappingFile;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RegionRule;
import trafficinsights.model.CsvMapping;
import trafficinsights.run.home.UserFolder;

/// Where the requests of a run come from.
public sealed interface RunSource {

    /// Lines of log files, read in the order of their first requests.
    ///
    /// @param format name of a log format, or `auto`
    /// @param zone of times that carry no offset of their own
    /// @param regionFrom rule for regions, `FIELD:EXPRESSION`; null for the default
    /// @param mapping file that says which column of a CSV file is what; null to decide for each
    /// @param memory folder of the mappings that were used before; null for none
    record Logs(
            List<Path> files,
            String format,
            ZoneId zone,
            @Nullable String regionFrom,
            @Nullable Path mapping,
            @Nullable Path memory)
            implements RunSource {
        public Logs {
            files = List.copyOf(files);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("no input file");
            }
        }

        /// Times without an offset are UTC, regions are found by the default rule, mappings of CSV
        /// that were used before are used again.
        public Logs(List<Path> files, String format) {
            this(files, format, ZoneOffset.UTC, null, null, UserFolder.mappings());
        }

        /// What the files are called, for people.
        public String title() {
            return titleOf(files);
        }

        /// @throws trafficinsights.model.ProblemException when the rule for regions or the mapping
        ///   is none
        public LogOptions options() {
            RegionRule regions =
                    regionFrom == null ? RegionRule.DEFAULT : RegionRule.of(regionFrom);
            CsvMapping given = mapping == null ? null : CsvMappingFile.load(mapping);
            return new LogOptions(format, zone, regions, new CsvOptions(given, memory));
        }
    }

    /// Log files that grow, followed until [Run#stopFollowing()].
    ///
    /// @param logs the files and how they are read
    /// @param isFromStart whether what the files hold now is read, or only what comes
    record Tail(Logs logs, boolean isFromStart) implements RunSource {}

    /// Metrics of servers in CSV files.
    ///
    /// @param mapping which column is what; null for HAProxy's statistics
    record Metrics(List<Path> files, @Nullable Path mapping) implements RunSource {
        public Metrics {
            files = List.copyOf(files);
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

        /// Another duration is a change like any other, so that the text and the hash that a run
        /// keeps are those of what was made.
        public List<String> allChanges() {
            if (duration.isEmpty()) {
                return changes;
            }
            List<String> all = new ArrayList<>(changes);
            all.add("duration=" + duration.get().toMillis() + "ms");
            return all;
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

    /// `web.log and 2 more`.
    static String titleOf(List<Path> files) {
        String first = String.valueOf(files.getFirst().getFileName());
        int more = files.size() - 1;
        return more == 0 ? first : "%s and %d more".formatted(first, more);
    }

    /// What a run of this source is called.
    ///
    /// @param scenario of made traffic, when it was read
    default String title(@Nullable ScenarioFile scenario) {
        return switch (this) {
            case Generated generated ->
                    scenario == null ? generated.scenario() : scenario.scenario().title();
            case Tail tail -> tail.logs().title();
            case Logs logs -> logs.title();
            case Metrics metrics -> titleOf(metrics.files());
            case Stored stored -> String.valueOf(stored.store().getFileName());
        };
    }
}
