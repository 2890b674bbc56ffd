package trafficinsights.ingest.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import trafficinsights.ingest.text.JsonScanner;

/// The texts and numbers of an object by their paths, joined with dots. For the first objects of a
/// file; [trafficinsights.ingest.text.JsonScanner] reads the rest.
public final class JsonLeaves {
    private static final int MOST_PATHS = 2_000;

    private JsonLeaves() {}

    private record Leaf(String path, String value) {}

    private static String path(List<String> names) {
        boolean hasDot = names.stream().anyMatch(name -> name.indexOf('.') >= 0);
        if (hasDot && names.size() == 1) {
            return JsonScanner.JOINT + names.getFirst();
        }
        return String.join(hasDot ? String.valueOf(JsonScanner.JOINT) : ".", names);
    }

    /// Adds the leaves of the object that a text begins with. What stands in arrays is left out.
    ///
    /// @return whether the text is an object
    public static boolean gather(String text, Map<String, List<String>> values) {
        List<Leaf> found = new ArrayList<>();
        if (!JsonWalk.first(text, (names, parser) -> visit(names, parser, found))) {
            return false;
        }
        for (Leaf leaf : found) {
            if (values.size() < MOST_PATHS || values.containsKey(leaf.path)) {
                values.computeIfAbsent(leaf.path, _ -> new ArrayList<>()).add(leaf.value);
            }
        }
        return true;
    }

    private static void visit(List<String> names, JsonParser parser, List<Leaf> found) {
        switch (parser.currentToken()) {
            case START_ARRAY -> parser.skipChildren();
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    found.add(new Leaf(path(names), parser.getString()));
            default -> {
                // true, false and null are nothing that a request has.
            }
        }
    }
}
