package trafficinsights.ingest.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import trafficinsights.ingest.json.JsonWalk;

/// The values of a JSON object of one line, by their paths joined with dots; what is in an array is
/// joined with commas. Threads: stateless.
final class FlowObject {
    private FlowObject() {}

    /// @param into gets the values; null for `null`
    /// @return whether the line is an object, and nothing else
    static boolean read(String line, Map<String, @Nullable String> into) {
        return JsonWalk.only(
                line, (names, parser) -> into.put(String.join(".", names), value(parser)));
    }

    private static @Nullable String value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_ARRAY -> array(parser);
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
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
