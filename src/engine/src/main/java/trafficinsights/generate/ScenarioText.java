package trafficinsights.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The text of a scenario file with values changed in place: what is not changed, comments too,
/// stays as it was written. Nothing is checked; [ScenarioFile#ofText] does that.
public final class ScenarioText {
    private static final Pattern ALIAS = Pattern.compile("\\s*(\\*[^\\s,\\]}]+)");

    /// Texts that need no quotes, also inside of braces.
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9/+-][A-Za-z0-9./_+-]*(:[A-Za-z]+)?");

    private ScenarioText() {}

    /// A text with single values set.
    ///
    /// @param values by path: keys and indices from 0, joined by points (`failures.0.at`); a key
    ///   that is not there yet is added
    public static String with(String text, Map<String, String> values) {
        String changed = text;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            changed = with(changed, entry.getKey(), quoted(entry.getValue()));
        }
        return changed;
    }

    /// A text with one value set.
    ///
    /// @param yaml as it is to be behind the key
    static String with(String text, String path, String yaml) {
        String[] parts = path.split("\\.");
        Node at = ScenarioFile.compose("scenario", text);
        for (int i = 0; i < parts.length; i++) {
            switch (at) {
                case MappingNode map -> {
                    NodeTuple tuple = tuple(map, parts[i]);
                    if (tuple == null) {
                        return inserted(text, map, i == 0, nested(parts, i, yaml));
                    }
                    if (i == parts.length - 1) {
                        return replaced(text, tuple, yaml);
                    }
                    at = tuple.getValueNode();
                }
                case SequenceNode list -> at = list.getValue().get(Integer.parseInt(parts[i]));
                case null, default ->
                        throw new IllegalArgumentException(path + " is inside a single value");
            }
        }
        throw new IllegalArgumentException(path + " is not a known key");
    }

    /// A text whose failures are these, each on a line of its own.
    public static String withFailures(String text, List<Scenario.Failure> failures) {
        if (failures.isEmpty()) {
            return with(text, "failures", "[]");
        }
        StringBuilder list = new StringBuilder();
        failures.forEach(failure -> list.append("\n  - ").append(line(failure)));
        return with(text, "failures", list.toString());
    }

    private static String line(Scenario.Failure failure) {
        boolean isUsualRamp =
                failure.ramp()
                        .equals(failure.kind().isGradual() ? failure.length() : Duration.ZERO);
        return "{ kind: %s, target: %s, at: %s, length: %s,%s strength: %s }"
                .formatted(
                        failure.kind().label(),
                        quoted(failure.target()),
                        duration(failure.at()),
                        duration(failure.length()),
                        isUsualRamp ? "" : " ramp: " + duration(failure.ramp()) + ",",
                        ScenarioWriter.number(failure.strength()));
    }

    /// A text with one entry more at the end of a list.
    ///
    /// @param list key of the file
    /// @param entry in braces, on one line
    public static String withEntry(String text, String list, String entry) {
        SequenceNode entries = entries(text, list);
        Node last = entries.getValue().getLast();
        int from = offset(text, last.getStartMark().orElseThrow());
        int end = end(text, from, offset(text, last.getEndMark().orElseThrow()));
        String before =
                isFlow(text, entries)
                        ? ", "
                        : "\n"
                                + " ".repeat(entries.getStartMark().orElseThrow().getColumn())
                                + "- ";
        return text.substring(0, end) + before + entry + text.substring(end);
    }

    /// A text without one entry of a list, which has others.
    ///
    /// @param list key of the file
    public static String withoutEntry(String text, String list, int index) {
        SequenceNode entries = entries(text, list);
        List<Node> all = entries.getValue();
        if (all.size() < 2) {
            throw new IllegalArgumentException("the last entry of " + list + " stays");
        }
        boolean isLast = index == all.size() - 1;
        if (isFlow(text, entries)) {
            int from =
                    offset(text, all.get(isLast ? index - 1 : index).getStartMark().orElseThrow());
            return isLast
                    ? text.substring(0, offset(text, all.get(index - 1).getEndMark().orElseThrow()))
                            + text.substring(
                                    offset(text, all.get(index).getEndMark().orElseThrow()))
                    : text.substring(0, from)
                            + text.substring(
                                    offset(text, all.get(index + 1).getStartMark().orElseThrow()));
        }
        int start = offset(text, all.get(index).getStartMark().orElseThrow());
        int end = end(text, start, offset(text, all.get(index).getEndMark().orElseThrow()));
        // Its line, with the dash before it and the break behind it.
        int from = text.lastIndexOf('\n', start) + 1;
        int to = text.indexOf('\n', end) + 1;
        return text.substring(0, from) + (to == 0 ? "" : text.substring(to));
    }

    private static boolean isFlow(String text, SequenceNode entries) {
        return text.startsWith("[", offset(text, entries.getStartMark().orElseThrow()));
    }

    private static SequenceNode entries(String text, String list) {
        Node root = ScenarioFile.compose("scenario", text);
        NodeTuple tuple = root instanceof MappingNode map ? tuple(map, list) : null;
        if (tuple != null && tuple.getValueNode() instanceof SequenceNode entries) {
            return entries;
        }
        throw new IllegalArgumentException(list + " is not a list");
    }

    /// `45m`, `90s`: in the largest unit that has no fraction.
    public static String duration(Duration span) {
        long millis = span.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    /// As a YAML value that means exactly this text.
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : ScenarioWriter.quoted(value);
    }

    /// `max: 3` below a key that is there, `retries: { max: 3 }` where there is none.
    private static String nested(String[] parts, int from, String yaml) {
        String value = yaml;
        for (int i = parts.length - 1; i > from; i--) {
            value = "{ " + parts[i] + ": " + value + " }";
        }
        String space = value.startsWith("\n") ? "" : " ";
        return parts[from] + ":" + space + value;
    }

    /// Whether a list is there.
    public static boolean isList(String text, String path) {
        Node at = ScenarioFile.compose("scenario", text);
        for (String part : path.split("\\.")) {
            if (at instanceof MappingNode map) {
                NodeTuple tuple = tuple(map, part);
                at = tuple == null ? null : tuple.getValueNode();
            } else if (at instanceof SequenceNode list) {
                at = list.getValue().get(Integer.parseInt(part));
            } else {
                return false;
            }
        }
        return at instanceof SequenceNode;
    }

    /// What a kind of failure may be aimed at in a scenario: `all` first.
    ///
    /// @param label of the kind
    public static List<String> targets(Scenario scenario, String label) {
        List<String> targets = new ArrayList<>(List.of("all"));
        for (FailureKind kind : FailureKind.values()) {
            if (kind.label().equals(label)) {
                addTargets(scenario, kind, targets);
            }
        }
        return targets;
    }

    private static void addTargets(Scenario scenario, FailureKind kind, List<String> targets) {
        for (Scenario.Region region : scenario.regions()) {
            if (kind.mayHit(FailureKind.Scope.REGION)) {
                targets.add(region.name());
            }
            if (kind.mayHit(FailureKind.Scope.SERVER)) {
                region.servers().forEach(server -> targets.add(server.name()));
            }
        }
        if (kind.mayHit(FailureKind.Scope.ROUTE)) {
            scenario.routes().forEach(route -> targets.add(route.path()));
        }
    }

    private static @Nullable NodeTuple tuple(MappingNode map, String key) {
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return tuple;
            }
        }
        return null;
    }

    private static String inserted(String text, MappingNode map, boolean isRoot, String entry) {
        int start = offset(text, map.getStartMark().orElseThrow());
        if (text.startsWith("{", start)) {
            String comma = map.getValue().isEmpty() ? "" : ",";
            return text.substring(0, start + 1) + " " + entry + comma + text.substring(start + 1);
        }
        if (isRoot) {
            return text + (text.endsWith("\n") ? "" : "\n") + entry + "\n";
        }
        String indent = " ".repeat(map.getStartMark().orElseThrow().getColumn());
        return text.substring(0, start) + entry + "\n" + indent + text.substring(start);
    }

    private static String replaced(String text, NodeTuple tuple, String yaml) {
        Node key = tuple.getKeyNode();
        int from = text.indexOf(':', offset(text, key.getEndMark().orElseThrow())) + 1;
        Matcher alias = ALIAS.matcher(text).region(from, text.length());
        int to =
                alias.lookingAt()
                        ? alias.end()
                        : end(
                                text,
                                from,
                                offset(text, tuple.getValueNode().getEndMark().orElseThrow()));
        String space = yaml.startsWith("\n") ? "" : " ";
        return text.substring(0, from) + space + yaml + text.substring(to);
    }

    /// A block ends where the next token begins: blank lines and comments before that are not its.
    private static int end(String text, int from, int blockEnd) {
        int end = blockEnd;
        while (true) {
            while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            int line = text.lastIndexOf('\n', end - 1) + 1;
            if (line <= from || !text.substring(line, end).stripLeading().startsWith("#")) {
                return end;
            }
            end = line;
        }
    }

    /// Marks count code points.
    private static int offset(String text, Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
