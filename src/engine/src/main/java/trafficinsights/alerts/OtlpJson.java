package trafficinsights.alerts;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.alerts.Sample;

/// Samples as OpenTelemetry's `ExportMetricsServiceRequest` in JSON (OTLP 1.x): gauges, and sums
/// that are cumulative from the start of the run. 64-bit integers are texts there.
final class OtlpJson {
    private static final int CUMULATIVE = 2;

    private final JsonGenerator json;
    private final String startNanos;
    private final String nowNanos;

    private OtlpJson(JsonGenerator json, long startMillis, long nowMillis) {
        this.json = json;
        this.startNanos = startMillis + "000000";
        this.nowNanos = nowMillis + "000000";
    }

    static String of(List<Sample> samples, String version, long startMillis, long nowMillis) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new OtlpJson(json, startMillis, nowMillis).write(samples, version);
        }
        return text.toString();
    }

    private void write(List<Sample> samples, String version) {
        Map<String, List<Sample>> byName = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (Double.isFinite(sample.value())) {
                byName.computeIfAbsent(sample.name(), _ -> new ArrayList<>()).add(sample);
            }
        }
        json.writeStartObject();
        json.writeArrayPropertyStart("resourceMetrics");
        json.writeStartObject();
        json.writeObjectPropertyStart("resource");
        attributes(
                new TreeMap<>(
                        Map.of(
                                "service.name",
                                "traffic-insights-workbench",
                                "service.version",
                                version)));
        json.writeEndObject();
        json.writeArrayPropertyStart("scopeMetrics");
        json.writeStartObject();
        json.writeObjectPropertyStart("scope");
        json.writeStringProperty("name", "trafficinsights");
        json.writeStringProperty("version", version);
        json.writeEndObject();
        json.writeArrayPropertyStart("metrics");
        byName.values().forEach(this::metric);
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void metric(List<Sample> same) {
        Sample first = same.getFirst();
        json.writeStartObject();
        json.writeStringProperty("name", first.name());
        json.writeStringProperty("description", first.help());
        json.writeObjectPropertyStart(first.isCounter() ? "sum" : "gauge");
        if (first.isCounter()) {
            json.writeNumberProperty("aggregationTemporality", CUMULATIVE);
            json.writeBooleanProperty("isMonotonic", true);
        }
        json.writeArrayPropertyStart("dataPoints");
        for (Sample sample : same) {
            json.writeStartObject();
            attributes(sample.labels());
            if (sample.isCounter()) {
                json.writeStringProperty("startTimeUnixNano", startNanos);
            }
            json.writeStringProperty("timeUnixNano", nowNanos);
            json.writeNumberProperty("asDouble", sample.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void attributes(SortedMap<String, String> labels) {
        json.writeArrayPropertyStart("attributes");
        labels.forEach((name, value) -> {
            json.writeStartObject();
            json.writeStringProperty("key", name);
            json.writeObjectPropertyStart("value");
            json.writeStringProperty("stringValue", value);
            json.writeEndObject();
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
