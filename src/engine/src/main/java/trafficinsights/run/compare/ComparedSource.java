package trafficinsights.run.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.report.events.EventCsv;
import trafficinsights.run.engine.RunReporter;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.folder.RunFolder;
import trafficinsights.run.folder.SourceText;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;

/// What can be named as one side of a comparison: a run's folder, a store, a log or table, a
/// scenario. Threads: any; looks at the disk.
///
/// @param title for people
/// @param source that gives the requests of the run again
/// @param events that the run was shown with, as far as they are known
public record ComparedSource(String title, RunSource source, EventFiles events) {
    private static final List<String> SCENARIO_ENDINGS = List.of(".yaml", ".yml");
    private static final List<String> STORE_ENDINGS = List.of(".duckdb", ".db");
    private static final String REQUESTS = "request_logs.csv";

    /// Some file systems keep times to two seconds.
    private static final Duration COARSEST_TIME = Duration.ofSeconds(2);

    private static final String BASE = "base";
    private static final String CHANGED = "changed";

    /// A source without events.
    public ComparedSource(String title, RunSource source) {
        this(title, source, EventFiles.NONE);
    }

    /// @param place a folder or file, or the name of a built-in scenario
    public static Outcome<ComparedSource> of(String place) {
        if (ScenarioFile.builtInNames().contains(place)) {
            return Outcome.ok(new ComparedSource(place, made(place)));
        }
        try {
            Path path = Path.of(place);
            return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
        } catch (InvalidPathException e) {
            return rejected(
                    "compare.missing", "“%s” is not a valid file or folder name.".formatted(place));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// Several places are the files of one log.
    public static Outcome<ComparedSource> of(List<String> places) {
        if (places.size() == 1) {
            return of(places.getFirst());
        }
        RunSource.Logs logs = new RunSource.Logs(places.stream().map(Path::of).toList(), "auto");
        return Outcome.ok(new ComparedSource(logs.title(), logs));
    }

    /// All that a run's requests came from.
    ///
    /// @param source as of [SourceText]
    public static Outcome<ComparedSource> ofText(String source) {
        Optional<RunSource> parsed = SourceText.parse(source);
        if (parsed.isEmpty()) {
            return rejected(
                    "compare.unknown",
                    "The source of this run is no longer known. Specify its file or folder.");
        }
        RunSource known = parsed.get();
        return Outcome.ok(new ComparedSource(known.title(), known));
    }

    private static RunSource made(String scenario) {
        return new RunSource.Generated(scenario, OptionalLong.empty(), OptionalLong.empty());
    }

    private static Outcome<ComparedSource> ofFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return rejected(
                    "compare.missing",
                    "%s does not exist. Specify a run folder, a store, a log or a scenario."
                            .formatted(file));
        }
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        RunSource source =
                STORE_ENDINGS.stream().anyMatch(lower::endsWith)
                        ? new RunSource.Stored(file)
                        : SCENARIO_ENDINGS.stream().anyMatch(lower::endsWith)
                                ? made(file.toString())
                                : new RunSource.Logs(List.of(file), "auto");
        return Outcome.ok(new ComparedSource(name, source));
    }

    private static Outcome<ComparedSource> ofFolder(Path folder) {
        String title = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        if (isPair(folder)) {
            return rejected(
                    "compare.pair",
                    "%s contains two runs. Specify %s and %s in it."
                            .formatted(folder, BASE, CHANGED));
        }
        if (Files.isRegularFile(folder.resolve(RunFile.NAME))) {
            return ofRun(folder, title, RunFile.read(folder.toAbsolutePath().normalize()));
        }
        Path requests = folder.resolve(REQUESTS);
        if (Files.isRegularFile(requests)) {
            return Outcome.ok(new ComparedSource(title, logOf(requests)));
        }
        return rejected(
                "compare.no-run",
                "%s has no run that can be read again: it does not contain %s."
                        .formatted(folder, REQUESTS));
    }

