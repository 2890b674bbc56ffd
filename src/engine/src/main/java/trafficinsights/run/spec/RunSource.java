package trafficinsights.run.spec;

import java.nio.file.Files;
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
import trafficinsights.ingest.live.LiveAddress;
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
    /// @param logFormat the format as a server's configuration has it, or a path of such a
    ///   configuration; empty for none
    /// @param latencyUnit of a latency whose unit the files do not tell, see [LogOptions]
    record Logs(
            List<Path> files,
            String format,
            ZoneId zone,
            @Nullable String regionFrom,
            @Nullable Path mapping,
            @Nullable Path memory,
            String logFormat,
            String latencyUnit)
            implements RunSource {
        public Logs {
            files = List.copyOf(files);
        }

        /// Without a log format of its own.
        public Logs(
                List<Path> files,
                String format,
                ZoneId zone,
                @Nullable String regionFrom,
                @Nullable Path mapping,
                @Nullable Path memory) {
            this(files, format, zone, regionFrom, mapping, memory, "", LogOptions.NO_UNIT);
        }

        /// Times without an offset are UTC, regions are found by the default rule, mappings of CSV
        /// that were used before are used again.
        public Logs(List<Path> files, String format) {
            this(files, format, ZoneOffset.UTC, null, null, UserFolder.mappings());
        }

        /// @throws trafficinsights.model.ProblemException when the rule for regions or the mapping
        ///   is none
        public LogOptions options() {
            RegionRule regions =
                    regionFrom == null ? RegionRule.DEFAULT : RegionRule.of(regionFrom);
            CsvMapping given = mapping == null ? null : CsvMappingFile.load(mapping);
            // A table is not read with a latency left out: its columns can be named.
            String csvUnit = latencyUnit.equals(LogOptions.NO_UNIT) ? "" : latencyUnit;
            CsvOptions csv = new CsvOptions(given, memory).withLatencyUnit(csvUnit);
            return new LogOptions(format, zone, regions, csv, logFormat, latencyUnit);
        }
    }

    /// Log files that grow and sources that are listened to, followed until [Run#stopFollowing()].
    ///
    /// @param logs the files, of which there may be none, and how all lines are read
    /// @param listened what is listened to beside them
    /// @param isFromStart whether what the files hold now is read, or only what comes
    record Tail(Logs logs, List<LiveAddress> listened, boolean isFromStart) implements RunSource {
        public Tail {
            listened = List.copyOf(listened);
            if (listened.isEmpty() && logs.files().isEmpty()) {
                throw new IllegalArgumentException("nothing to follow");
            }
        }

        /// Files alone.
        public Tail(Logs logs, boolean isFromStart) {
            this(logs, List.of(), isFromStart);
        }

        /// Files, and addresses as a user writes them.
        ///
        /// @throws trafficinsights.model.ProblemException when one is not a valid address
        public static Tail of(Logs logs, List<String> addresses, boolean isFromStart) {
            List<LiveAddress> listened = addresses.stream().map(LiveAddress::of).toList();
            listened.forEach(LiveAddress::check);
            return new Tail(logs, listened, isFromStart);
        }

        /// All of it as a user writes it: absolute paths, then addresses with their options.
        public List<String> texts() {
            List<String> texts = new ArrayList<>();
            logs.files().forEach(file -> texts.add(file.toAbsolutePath().toString()));
            listened.forEach(address -> texts.add(address.text()));
            return texts;
        }

        /// Files without their folders, then addresses.
        List<String> names() {
            List<String> names = new ArrayList<>(fileNames(logs.files()));
            listened.forEach(address -> names.add(address.toString()));
            return names;
        }
    }

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

        /// The scenario with its changes, checked.
        ///
        /// @throws trafficinsights.model.ProblemException when it cannot be read or has a mistake
        public ScenarioFile load() {
            return ScenarioFile.load(scenario, allChanges());
        }

        /// The seed that the traffic is generated with.
        public long seedOf(ScenarioFile loaded) {
            return seed.orElse(loaded.scenario().seed());
        }

        /// Whether the scenario comes with the program, so that no file decides what it is.
        public boolean isBuiltIn() {
            return ScenarioFile.builtInNames().contains(scenario);
        }
    }

    /// Requests that are kept in a store.
    record Stored(Path store) implements RunSource {}

    /// Whether a text is an address to listen to, such as `syslog+udp://127.0.0.1:5514`, and not
    /// the name of a file.
    static boolean isAddress(String text) {
        return LiveAddress.isAddress(text);
    }

    /// `web.log and 2 more`.
    static String titleOf(List<Path> files) {
        return titleOfNames(fileNames(files));
    }

    private static List<String> fileNames(List<Path> files) {
        return files.stream().map(Path::getFileName).map(String::valueOf).toList();
    }

    private static String titleOfNames(List<String> names) {
        int more = names.size() - 1;
        return more == 0 ? names.getFirst() : "%s and %d more".formatted(names.getFirst(), more);
    }

    /// What a run of this source is called where its scenario was not read: names without folders.
    default String title() {
        return switch (this) {
            case Generated generated -> String.valueOf(Path.of(generated.scenario()).getFileName());
            case Logs logs -> titleOf(logs.files());
            case Tail tail -> titleOfNames(tail.names());
            case Metrics metrics -> titleOf(metrics.files());
            case Stored stored -> titleOf(List.of(stored.store()));
        };
    }

    /// What a run of this source is called.
    ///
    /// @param scenario of generated traffic, when it was read
    default String title(@Nullable ScenarioFile scenario) {
        return scenario == null ? title() : scenario.scenario().title();
    }

    /// The scenario and how it is played; empty for what is read.
    default Optional<Generated> generated() {
        return this instanceof Generated generated ? Optional.of(generated) : Optional.empty();
    }

    /// Whether it goes on until it is stopped, so that it has no end that a second start could
    /// reach.
    default boolean isFollowed() {
        return switch (this) {
            case Tail _ -> true;
            case Generated _, Logs _, Metrics _, Stored _ -> false;
        };
    }

    /// Whether it is text, of which some lines may not be readable.
    default boolean hasRejects() {
        return switch (this) {
            case Logs _, Tail _, Metrics _ -> true;
            case Generated _, Stored _ -> false;
        };
    }

    /// Whether it has metrics of servers.
    default boolean hasServerMetrics() {
        return switch (this) {
            case Generated _, Metrics _ -> true;
            case Tail tail -> tail.listened().stream().anyMatch(a -> a.kind().isPage());
            case Logs _, Stored _ -> false;
        };
    }

    /// Whether one worker must take all of it: lines of a growing file come one after another, and
    /// so do a counter's values.
    default boolean hasOneOrder() {
        return switch (this) {
            case Tail _, Metrics _ -> true;
            case Logs _, Generated _, Stored _ -> false;
        };
    }

    /// Whether its requests can be had again now. Looks at the disk.
    default boolean isRepeatable() {
        return switch (this) {
            case Generated _, Logs _, Stored _ -> files().stream().allMatch(Files::isRegularFile);
            case Metrics _, Tail _ -> false;
        };
    }

    /// The same requests once more, to their end: what is followed is read as it is now.
    default RunSource again() {
        return switch (this) {
            case Tail tail -> tail.logs();
            case Logs _, Metrics _, Generated _, Stored _ -> this;
        };
    }

    /// Where its content comes from, as texts that outlive the program: absolute paths, addresses,
    /// or for generated traffic the scenario's name or file.
    default List<String> places() {
        List<String> places = new ArrayList<>();
        if (this instanceof Generated generated) {
            places.add(generated.scenario());
        } else {
            files().forEach(file -> places.add(file.toAbsolutePath().toString()));
        }
        if (this instanceof Tail tail) {
            tail.listened().forEach(address -> places.add(address.toString()));
        }
        return places;
    }

    /// The files that the content is in, without those that say how it is read; none for a built-in
    /// scenario.
    default List<Path> files() {
        return switch (this) {
            case Generated generated ->
                    generated.isBuiltIn() ? List.of() : List.of(Path.of(generated.scenario()));
            case Logs logs -> logs.files();
            case Tail tail -> tail.logs().files();
            case Metrics metrics -> metrics.files();
            case Stored stored -> List.of(stored.store());
        };
    }

    /// The files that decide what the requests are: [#files()] and the mapping of their columns.
    default List<Path> decidingFiles() {
        Path mapping =
                switch (this) {
                    case Logs logs -> logs.mapping();
                    case Tail tail -> tail.logs().mapping();
                    case Metrics metrics -> metrics.mapping();
                    case Generated _, Stored _ -> null;
                };
        List<Path> all = new ArrayList<>(files());
        if (mapping != null) {
            all.add(mapping);
        }
        return all;
    }
}
