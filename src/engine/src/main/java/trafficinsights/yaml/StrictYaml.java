package trafficinsights.yaml;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import trafficinsights.model.Problem;
import trafficinsights.stat.EditDistance;

/// Keys and values of a small YAML file (a scenario, a mapping, rules), read strictly: a refusal
/// names the file, line and column, and what is allowed; a key that nobody knows is refused, with
/// the key that was probably meant.
public final class StrictYaml {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
    private static final Map<String, Integer> UNIT_MILLIS =
            Map.of("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);

    private final Source source;
    private final String path;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    /// What a file is called and should be, for messages.
    ///
    /// @param file name
    /// @param code of the problems
    /// @param kind what the file should be, as `mapping of metrics`
    /// @param example document with an example
    public record Source(String file, String code, String kind, String example) {}

    private StrictYaml(Source source, String path, @Nullable Node node) {
        this.source = source;
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw problem(
                    node, path.isEmpty() ? "it" : path, "is not a list of `key: value` lines");
        }
        this.node = mapping;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw problem(tuple.getKeyNode(), path, "has a key that is not a single word");
            }
            if (values.put(name.getValue(), tuple.getValueNode()) != null) {
                throw problem(name, at(name.getValue()), "appears twice");
            }
            keys.put(name.getValue(), name);
        }
    }

    /// @throws trafficinsights.model.ProblemException when it is not YAML, or no keys and values
    public static StrictYaml of(Source source, byte[] yaml) {
        return of(source, compose(source, new String(yaml, StandardCharsets.UTF_8)));
    }

    /// @param root of a text, as [#compose] gives it
    public static StrictYaml of(Source source, @Nullable Node root) {
        return new StrictYaml(source, "", root);
    }

    /// The nodes of a text, with their places; null when it is empty.
    ///
    /// @throws trafficinsights.model.ProblemException when it is not YAML
    public static @Nullable Node compose(Source source, String yaml) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source.file).build();
            return new Compose(settings).composeString(yaml).orElse(null);
        } catch (MarkedYamlEngineException e) {
            String wrong = "it is not valid YAML: " + e.getProblem().replaceAll("\\s+", " ");
            throw problem(source, e.getProblemMark(), wrong, e);
        } catch (YamlEngineException e) {
            throw problem(source, Optional.empty(), "it is not valid YAML", e);
        }
    }

    /// Refuses keys that are not of these.
    public void checkKeys(List<String> known) {
        for (Map.Entry<String, Node> entry : keys.entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                String hint =
                        known.stream()
                                .filter(name ->
                                        EditDistance.of(name, key) <= Math.max(1, key.length() / 3))
                                .findFirst()
                                .map("; perhaps you meant `%s`"::formatted)
                                .orElse("; known: " + String.join(", ", known));
                throw problem(entry.getValue(), at(key), "is not known" + hint);
            }
        }
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    public boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    public boolean isMap(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /// @throws trafficinsights.model.ProblemException when the key is missing
    public String text(String key) {
        return text(required(key), key);
    }

    private Node required(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw problem(node, at(key), "is missing");
        }
        return value;
    }

    public String text(String key, String otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : text(value, key);
    }

    private String text(Node value, String key) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(value, at(key), "must be a single value");
    }

    /// A single value, or those of a list; none when the key is missing.
    public List<String> texts(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            return List.of(text(value, key));
        }
        List<String> texts = new ArrayList<>();
        sequence.getValue().forEach(item -> texts.add(text(item, key)));
        return List.copyOf(texts);
    }

    /// One of the words that are allowed.
    public String word(String key, String otherwise, List<String> allowed) {
        String text = text(key, otherwise);
        if (!allowed.contains(text)) {
            throw problem(
                    key, "is `%s`, must be one of %s".formatted(text, String.join(", ", allowed)));
        }
        return text;
    }

    public boolean flag(String key, boolean otherwise) {
        return Boolean.parseBoolean(
                word(key, Boolean.toString(otherwise), List.of("true", "false")));
    }

    /// A number; `otherwise` when the key is missing.
    public double number(String key, double otherwise) {
        String text = text(key, Double.toString(otherwise));
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw problem(key, "is `%s`, must be a number".formatted(text));
        }
    }

    /// A number of a range, ends included.
    ///
    /// @throws trafficinsights.model.ProblemException also when the key is missing
    public double number(String key, double min, double max) {
        return number(required(key), key, min, max);
    }

    /// A number of a range, ends included; `otherwise` when the key is missing.
    public double number(String key, double min, double max, double otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : number(value, key, min, max);
    }

    private double number(Node value, String key, double min, double max) {
        String text = text(value, key);
        try {
            double number = Double.parseDouble(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a number outside is.
        }
        throw problem(
                value,
                at(key),
                "is `%s`, must be a number from %s to %s".formatted(text, plain(min), plain(max)));
    }

    /// A whole number of a range, ends included.
    public long whole(String key, long min, long max) {
        double number = number(key, (double) min, (double) max);
        if (number != Math.rint(number)) {
            throw problem(key, "must be a whole number");
        }
        return (long) number;
    }

    /// A length of time such as `90s`, `30m`, `1.5h`, ends of the range included.
    public Duration duration(String key, Duration min, Duration max) {
        return duration(required(key), key, min, max);
    }

    /// As the other; `otherwise` when the key is missing.
    public Duration duration(String key, Duration min, Duration max, Duration otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : duration(value, key, min, max);
    }

    private Duration duration(Node value, String key, Duration min, Duration max) {
        String text = text(value, key);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw problem(
                    value,
                    at(key),
                    "is `%s`, must be a duration such as 90s, 30m, 2h".formatted(text));
        }
        double millis =
                Double.parseDouble(matcher.group(1))
                        * UNIT_MILLIS.getOrDefault(matcher.group(2), 1);
        Duration duration = Duration.ofMillis(Math.round(millis));
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw problem(
                    value,
                    at(key),
                    "is `%s`, must be %s to %s".formatted(text, plain(min), plain(max)));
        }
        return duration;
    }

    /// A time in UTC such as `2026-03-02T08:00:00Z`.
    public Instant instant(String key) {
        String text = text(key);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw problem(
                    key, "is `%s`, must be a time such as 2026-03-02T08:00:00Z".formatted(text));
        }
    }

    /// The numbers of a list; none when the key is missing.
    public List<Double> numbers(String key, int minCount, int maxCount, double min, double max) {
        List<Double> numbers = new ArrayList<>();
        if (values.containsKey(key)) {
            for (Node item : items(key, minCount, maxCount)) {
                numbers.add(number(item, "%s[%d]".formatted(key, numbers.size()), min, max));
            }
        }
        return numbers;
    }

    /// The keys and values under a key.
    public StrictYaml map(String key) {
        return new StrictYaml(source, at(key), values.get(key));
    }

    /// As [#map]; empty when the key is missing.
    public Optional<StrictYaml> mapIfGiven(String key) {
        return has(key) ? Optional.of(map(key)) : Optional.empty();
    }

    /// The mappings of a list; none when the key is missing.
    public List<StrictYaml> maps(String key) {
        return maps(key, 0, Integer.MAX_VALUE);
    }

    /// The mappings of a list; none when the key is missing and `min` is 0.
    public List<StrictYaml> maps(String key, int min, int max) {
        List<StrictYaml> maps = new ArrayList<>();
        if (min > 0 || has(key)) {
            for (Node item : items(key, min, max)) {
                maps.add(new StrictYaml(source, at("%s[%d]".formatted(key, maps.size())), item));
            }
        }
        return maps;
    }

    private List<Node> items(String key, int min, int max) {
        if (!(required(key) instanceof SequenceNode sequence)) {
            throw problem(key, "must be a list");
        }
        int size = sequence.getValue().size();
        if (size < min || size > max) {
            throw problem(key, "has %d entries, must be %d to %d".formatted(size, min, max));
        }
        return sequence.getValue();
    }

    /// A refusal of one place within a key's value, which is a text on one line.
    ///
    /// @param column of the text, from 1
    public RuntimeException problem(String key, int column, String wrong) {
        Node value = values.getOrDefault(key, node);
        int quote =
                value instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN
                        ? 1
                        : 0;
        String place =
                value.getStartMark()
                        .map(m ->
                                ", line %d, column %d"
                                        .formatted(m.getLine() + 1, m.getColumn() + quote + column))
                        .orElse("");
        return problem(source, place, wrong, null);
    }

    /// A refusal of one key's value.
    public RuntimeException problem(String key, String wrong) {
        return problem(values.getOrDefault(key, node), at(key), wrong);
    }

    /// A refusal of the whole.
    public RuntimeException problem(String wrong) {
        return problem(node, path.isEmpty() ? "it" : path, wrong);
    }

    private String at(String key) {
        return "`%s`".formatted(path.isEmpty() ? key : path.replace("`", "") + "." + key);
    }

    private RuntimeException problem(@Nullable Node where, String what, String wrong) {
        Optional<Mark> mark = where == null ? Optional.empty() : where.getStartMark();
        return problem(source, mark, what + " " + wrong, null);
    }

    private static RuntimeException problem(
            Source source, Optional<Mark> mark, String wrong, @Nullable Throwable cause) {
        String place =
                mark.map(m -> ", line %d, column %d".formatted(m.getLine() + 1, m.getColumn() + 1))
                        .orElse("");
        return problem(source, place, wrong, cause);
    }

    private static RuntimeException problem(
            Source source, String place, String wrong, @Nullable Throwable cause) {
        String message =
                "%s is not a valid %s%s: %s. %s has an example."
                        .formatted(source.file, source.kind, place, wrong, source.example);
        return cause == null
                ? Problem.of(source.code, message).asException()
                : Problem.of(source.code, message, cause).asException();
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String plain(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 86_400 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
