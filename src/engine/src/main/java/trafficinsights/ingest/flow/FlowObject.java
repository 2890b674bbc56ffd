package trafficinsights.ingest.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The values of a JSON object of one line, by their paths joined with dots; what is in an array is
/// joined with commas. Threads: one.
final class FlowObject {
    private static final JsonFactory JSON = new JsonFactory();

    /// @param into gets the values; null for `null`
    /// @return whether the line is an object, and nothing else
    boolean read(String line, Map<String, @Nullable String> into) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (true) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                if (token == JsonToken.END_OBJECT) {
                    if (names.isEmpty()) {
                        return parser.nextToken() == null;
                    }
                    names.removeLast();
                } else if (token == JsonToken.PROPERTY_NAME) {
                    value(parser, names, into);
                }
            }
        } catch (JacksonException notWhole) {
            return false;
        }
    }

    private static void value(
            JsonParser parser, List<String> names, Map<String, @Nullable String> into) {
        String name = parser.currentName();
        String path = names.isEmpty() ? name : String.join(".", names) + "." + name;
        switch (parser.nextToken()) {
            case START_OBJECT -> names.add(name);
            case START_ARRAY -> into.put(path, array(parser));
            case VALUE_NULL -> into.put(path, null);
            default -> into.put(path, parser.getString());
        }
    }

    private static @Nullable String array(JsonParser parser) {
        List<String> items = new ArrayList<>();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                break;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue()) {
                items.add(parser.getString());
            }
        }
        return items.isEmpty() ? null : String.join(",", items);
    }
}
