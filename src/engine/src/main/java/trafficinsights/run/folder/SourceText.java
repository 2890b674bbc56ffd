package trafficinsights.run.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.model.ProblemException;
import trafficinsights.run.spec.RunSource;
import trafficinsights.yaml.StrictYaml;
import trafficinsights.yaml.YamlText;

/// Where a run's requests come from, as a text that outlives the program: the whole of it, seed,
/// changes, format and mapping included. Threads: stateless.
public final class SourceText {
    private static final StrictYaml.Source NAME =
            new StrictYaml.Source("source", "source.unreadable", "source", "docs/formats.md");

    private SourceText() {}

    /// Equal for equal sources; paths are absolute in it. What is followed is its files.
    public static String of(RunSource source) {
        return YamlText.of(map(absolute(source)));
    }

    /// Empty for a text that is none.
    public static Optional<RunSource> parse(String text) {
        try {
            StrictYaml yaml = StrictYaml.of(NAME, text.getBytes(StandardCharsets.UTF_8));
            return Optional.of(read(yaml, Path::of));
        } catch (ProblemException | IllegalArgumentException | DateTimeException none) {
            return Optional.empty();
        }
    }

    private static RunSource absolute(RunSource source) {
        return switch (source) {
            case RunSource.Generated made ->
                    made.isBuiltIn()
                            ? made
                            : new RunSource.Generated(
                                    absolute(Path.of(made.scenario())).toString(),
                                    made.rows(),
                                    made.seed(),
                                    made.duration(),
                                    made.changes());
            case RunSource.Logs logs ->
                    new RunSource.Logs(
                            logs.files().stream().map(SourceText::absolute).toList(),
                            logs.format(),
                            logs.zone(),
                            logs.regionFrom(),
                            orNull(logs.mapping()),
                            orNull(logs.memory()),
                            logs.logFormat(),
                            logs.latencyUnit());
            case RunSource.Metrics metrics ->
                    new RunSource.Metrics(
                            metrics.files().stream().map(SourceText::absolute).toList(),
                            orNull(metrics.mapping()));
            case RunSource.Stored stored -> new RunSource.Stored(absolute(stored.store()));
            case RunSource.Tail tail -> absolute(tail.logs());
        };
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath();
    }

    private static @Nullable Path orNull(@Nullable Path path) {
        return path == null ? null : absolute(path);
    }

    /// Paths as they were given.
    static Map<String, Object> map(RunSource source) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (source) {
            case RunSource.Generated made -> {
                map.put("kind", "generated");
                map.put("scenario", made.scenario());
                made.rows().ifPresent(rows -> map.put("rows", Long.toString(rows)));
                made.seed().ifPresent(seed -> map.put("seed", Long.toString(seed)));
                made.duration().ifPresent(d -> map.put("duration", d.toString()));
                map.put("changes", made.changes());
            }
            case RunSource.Logs logs -> {
                map.put("kind", "logs");
                map.put("files", texts(logs.files()));
                map.put("log_format", logs.format());
                map.put("zone", logs.zone().getId());
                put(map, "region_from", logs.regionFrom());
                put(map, "mapping", logs.mapping());
                put(map, "memory", logs.memory());
                put(map, "directive", logs.logFormat().isEmpty() ? null : logs.logFormat());
                put(map, "latency_unit", logs.latencyUnit().isEmpty() ? null : logs.latencyUnit());
            }
            case RunSource.Metrics metrics -> {
                map.put("kind", "metrics");
                map.put("files", texts(metrics.files()));
                put(map, "mapping", metrics.mapping());
            }
            case RunSource.Stored stored -> {
                map.put("kind", "stored");
                put(map, "store", stored.store());
            }
            case RunSource.Tail _ ->
                    throw new IllegalArgumentException(
                            "a run that follows its input has no end to resume to");
        }
        return map;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value.toString());
        }
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    /// @param resolved what a path in the text means
    /// @throws ProblemException when the text says something else
    static RunSource read(StrictYaml source, Function<String, Path> resolved) {
        return switch (source.text("kind")) {
            case "generated" -> generated(source, resolved);
            case "logs" ->
                    new RunSource.Logs(
                            paths(source, resolved),
                            source.text("log_format"),
                            ZoneId.of(source.text("zone")),
                            source.has("region_from") ? source.text("region_from") : null,
                            path(source, "mapping", resolved),
                            path(source, "memory", resolved),
                            source.text("directive", ""),
                            source.text("latency_unit", LogOptions.NO_UNIT));
            case "metrics" ->
                    new RunSource.Metrics(
                            paths(source, resolved), path(source, "mapping", resolved));
            case "stored" -> new RunSource.Stored(resolved.apply(source.text("store")));
            default -> throw source.problem("kind", "is not known");
        };
    }

    private static RunSource generated(StrictYaml source, Function<String, Path> resolved) {
        String name = source.text("scenario");
        return new RunSource.Generated(
                ScenarioFile.builtInNames().contains(name) ? name : resolved.apply(name).toString(),
                whole(source, "rows"),
                whole(source, "seed"),
                source.has("duration")
                        ? Optional.of(Duration.parse(source.text("duration")))
                        : Optional.empty(),
                source.texts("changes"));
    }

    private static OptionalLong whole(StrictYaml yaml, String key) {
        return yaml.has(key)
                ? OptionalLong.of(Long.parseLong(yaml.text(key)))
                : OptionalLong.empty();
    }

    private static @Nullable Path path(
            StrictYaml from, String key, Function<String, Path> resolved) {
        return from.has(key) ? resolved.apply(from.text(key)) : null;
    }

    private static List<Path> paths(StrictYaml source, Function<String, Path> resolved) {
        return source.texts("files").stream().map(resolved).toList();
    }
}
