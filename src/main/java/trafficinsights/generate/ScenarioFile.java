package trafficinsights.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import trafficinsights.model.Problem;

/// A scenario together with the text it was read from.
///
/// @param text of the file, as it is kept beside what was made from it
/// @param sha256 of the text's bytes
public record ScenarioFile(Scenario scenario, String text, String sha256) {
    private static final List<String> BUILT_IN = List.of("steady", "slow-server", "bad-deploy");

    /// What the dictionary of servers tells apart, with some room.
    private static final int MAX_SERVERS = 9_000;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(366);

    /// The names of the built-in scenarios.
    public static List<String> builtInNames() {
        return BUILT_IN;
    }

    /// Reads a built-in scenario by name, or else a file.
    ///
    /// @throws trafficinsights.model.ProblemException when there is none, or it says something
    ///   wrong
    public static ScenarioFile load(String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) {
            return parse(nameOrFile + ".yaml", builtIn(nameOrFile));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw Problem.of(
                            "scenario.missing",
                            "There is no scenario called %s and no such file. Built in: %s."
                                    .formatted(nameOrFile, String.join(", ", BUILT_IN)))
                    .asException();
        }
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw Problem.of(
                            "scenario.unreadable",
                            "%s could not be read as UTF-8 text.".formatted(file),
                            e)
                    .asException();
        }
    }

    private static String builtIn(String name) {
        try (InputStream in =
                ScenarioFile.class.getResourceAsStream(
                        "/trafficinsights/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("built-in scenario " + name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param file name for messages
    static ScenarioFile parse(String file, String text) {
        Optional<Node> root;
        try {
            LoadSettings settings = LoadSettings.builder().setUseMarks(true).setLabel(file).build();
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
            throw Problem.of(
                            "scenario.invalid",
                            "%s%s: not readable as YAML: %s.".formatted(file, line, e.getProblem()))
                    .asException();
        } catch (YamlEngineException e) {
            throw Problem.of("scenario.invalid", "%s is not readable as YAML.".formatted(file), e)
                    .asException();
        }
        Scenario scenario = read(new YamlMap(file, "", root.orElse(null)));
        return new ScenarioFile(scenario, text, sha256(text));
    }

    private static Scenario read(YamlMap map) {
        Set<String> regionNames = new HashSet<>();
        Scenario scenario =
                new Scenario(
                        map.text("name"),
                        map.text("title", map.text("name")),
                        map.text("description", ""),
                        map.whole("seed", 0, 1L << 53),
                        map.instant("start"),
                        map.duration("duration", SECOND, YEAR),
                        map.number("requestsPerSecond", 0.001, 1e7),
                        map.number("dailySwing", 0, 1, 0),
                        (int) map.whole("clients", 1, 100_000_000),
                        map.list("regions", 1, 100, entry -> region(entry, regionNames)),
                        map.list("routes", 1, 1000, ScenarioFile::route),
                        map.list("failures", 0, 1000, ScenarioFile::failure));
        map.rejectUnknownKeys(
                "name",
                "title",
                "description",
                "seed",
                "start",
                "duration",
                "requestsPerSecond",
                "dailySwing",
                "clients",
                "regions",
                "routes",
                "failures");
        checkRegions(map, scenario);
        checkShares(map, "routes", scenario.routes().stream().mapToDouble(Scenario.Route::share));
        checkTargets(map, scenario);
        return scenario;
    }

    /// @param names of the regions before, as servers are called after theirs
    private static Scenario.Region region(YamlMap map, Set<String> names) {
        map.rejectUnknownKeys("name", "share", "utcOffsetHours", "servers", "workers");
        String name = map.text("name");
        if (!names.add(name)) {
            throw map.problem("name", "is `%s`, as another region is called".formatted(name));
        }
        return new Scenario.Region(
                name,
                map.number("share", 0, 1e6),
                map.number("utcOffsetHours", -14, 14, 0),
                (int) map.whole("servers", 1, 1000),
                (int) map.whole("workers", 1, 100_000));
    }

    private static Scenario.Route route(YamlMap map) {
        map.rejectUnknownKeys(
                "path", "method", "share", "medianMillis", "sigma", "bytes", "errorRate");
        return new Scenario.Route(
                map.text("path"),
                map.text("method", "GET"),
                map.number("share", 0, 1e6),
                map.number("medianMillis", 0.001, 1e6),
                map.number("sigma", 0, 3, 0.5),
                map.number("bytes", 0, 1e12, 1000),
                map.number("errorRate", 0, 1, 0));
    }

    private static Scenario.Failure failure(YamlMap map) {
        map.rejectUnknownKeys("kind", "target", "at", "length", "strength");
        FailureKind kind = kind(map);
        return new Scenario.Failure(
                kind,
                map.text("target", "all"),
                map.duration("at", Duration.ZERO, YEAR),
                map.duration("length", SECOND, YEAR),
                map.number("strength", kind.minStrength(), kind.maxStrength()));
    }

    private static FailureKind kind(YamlMap map) {
        String label = map.text("kind").toLowerCase(Locale.ROOT);
        for (FailureKind kind : FailureKind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw map.problem("kind", "is `%s`, known: %s".formatted(label, FailureKind.labels()));
    }

    private static void checkRegions(YamlMap map, Scenario scenario) {
        checkShares(
                map, "regions", scenario.regions().stream().mapToDouble(Scenario.Region::share));
        if (scenario.serverCount() > MAX_SERVERS) {
            throw map.problem(
                    "regions",
                    "have %d servers together, allowed are 1 to %d"
                            .formatted(scenario.serverCount(), MAX_SERVERS));
        }
    }

    private static void checkShares(YamlMap map, String key, DoubleStream shares) {
        if (!(shares.sum() > 0)) {
            throw map.problem(key, "have shares of nothing, at least one share must be above 0");
        }
    }

    private static void checkTargets(YamlMap map, Scenario scenario) {
        for (Scenario.Failure failure : scenario.failures()) {
            boolean isKnown =
                    failure.target().equals("all")
                            || switch (failure.kind()) {
                                case SLOW_SERVER ->
                                        scenario.regions().stream()
                                                .anyMatch(r -> hasServer(r, failure.target()));
                                case BAD_DEPLOY ->
                                        scenario.routes().stream()
                                                .anyMatch(r -> r.path().equals(failure.target()));
                            };
            if (!isKnown) {
                throw map.problem(
                        "failures",
                        "has a %s of `%s`, which the scenario does not have"
                                .formatted(failure.kind().label(), failure.target()));
            }
        }
    }

    private static boolean hasServer(Scenario.Region region, String server) {
        for (int i = 1; i <= region.servers(); i++) {
            if (server.equals(region.name() + "-" + i)) {
                return true;
            }
        }
        return false;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
