package trafficinsights.report;

import tools.jackson.core.JsonGenerator;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.model.report.RunReport;
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
        if (!insights.patterns().isEmpty()) {
            json.writeArrayPropertyStart("patterns");
            insights.patterns().forEach(this::writePattern);
            json.writeEndArray();
        }
        if (!insights.forecasts().isEmpty()) {
            json.writeArrayPropertyStart("forecasts");
            insights.forecasts().forEach(this::writeForecast);
            json.writeEndArray();
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

    private void writeName(SeriesName name) {
        json.writeStringProperty("dimension", name.dimension().label());
        json.writeStringProperty("key", name.key());
        json.writeStringProperty("figure", name.figure());
        json.writeStringProperty("unit", name.unit().label());
    }

    private void writePattern(SeriesPattern pattern) {
        json.writeStartObject();
        writeName(pattern.name());
        number("stepSeconds", pattern.stepMicros() / 1e6);
        number(
                "seasonSeconds",
                pattern.seasonMicros() == 0 ? Double.NaN : pattern.seasonMicros() / 1e6);
        number(
                "seasonStrength",
                pattern.seasonMicros() == 0 ? Double.NaN : pattern.seasonStrength());
        number("slopePerDay", pattern.slopePerDay());
        number("slopeLow", pattern.slopeLow());
        number("slopeHigh", pattern.slopeHigh());
        json.writeBooleanProperty("hasTrend", pattern.hasTrend());
        json.writeArrayPropertyStart("changes");
        for (SeriesPattern.Change change : pattern.changes()) {
            json.writeStartObject();
            json.writeStringProperty("at", IsoTime.of(change.atMicros()));
            number("before", change.before());
            number("after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("sentence", pattern.sentence());
        json.writeEndObject();
    }

    private void writeForecast(SeriesForecast forecast) {
        json.writeStartObject();
        writeName(forecast.name());
        json.writeStringProperty("method", forecast.method());
        number("stepSeconds", forecast.stepMicros() / 1e6);
        SeriesForecast.Crossing crossing = forecast.crossing();
        if (crossing == null) {
            json.writeNullProperty("crossing");
        } else {
            json.writeObjectPropertyStart("crossing");
            number("limit", crossing.limit());
            json.writeBooleanProperty("isReached", crossing.isReached());
            time("earliest", crossing.earliestMicros());
            time("expected", crossing.expectedMicros());
            json.writeEndObject();
        }
        json.writeArrayPropertyStart("points");
        for (SeriesForecast.Point point : forecast.points()) {
            json.writeStartObject();
            json.writeStringProperty("start", IsoTime.of(point.atMicros()));
            number("expected", point.expected());
            number("low80", point.low80());
            number("high80", point.high80());
            number("low95", point.low95());
            number("high95", point.high95());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("sentence", forecast.sentence());
        json.writeEndObject();
    }

    private void time(String name, long epochMicros) {
        if (epochMicros == SeriesForecast.Crossing.NEVER) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, IsoTime.of(epochMicros));
        }
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
