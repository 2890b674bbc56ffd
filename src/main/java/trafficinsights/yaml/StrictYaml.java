package trafficinsights.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// Keys and values of a small YAML file (a mapping of metrics or of requests, rules), read
/// strictly: a refusal names the file, line and column, and what is allowed; a key that nobody
/// knows is refused, with the key that was probably meant.
public final class StrictYaml {
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
                throw problem(tuple.getKeyNode(), path, "has a key that is not a word");
            }
            if (values.put(name.getValue(), tuple.getValueNode()) != null) {
                throw problem(name, at(name.getValue()), "is given twice");
            }
            keys.put(name.getValue(), name);
        }
    }

    /// @throws trafficinsights.model.ProblemException when it is not YAML, or no keys and values
    public static StrictYaml of(Source source, byte[] yaml) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source.file).build();
            Optional<Node> root =
                    new Compose(settings).composeString(new String(yaml, StandardCharsets.UTF_8));
            return new StrictYaml(source, "", root.orElse(null));
        } catch (MarkedYamlEngineException e) {
            throw problem(source, e.getProblemMark(), "it is not YAML", e);
        } catch (YamlEngineException e) {
            throw problem(source, Optional.empty(), "it is not YAML", e);
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
                                        distance(name, key) <= Math.max(1, key.length() / 3))
                                .findFirst()
                                .map("; perhaps `%s` is meant"::formatted)
                                .orElse("; known: " + String.join(", ", known));
                throw problem(entry.getValue(), at(key), "is not known" + hint);
            }
        }
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public boolean isMap(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /// @throws trafficinsights.model.ProblemException when the key is missing
    public String text(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw problem(node, at(key), "is missing");
        }
        return text(value, key);
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

    /// The keys and values under a key.
    public StrictYaml map(String key) {
        return new StrictYaml(source, at(key), values.get(key));
    }

    /// The mappings of a list; none when the key is missing.
    public List<StrictYaml> maps(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            throw problem(key, "must be a list");
        }
        List<StrictYaml> maps = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            String item = at(key + "[" + i + "]");
            maps.add(new StrictYaml(source, item, sequence.getValue().get(i)));
        }
        return maps;
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

    /// How many letters differ (V. I. Levenshtein, 1966).
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
