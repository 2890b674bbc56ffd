package trafficinsights.alerts;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.alerts.Notice;

/// The body that a webhook gets without a template; `docs/alert.schema.json` describes it.
final class NoticeJson {
    static final String SCHEMA = "traffic-insights.alert/1";

    private static final Set<String> NUMBERS = Set.of("observed", "limit");

    private NoticeJson() {}

    /// The fields by name, in the order of the body; a missing figure is `null`.
    static Map<String, String> fields(Notice notice, String program) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("schema", SCHEMA);
        fields.put("id", notice.id());
        fields.put("alert", notice.alertId());
        fields.put("kind", notice.kind().label());
        fields.put("state", notice.state().label());
        fields.put("severity", notice.severity().label());
        fields.put("name", notice.name());
        fields.put("dimension", notice.dimension().label());
        fields.put("key", notice.key());
        fields.put("start", time(notice.startMicros()));
        fields.put("end", time(notice.endMicros()));
        fields.put("observed", number(notice.observed()));
        fields.put("limit", number(notice.limit()));
        fields.put("unit", notice.unit());
        fields.put("text", notice.text());
        fields.put("source", notice.source());
        fields.put("program", program);
        return fields;
    }

    static boolean isNumber(String field) {
        return NUMBERS.contains(field);
    }

    static String body(Notice notice, String program) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields(notice, program)
                    .forEach((name, value) -> {
                        if (!isNumber(name)) {
                            json.writeStringProperty(name, value);
                        } else if (value.equals("null")) {
                            json.writeNullProperty(name);
                        } else {
                            json.writeNumberProperty(name, Double.parseDouble(value));
                        }
                    });
            json.writeEndObject();
        }
        return text.toString();
    }

    /// ISO 8601 in UTC, to the millisecond.
    static String time(long epochMicros) {
        return Instant.EPOCH
                .plus(epochMicros, ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