    /// The run as it was: what it kept, or what it was made from as long as that has not changed.
    private static Outcome<ComparedSource> ofRun(Path folder, String title, RunFile run) {
        RunSource source = run.spec().reading().source();
        EventFiles events = events(folder, run);
        Path scenario = folder.resolve(RunReporter.SCENARIO_NAME);
        Optional<RunSource.Generated> made = source.generated();
        if (made.isPresent() && isOf(run, scenario)) {
            // The text that the run kept has its changes and its duration in it.
            RunSource.Generated kept =
                    new RunSource.Generated(
                            scenario.toString(),
                            made.get().rows(),
                            made.get().seed(),
                            Optional.empty());
            return Outcome.ok(new ComparedSource(title, kept, events));
        }
        Optional<Problem> blocked = RunFolder.blockedSource(run);
        if (source.isRepeatable() && blocked.isEmpty()) {
            return Outcome.ok(new ComparedSource(title, source, events));
        }
        Path requests = folder.resolve(REQUESTS);
        if (isOf(run, requests)) {
            return Outcome.ok(new ComparedSource(title, logOf(requests), events));
        }
        if (blocked.filter(why -> why.code().equals(RunFolder.CHANGED)).isPresent()) {
            return rejected(
                    "compare.changed",
                    ("The source of the run in %s has changed, and the folder does"
                                    + " not contain %s, so the run cannot be compared. Specify the"
                                    + " changed file instead, or run it again.")
                            .formatted(folder, REQUESTS));
        }
        return rejected(
                "compare.no-run",
                ("%s has no run that can be read again: its source no longer"
                                + " exists, and the folder does not contain %s.")
                        .formatted(folder, REQUESTS));
    }

    /// What the run itself kept: the files that it read may be gone.
    private static EventFiles events(Path folder, RunFile run) {
        Path kept = folder.resolve(EventCsv.FILE_NAME);
        boolean hasEvents = !run.spec().reading().events().isEmpty() && isOf(run, kept);
        return hasEvents && hasRows(kept) ? EventFiles.of(List.of(kept)) : EventFiles.NONE;
    }

    /// A file without an event is refused, and a run may have none in its time.
    private static boolean hasRows(Path table) {
        try (Stream<String> lines = Files.lines(table)) {
            return lines.limit(2).count() == 2;
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

    private static RunSource logOf(Path requests) {
        return new RunSource.Logs(List.of(requests), "auto");
    }

    /// Whether the run wrote this file: a folder may hold files of a run that was there before.
    private static boolean isOf(RunFile run, Path file) {
        try {
            return Files.isRegularFile(file)
                    && !Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(run.started().minus(COARSEST_TIME));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isPair(Path folder) {
        return Stream.of(BASE, CHANGED)
                .allMatch(run -> Files.isRegularFile(folder.resolve(run).resolve(RunFile.NAME)));
    }

    /// Both runs of a what-if, the one without the changes first.
    public static Outcome<List<ComparedSource>> pair(Path folder) {
        if (!isPair(folder)) {
            return Outcome.rejected(
                    Problem.of(
                            "compare.no-pair",
                            ("%s is not a what-if folder: the runs %s and %s are"
                                            + " missing. Choose the folder that was given to whatif.")
                                    .formatted(folder, BASE, CHANGED)));
        }
        return switch (of(folder.resolve(BASE).toString())) {
            case Outcome.Rejected<ComparedSource>(Problem why) -> Outcome.rejected(why);
            case Outcome.Ok<ComparedSource>(ComparedSource base) ->
                    switch (of(folder.resolve(CHANGED).toString())) {
                        case Outcome.Rejected<ComparedSource>(Problem why) -> Outcome.rejected(why);
                        case Outcome.Ok<ComparedSource>(ComparedSource changed) ->
                                Outcome.ok(List.of(base, changed));
                    };
        };
    }

    /// Sizes and times of the files that are read: what was measured of others does not hold.
    public static List<String> state(RunSource source) {
        return source.decidingFiles().stream().map(ComparedSource::state).toList();
    }

    private static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException missing) {
            // The run itself will say so, in words.
            return "missing";
        }
    }

    private static Outcome<ComparedSource> rejected(String code, String message) {
        return Outcome.rejected(Problem.of(code, message));
    }
}
