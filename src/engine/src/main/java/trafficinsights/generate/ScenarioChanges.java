package trafficinsights.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import trafficinsights.model.Problem;

/// Changes of the form `path=value` to a scenario before it is checked (`docs/user-guide.md`, "What
/// if"). What is put in place keeps the line of what was there, so that a refusal still names it.
///
/// Errors: [trafficinsights.model.ProblemException] with the code `scenario.change`, which names
/// the change and what is known there. Keys and ranges are checked afterwards, as in a file.
final class ScenarioChanges {
    private static final Map<String, String> ALIASES =
            Map.of(
                    "retries", "retries.max",
                    "latency", "routes.*.medianMillis",
                    "rate", "requestsPerSecond",
                    "policy", "balancer.policy");

    /// By what an element of a list is called.
    private static final List<String> NAME_KEYS = List.of("name", "path", "kind");

    private static final int MAX_SERVERS = 1000;

    private final MappingNode root;
    private String change = "";

    private ScenarioChanges(MappingNode root) {
        this.root = root;
    }

    /// @return a changed copy; what is not a mapping is left to its reader to refuse
    static Node apply(Node scenario, List<String> changes) {
        Node copy = copy(scenario);
        if (copy instanceof MappingNode root) {
            ScenarioChanges all = new ScenarioChanges(root);
            changes.forEach(all::apply);
        }
        return copy;
    }

    private void apply(String text) {
        change = text;
        int sign = text.indexOf('=');
        String key = sign < 0 ? "" : text.substring(0, sign).strip();
        String value = sign < 0 ? "" : text.substring(sign + 1).strip();
        if (key.isEmpty() || value.isEmpty()) {
            throw refused("must be like retries=3 or routes./search.medianMillis=+50");
        }
        if (key.equals("out")) {
            takeOut(value);
        } else if (key.equals("failures") && value.equals("none")) {
            set(root, "failures", composed("[]"));
        } else {
            String path = ALIASES.getOrDefault(key, key).replaceAll("\\[(\\d+|\\*)]", ".$1");
            descend(root, "", path, value);
        }
    }

