package trafficinsights.report;

import tools.jackson.core.JsonGenerator;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleResult;
import trafficinsights.model.rules.RuleVerdicts;

/// The parts of `analytics_report.json` that are there only when they were asked for.
final class InsightJson {
    private final JsonGenerator json;

    InsightJson(JsonGenerator json) {
        this.json = json;
    }

    void write(RunReport.Insights insights) {
        RuleVerdicts rules = insights.rules();
        if (rules != null) {
            writeObjectives(rules);
        }
    }

    private void writeObjectives(RuleVerdicts verdicts) {
        json.writeObjectPropertyStart("objectives");
        json.writeStringProperty("file", verdicts.file());
        json.writeBooleanProperty("isBroken", verdicts.isBroken());
        json.writeArrayPropertyStart("rules");
        verdicts.rules().forEach(this::writeRule);
        json.writeEndArray();
        json.writeArrayPropertyStart("budgets");
        verdicts.objectives().forEach(this::writeBudget);
        json.writeEndArray();
        json.writeArrayPropertyStart("alerts");
        verdicts.alerts().forEach(this::writeAlert);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeRule(RuleResult rule) {
        json.writeStartObject();
        json.writeStringProperty("name", rule.name());
        json.writeStringProperty("rule", rule.text());
        json.writeStringProperty("severity", rule.severity().label());
        json.writeStringProperty("state", rule.state().label());
        json.writeNumberProperty("series", rule.series());
        json.writeNumberProperty("fired", rule.fired());
        number("firingSeconds", rule.firingMicros() / 1e6);
        json.writeEndObject();
    }

    private void writeBudget(ObjectiveResult objective) {
        json.writeStartObject();
        json.writeStringProperty("name", objective.name());
        json.writeStringProperty("objective", objective.text());
        json.writeStringProperty("dimension", objective.dimension().label());
        json.writeStringProperty("key", objective.key());
        number("target", objective.target());
        number("periodSeconds", objective.periodMicros() / 1e6);
        json.writeNumberProperty("requests", objective.requests());
        json.writeNumberProperty("failures", objective.failures());
        number("coveredSeconds", objective.coveredMicros() / 1e6);
        number("attained", objective.attained());
        number("burnRate", objective.burnRate());
        number("budgetUsed", objective.budgetUsed());
        json.writeEndObject();
    }

    private void writeAlert(Alert alert) {
        json.writeStartObject();
        json.writeStringProperty("start", IsoTime.of(alert.startMicros()));
        json.writeStringProperty("end", IsoTime.of(alert.endMicros()));
        json.writeStringProperty("state", alert.state().label());
        json.writeStringProperty("severity", alert.severity().label());
        json.writeStringProperty("rule", alert.rule());
        json.writeStringProperty("dimension", alert.dimension().label());
        json.writeStringProperty("key", alert.key());
        json.writeStringProperty("unit", alert.unit());
        number("observed", alert.observed());
        number("limit", alert.limit());
        json.writeStringProperty("sentence", alert.sentence());
        json.writeEndObject();
    }

    /// JSON has no `NaN`.
    void number(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
