package trafficinsights.ingest.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.ingest.text.JsonScanner;

/// The texts and numbers of an object by their paths, joined with dots. For the first objects of a
/// file; [trafficinsights.ingest.text.JsonScanner] reads the rest.
public final class JsonLeaves {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_PATHS = 2_000;

    private JsonLeaves() {}

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
        List<String> names = new ArrayList<>();
        List<String[]> found = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                switch (token) {
                    case PROPERTY_NAME -> {
                        while (names.size() >= depth) {
                            names.removeLast();
                        }
                        names.add(parser.currentName());
                    }
                    case START_OBJECT -> depth++;
                    case END_OBJECT -> depth--;
                    case START_ARRAY -> parser.skipChildren();
                    case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                            found.add(new String[] {path(names), parser.getString()});
                    default -> {
                        // true, false and null are nothing that a request has.
                    }
                }
            }
        } catch (JacksonException notWhole) {
            return false;
        }
        for (String[] leaf : found) {
            if (values.size() < MOST_PATHS || values.containsKey(leaf[0])) {
                values.computeIfAbsent(leaf[0], _ -> new ArrayList<>()).add(leaf[1]);
            }
        }
        return true;
    }
}
