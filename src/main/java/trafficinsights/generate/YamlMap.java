package trafficinsights.generate;

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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import trafficinsights.model.Problem;

/// A mapping of a YAML file, read with its types and ranges checked. Every refusal names the file,
/// the line, the path and what is allowed. Each key must be asked for: a key nobody knows is
/// refused.
final class YamlMap {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");

    private final String file;
    private final String path;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    YamlMap(String file, String path, @Nullable Node node) {
        this.file = file;
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw problem(node, path, "must be a list of `key: value` lines");
        }
        this.node = mapping;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw problem(tuple.getKeyNode(), path, "must have single words as keys");
            }
            String key = name.getValue();
            if (values.put(key, tuple.getValueNode()) != null) {
                throw problem(name, at(key), "is given twice");
            }
            keys.put(key, name);
        }
    }

    /// Call last: refuses keys that were not read.
    void rejectUnknownKeys(String... known) {
        List<String> names = List.of(known);
        for (Map.Entry<String, Node> entry : keys.entrySet()) {
            if (!names.contains(entry.getKey())) {
                throw problem(
                        entry.getValue(),
                        at(entry.getKey()),
                        "is not known here; known: " + String.join(", ", names));
            }
        }
    }

    String text(String key) {
        return scalar(required(key), key).getValue();
    }

    String text(String key, String otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : scalar(value, key).getValue();
    }

    double number(String key, double min, double max) {
        return number(required(key), key, min, max);
    }

    double number(String key, double min, double max, double otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : number(value, key, min, max);
    }

    private double number(Node value, String key, double min, double max) {
        String text = scalar(value, key).getValue();
        String allowed = "must be a number from %s to %s".formatted(plain(min), plain(max));
        try {
            double number = Double.parseDouble(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw problem(value, at(key), "is `%s`, %s".formatted(text, allowed));
        }
        throw problem(value, at(key), "is %s, %s".formatted(text, allowed));
    }

    long whole(String key, long min, long max) {
        double number = number(key, (double) min, (double) max);
        if (number != Math.rint(number)) {
            throw problem(required(key), at(key), "must be a whole number");
        }
        return (long) number;
    }

    /// `true` or `false`.
    boolean flag(String key, boolean otherwise) {
        Node value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (scalar(value, key).getValue()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw problem(value, at(key), "must be true or false");
        };
    }

    /// A length of time such as `90s`, `30m`, `1.5h`.
    Duration duration(String key, Duration min, Duration max) {
        return duration(required(key), key, min, max);
    }

    Duration duration(String key, Duration min, Duration max, Duration otherwise) {
        Node value = values.get(key);
        return value == null ? otherwise : duration(value, key, min, max);
    }

    private Duration duration(Node value, String key, Duration min, Duration max) {
        String text = scalar(value, key).getValue();
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw problem(value, at(key), "is `%s`, must be like 90s, 30m, 2h".formatted(text));
        }
        double factor =
                switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 86_400_000;
                };
        Duration duration =
                Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * factor));
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw problem(
                    value,
                    at(key),
                    "is %s, allowed are %s to %s".formatted(text, plain(min), plain(max)));
        }
        return duration;
    }

    Instant instant(String key) {
        Node value = required(key);
        String text = scalar(value, key).getValue();
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw problem(
                    value, at(key), "is `%s`, must be like 2026-03-02T08:00:00Z".formatted(text));
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    /// The mapping under a key, if the key is given.
    Optional<YamlMap> map(String key) {
        Node value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(new YamlMap(file, at(key), value));
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /// The numbers of a list; none when the key is not given.
    List<Double> numbers(String key, int minCount, int maxCount, double min, double max) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        List<Node> items = items(value, key, minCount, maxCount);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            numbers.add(number(items.get(i), key + "[" + i + "]", min, max));
        }
        return numbers;
    }

    /// The mappings of a list, each read by the given function.
    <T> List<T> list(String key, int min, int max, Function<YamlMap, T> read) {
        Node value = min == 0 ? values.get(key) : required(key);
        if (value == null) {
            return List.of();
        }
        List<Node> items = items(value, key, min, max);
        List<T> entries = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            entries.add(read.apply(new YamlMap(file, at(key) + "[" + i + "]", items.get(i))));
        }
        return entries;
    }

    private List<Node> items(Node value, String key, int min, int max) {
        if (!(value instanceof SequenceNode sequence)) {
            throw problem(value, at(key), "must be a list");
        }
        List<Node> items = sequence.getValue();
        if (items.size() < min || items.size() > max) {
            throw problem(
                    value,
                    at(key),
                    "has %d entries, allowed are %d to %d".formatted(items.size(), min, max));
        }
        return items;
    }

    /// A refusal of one value, for checks that the caller makes.
    RuntimeException problem(String key, String what) {
        return problem(values.getOrDefault(key, node), at(key), what);
    }

    private Node required(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw problem(node, at(key), "is missing");
        }
        return value;
    }

    private ScalarNode scalar(Node value, String key) {
        if (value instanceof ScalarNode scalar) {
            return scalar;
        }
        throw problem(value, at(key), "must be a single value");
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private RuntimeException problem(@Nullable Node where, String what, String wrong) {
        String line =
                where == null
                        ? ""
                        : where.getStartMark()
                                .map(mark -> ", line " + (mark.getLine() + 1))
                                .orElse("");
        String subject = what.isEmpty() ? "the file" : what;
        return Problem.of("scenario.invalid", "%s%s: %s %s.".formatted(file, line, subject, wrong))
                .asException();
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