    /// @param at path of the mapping, for messages
    /// @param rest of the path, below it
    private void descend(MappingNode map, String at, String rest, String value) {
        int dot = rest.indexOf('.');
        String key = dot < 0 ? rest : rest.substring(0, dot);
        String path = at.isEmpty() ? key : at + "." + key;
        if (dot < 0) {
            set(map, key, newValue(get(map, key), path, value));
            return;
        }
        if (key.equals("servers")) {
            listServers(map);
        }
        Node below = get(map, key);
        if (below == null) {
            below = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.FLOW);
            set(map, key, below);
        }
        switch (below) {
            case MappingNode inner -> descend(inner, path, rest.substring(dot + 1), value);
            case SequenceNode list -> descendList(list, path, rest.substring(dot + 1), value);
            default -> throw refused("%s is a single value, without parts".formatted(path));
        }
    }

    /// Elements are found by name, by index from 0, or all of them by `*`. A name may have dots in
    /// it, so the longest that fits counts.
    private void descendList(SequenceNode list, String at, String rest, String value) {
        List<Node> items = list.getValue();
        Set<String> known = new LinkedHashSet<>();
        String best = "";
        for (int i = 0; i < items.size(); i++) {
            known.add(name(items.get(i), i));
            for (String name : List.of(name(items.get(i), i), Integer.toString(i), "*")) {
                boolean fits = rest.equals(name) || rest.startsWith(name + ".");
                best = fits && name.length() > best.length() ? name : best;
            }
        }
        if (best.isEmpty()) {
            throw refused(
                    "%s has no such entry; known: %s, an index from 0, or *"
                            .formatted(at, String.join(", ", known)));
        }
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            boolean isMeant =
                    best.equals("*")
                            || best.equals(name(item, i))
                            || best.equals(Integer.toString(i));
            if (isMeant) {
                descendItem(items, i, at + "." + best, rest.substring(best.length()), value);
            }
        }
    }

    private void descendItem(List<Node> items, int i, String at, String rest, String value) {
        if (rest.isEmpty()) {
            items.set(i, newValue(items.get(i), at, value));
        } else if (items.get(i) instanceof MappingNode map) {
            descend(map, at, rest.substring(1), value);
        } else {
            throw refused("%s is a single value, without parts".formatted(at));
        }
    }

    private Node newValue(@Nullable Node before, String path, String value) {
        boolean isMillis = path.endsWith("Millis");
        if (!ChangedValue.isRelative(value)) {
            return marked(composed(isMillis ? ChangedValue.inMillis(value) : value), before);
        }
        if (!(before instanceof ScalarNode old)) {
            throw refused(
                    path
                            + " has no value there to increase or decrease; give it"
                            + " one (a negative number in quotes)");
        }
        try {
            String text = ChangedValue.changed(old.getValue(), value, isMillis);
            return marked(new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN), before);
        } catch (IllegalArgumentException e) {
            throw refused(path + ": " + e.getMessage());
        }
    }

    private Node composed(String value) {
        try {
            LoadSettings settings = LoadSettings.builder().build();
            Optional<Node> node = new Compose(settings).composeString(value);
            if (node.isPresent()) {
                return copy(node.get());
            }
        } catch (YamlEngineException e) {
            throw refused("the value is not valid YAML");
        }
        throw refused("the value is empty");
    }

    /// A server that takes no traffic stays in the fleet with a weight of nothing.
    private void takeOut(String server) {
        Set<String> known = new LinkedHashSet<>();
        if (get(root, "regions") instanceof SequenceNode regions) {
            for (int r = 0; r < regions.getValue().size(); r++) {
                if (regions.getValue().get(r) instanceof MappingNode region) {
                    listServers(region);
                    takeOut(region, server, known);
                }
            }
        }
        if (!known.contains(server)) {
            throw refused(
                    "there is no server `%s`; known: %s"
                            .formatted(server, String.join(", ", known)));
        }
    }

    private void takeOut(MappingNode region, String server, Set<String> known) {
        if (get(region, "servers") instanceof SequenceNode servers) {
            for (int s = 0; s < servers.getValue().size(); s++) {
                Node node = servers.getValue().get(s);
                known.add(name(node, s));
                if (node instanceof MappingNode map && name(node, s).equals(server)) {
                    set(map, "weight", new ScalarNode(Tag.INT, "0", ScalarStyle.PLAIN));
                }
            }
        }
    }

    /// Servers given as a number become a list of the same servers, named as the reader names them.
    private void listServers(MappingNode region) {
        if (!(get(region, "servers") instanceof ScalarNode count)
                || !(get(region, "name") instanceof ScalarNode name)
                || !count.getValue().matches("\\d{1,4}")
                || Integer.parseInt(count.getValue()) > MAX_SERVERS) {
            return;
        }
        List<Node> servers = new ArrayList<>();
        for (int i = 1; i <= Integer.parseInt(count.getValue()); i++) {
            MappingNode server = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.FLOW);
            String text = name.getValue() + "-" + i;
            set(server, "name", new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN));
            servers.add(marked(server, count));
        }
        set(region, "servers", marked(new SequenceNode(Tag.SEQ, servers, FlowStyle.FLOW), count));
    }

    private static String name(Node item, int index) {
        if (item instanceof MappingNode map) {
            for (String key : NAME_KEYS) {
                if (get(map, key) instanceof ScalarNode name) {
                    return name.getValue();
                }
            }
        }
        return Integer.toString(index);
    }

    private static @Nullable Node get(MappingNode map, String key) {
        for (NodeTuple tuple : map.getValue()) {
            if (isKey(tuple, key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private static void set(MappingNode map, String key, Node value) {
        List<NodeTuple> tuples = map.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (isKey(tuples.get(i), key)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
                return;
            }
        }
        Node name = marked(new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN), map);
        tuples.add(new NodeTuple(name, value));
    }

    private static boolean isKey(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
    }

    /// The same node at the place of another.
    private static Node marked(Node node, @Nullable Node place) {
        return copy(node, place == null ? Optional.empty() : place.getStartMark());
    }

    /// Anchors make nodes shared; a copy has none, so a change meets one place only.
    private static Node copy(Node node) {
        return copy(node, node.getStartMark());
    }

    private static Node copy(Node node, Optional<Mark> start) {
        return switch (node) {
            case ScalarNode s ->
                    new ScalarNode(
                            s.getTag(),
                            true,
                            s.getValue(),
                            s.getScalarStyle(),
                            start,
                            Optional.empty());
            case SequenceNode s -> {
                List<Node> items = new ArrayList<>();
                s.getValue().forEach(item -> items.add(copy(item)));
                yield new SequenceNode(
                        s.getTag(), true, items, s.getFlowStyle(), start, Optional.empty());
            }
            case MappingNode m -> {
                List<NodeTuple> tuples = new ArrayList<>();
                for (NodeTuple t : m.getValue()) {
                    tuples.add(new NodeTuple(copy(t.getKeyNode()), copy(t.getValueNode())));
                }
                yield new MappingNode(
                        m.getTag(), true, tuples, m.getFlowStyle(), start, Optional.empty());
            }
            default -> node;
        };
    }

    private RuntimeException refused(String what) {
        return Problem.of("scenario.change", "The change `%s`: %s.".formatted(change, what))
                .asException();
    }
}
