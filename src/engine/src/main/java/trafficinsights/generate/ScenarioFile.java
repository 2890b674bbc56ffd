package trafficinsights.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.nodes.Node;
import trafficinsights.model.Problem;
import trafficinsights.yaml.StrictYaml;

/// A scenario together with the text it was read from.
///
/// @param text of the file, as it is kept beside what was made from it
/// @param sha256 of the text's bytes
public record ScenarioFile(Scenario scenario, String text, String sha256) {
    private static final int TEXT_WIDTH = 1000;

    private static final List<String> BUILT_IN =
            List.of(
                    "steady",
                    "black-friday",
                    "bad-deploy",
                    "slow-server",
                    "crashed-server",
                    "regional-outage",
                    "retry-storm",
                    "bot-scan",
                    "memory-leak",
                    "flapping-health",
                    "cascading-overload",
                    "latency-drift",
                    "route-faults",
                    "cron-jobs",
                    "weekly-rhythm");

    /// The names of the built-in scenarios.
    public static List<String> builtInNames() {
        return BUILT_IN;
    }

    /// Reads a built-in scenario by name, or else a file.
    ///
    /// @throws trafficinsights.model.ProblemException when there is none, or it says something
    ///   wrong
    public static ScenarioFile load(String nameOrFile) {
        return load(nameOrFile, List.of());
    }

    /// As [#load(String)], with changes such as `retries=3` made before anything is checked. The
    /// text is then that of the changed scenario, headed by the changes, and so is its hash.
    ///
    /// @param changes `path=value`, made in this order
    public static ScenarioFile load(String nameOrFile, List<String> changes) {
        if (BUILT_IN.contains(nameOrFile)) {
            return parse(nameOrFile + ".yaml", builtIn(nameOrFile), changes);
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
            return parse(file.toString(), Files.readString(file), changes);
        } catch (IOException e) {
            throw Problem.of(
                            "scenario.unreadable",
                            "%s could not be read as UTF-8 text.".formatted(file),
                            e)
                    .asException();
        }
    }

    /// Reads a text as if it stood in a file.
    ///
    /// @param file name for messages
    /// @throws trafficinsights.model.ProblemException when it says something wrong
    public static ScenarioFile ofText(String file, String text) {
        return parse(file, text, List.of());
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
    static ScenarioFile parse(String file, String text, List<String> changes) {
        Node root = compose(file, text);
        if (changes.isEmpty() || root == null) {
            Scenario scenario = ScenarioReader.read(StrictYaml.of(source(file), root));
            return new ScenarioFile(scenario, text, sha256(text));
        }
        String label = file + " with " + String.join(", ", changes);
        Node changed = ScenarioChanges.apply(root, changes);
        Scenario scenario = ScenarioReader.read(StrictYaml.of(source(label), changed));
        String changedText = text(file, changed, changes);
        return new ScenarioFile(scenario, changedText, sha256(changedText));
    }

    static @Nullable Node compose(String file, String text) {
        return StrictYaml.compose(source(file), text);
    }

    private static StrictYaml.Source source(String file) {
        return new StrictYaml.Source(file, "scenario.invalid", "scenario", "docs/scenario.md");
    }

    /// Comments of the original are lost; its name and the changes are in their place.
    private static String text(String file, Node changed, List<String> changes) {
        DumpSettings settings = DumpSettings.builder().setWidth(TEXT_WIDTH).build();
        StringBuilder text = new StringBuilder("# Made from " + file + " with the changes:\n");
        changes.forEach(
                change -> text.append("#   ").append(change.replaceAll("\\R", " ")).append('\n'));
        List<Event> events = new Serialize(settings).serializeOne(changed);
        return text.append(new Present(settings).emitToString(events.iterator())).toString();
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
