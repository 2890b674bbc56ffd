package trafficinsights.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// What can be named as one side of a comparison: a run's folder, a store, a log or table, a
/// scenario. Threads: any; looks at the disk.
///
/// @param title for people
/// @param source that gives the requests of the run again
public record ComparedSource(String title, RunSource source) {
    private static final List<String> SCENARIO_ENDINGS = List.of(".yaml", ".yml");
    private static final List<String> STORE_ENDINGS = List.of(".duckdb", ".db");
    private static final String REQUESTS = "request_logs.csv";
    private static final String SCENARIO = "scenario.yaml";
    private static final String BASE = "base";
    private static final String CHANGED = "changed";

    /// @param place a folder or file, or the name of a built-in scenario
    public static Outcome<ComparedSource> of(String place) {
        if (ScenarioFile.builtInNames().contains(place)) {
            return Outcome.ok(new ComparedSource(place, made(place)));
        }
        try {
            Path path = Path.of(place);
            return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
        } catch (InvalidPathException e) {
            return rejected("compare.missing", "“%s” is no file or folder.".formatted(place));
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

    private static RunSource made(String scenario) {
        return new RunSource.Generated(scenario, OptionalLong.empty(), OptionalLong.empty());
    }

    private static Outcome<ComparedSource> ofFile(Path file) {
        if (!Files.isRegularFile(file)) {
            return rejected(
                    "compare.missing",
                    "%s is not there. Name a run's folder, a store, a log or a scenario."
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
                    "%s holds two runs. Name %s and %s in it.".formatted(folder, BASE, CHANGED));
        }
        if (Files.isRegularFile(folder.resolve(RunFile.NAME))) {
            RunSource source = RunFile.read(folder.toAbsolutePath().normalize()).spec().source();
            if (isThere(source)) {
                return Outcome.ok(new ComparedSource(title, source));
            }
            Path scenario = folder.resolve(SCENARIO);
            if (source instanceof RunSource.Generated made && Files.isRegularFile(scenario)) {
                // The text that the run kept has its changes and its duration in it.
                RunSource.Generated kept =
                        new RunSource.Generated(
                                scenario.toString(), made.rows(), made.seed(), Optional.empty());
                return Outcome.ok(new ComparedSource(title, kept));
            }
        }
        Path requests = folder.resolve(REQUESTS);
        if (Files.isRegularFile(requests)) {
            return Outcome.ok(
                    new ComparedSource(title, new RunSource.Logs(List.of(requests), "auto")));
        }
        return rejected(
                "compare.no-run",
                ("%s holds no run whose requests can be read again: what it was made from is gone,"
                                + " and there is no %s in it.")
                        .formatted(folder, REQUESTS));
    }

    private static boolean isThere(RunSource source) {
        return switch (source) {
            case RunSource.Generated made ->
                    ScenarioFile.builtInNames().contains(made.scenario())
                            || Files.isRegularFile(Path.of(made.scenario()));
            case RunSource.Logs logs -> logs.files().stream().allMatch(Files::isRegularFile);
            case RunSource.Stored stored -> Files.isRegularFile(stored.store());
            case RunSource.Metrics _, RunSource.Tail _ -> false;
        };
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
                            ("%s holds no what-if: there are no runs %s and %s in it. Choose the"
                                            + " folder that was given to whatif.")
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
        List<@Nullable Path> files =
                switch (source) {
                    case RunSource.Tail tail -> List.copyOf(tail.logs().files());
                    case RunSource.Logs logs -> List.copyOf(logs.files());
                    case RunSource.Metrics metrics -> List.copyOf(metrics.files());
                    case RunSource.Generated _ -> List.of();
                    case RunSource.Stored stored -> List.of(stored.store());
                };
        return files.stream().map(ComparedSource::state).toList();
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
