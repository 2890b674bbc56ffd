package trafficinsights.ingest.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Goes through the values of an object and of those within it. Threads: stateless.
public final class JsonWalk {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonWalk() {}

    /// Takes a value that is not an object.
    public interface Visitor {
        /// @param names the way to the value, from outside; not to be kept
        /// @param parser at the value, or at the start of an array, which the visitor has to leave
        ///   at its end
        void at(List<String> names, JsonParser parser);
    }

    /// Visits the values of the object that a text begins with, in their order.
    ///
    /// @return whether there is one, and it is complete
    public static boolean first(String text, Visitor visitor) {
        return walk(text, false, visitor);
    }

    /// As [#first], where nothing may follow the object.
    public static boolean only(String text, Visitor visitor) {
        return walk(text, true, visitor);
    }

    private static boolean walk(String text, boolean isOnly, Visitor visitor) {
        List<String> names = new ArrayList<>();
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
                    default -> visitor.at(names, parser);
                }
            }
            return !isOnly || parser.nextToken() == null;
        } catch (JacksonException notWhole) {
            return false;
        }
    }
}
