package trafficinsights.report;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.Incident;
import trafficinsights.model.Scorecard;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventBefore;
import trafficinsights.model.report.RunReport;

/// The parts of `analytics_report.json` that say what was found, and how well that agrees with what
/// really happened.
final class FindingJson {
    private final ReportJson report;
    private final JsonGenerator json;

    FindingJson(ReportJson report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    void writeIncidents(RunReport run) {
        json.writeArrayPropertyStart("incidents");
        for (Incident incident : run.incidents()) {
            json.writeStartObject();
            report.writeTimes(incident.startMicros(), incident.endMicros());
            json.writeStringProperty("detected", IsoTime.of(incident.detectedMicros()));
            json.writeStringProperty("severity", incident.severity().label());
            json.writeStringProperty("metric", incident.metric().seriesName());
            json.writeStringProperty("unit", incident.metric().unit().label());
            json.writeStringProperty("dimension", incident.dimension().label());
            json.writeStringProperty("key", incident.key());
            report.number("share", incident.share());
            report.number("expected", incident.expected());
            report.number("observed", incident.observed());
            report.number("deviation", incident.deviation());
            json.writeNumberProperty("anomalies", incident.anomalies());
            json.writeStringProperty("sentence", incident.sentence());
            writeCauses(incident.causes());
            run.eventBefore(incident).ifPresent(this::writeBefore);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeBefore(EventBefore before) {
        json.writeObjectPropertyStart("eventBefore");
        json.writeStringProperty("start", IsoTime.of(before.event().startMicros()));
        report.number("leadSeconds", before.leadMicros() / 1e6);
        json.writeStringProperty("words", before.words());
        json.writeEndObject();
    }

    void writeEvents(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("events");
        for (Event event : events) {
            json.writeStartObject();
            json.writeStringProperty("start", IsoTime.of(event.startMicros()));
            if (event.endMicros().isPresent()) {
                json.writeStringProperty("end", IsoTime.of(event.endMicros().getAsLong()));
            } else {
                json.writeNullProperty("end");
            }
            json.writeStringProperty("kind", event.kind());
            json.writeStringProperty("text", event.text());
            json.writeStringProperty("server", event.server());
            json.writeNumberProperty("count", event.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeCauses(List<Incident.Cause> causes) {
        json.writeArrayPropertyStart("causes");
        for (Incident.Cause cause : causes) {
            json.writeStartObject();
            json.writeStringProperty("dimension", cause.dimension().label());
            json.writeStringProperty("key", cause.key());
            report.number("share", cause.share());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void writeScorecard(Scorecard scorecard) {
        json.writeObjectPropertyStart("scorecard");
        json.writeArrayPropertyStart("detectors");
        for (Scorecard.Row row : scorecard.rows()) {
            json.writeStartObject();
            json.writeStringProperty("detector", row.detector());
            writeScore(row);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("truths");
        for (Scorecard.Found found : scorecard.truths()) {
            json.writeStartObject();
            json.writeStringProperty("kind", found.truth().kind());
            json.writeStringProperty("target", found.truth().target());
            json.writeStringProperty("start", IsoTime.of(found.truth().startMicros()));
            json.writeBooleanProperty("found", found.isFound());
            report.number("secondsToDetect", found.secondsToDetect());
            json.writeStringProperty("key", found.key());
            json.writeBooleanProperty("rightTarget", found.isRightTarget());
            json.writeBooleanProperty("inTime", found.isInTime());
            report.number("startErrorSeconds", found.startErrorSeconds());
            report.number("endErrorSeconds", found.endErrorSeconds());
            json.writeNumberProperty("alarms", found.alarms());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("sweep");
        for (Scorecard.Step step : scorecard.sweep()) {
            json.writeStartObject();
            report.number("limit", step.limit());
            writeScore(step.row());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeScore(Scorecard.Row row) {
        for (Scorecard.Measure measure : Scorecard.Measure.values()) {
            double value = row.value(measure);
            if (measure.isCount() && !Double.isNaN(value)) {
                json.writeNumberProperty(measure.id(), Math.round(value));
            } else {
                report.number(measure.id(), value);
            }
        }
    }
}
