package trafficinsights.alerts;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.alerts.Notice;

/// The JSON body that a ticket system wants, with `${field}` where a notice's fields go. A text is
/// written as it must be within the quotes of JSON, a figure as a number or `null`. Immutable.
final class NoticeTemplate {
    private static final Pattern FIELD = Pattern.compile("\\$\\{([^}]*)}");

    private final String text;

    private NoticeTemplate(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException with what is wrong, in words for the user
    static NoticeTemplate of(String text) {
        Map<String, String> known = NoticeJson.fields(Sending.testNotice("template"), "");
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            if (!known.containsKey(matcher.group(1))) {
                throw new IllegalArgumentException(
                        "has `%s`, which is not a field; fields: %s"
                                .formatted(matcher.group(), String.join(", ", known.keySet())));
            }
        }
        NoticeTemplate template = new NoticeTemplate(text);
        checkJson(template.fill(known));
        return template;
    }

    private static void checkJson(String filled) {
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), filled)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("is empty");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("has text after its JSON value");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "does not give valid JSON: line %d, column %d"
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                    e);
        }
    }

    String fill(Notice notice, String program) {
        return fill(NoticeJson.fields(notice, program));
    }

    private String fill(Map<String, String> fields) {
        return FIELD.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                escaped(match.group(1), fields.getOrDefault(match.group(1), ""))));
    }

    private static String escaped(String field, String value) {
        return NoticeJson.isNumber(field)
                ? value
                : new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
    }
}
