package trafficinsights.report;

import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.Problem;

/// A JSON object of texts, as workspace files are. Threads: stateless.
public final class FlatJson {
    private FlatJson() {}

    /// One text a line, in the order of their names.
    public static String of(Map<String, String> texts) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(RowPrinter.context(), out)) {
            json.writeStartObject();
            new TreeMap<>(texts).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return out + "\n";
    }

    /// What is not a text is passed over.
    ///
    /// @throws trafficinsights.model.ProblemException when it is not a JSON object
    public static Map<String, String> read(String text) {
        Map<String, String> texts = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw broken().asException();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    texts.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
            return texts;
        } catch (JacksonException e) {
            throw new Problem(
                            broken().code(),
                            broken().userMessage(),
                            e.getClass().getSimpleName(),
                            e)
                    .asException();
        }
    }

    private static Problem broken() {
        return Problem.of(
                "workspace.broken",
                "This is not a valid workspace file: the JSON is damaged. Save"
                        + " the workspace again.");
    }
}
