package trafficinsights.report.read;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Unit;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesForecast.Crossing;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.model.report.RunReport.Insights;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleResult;
import trafficinsights.model.rules.RuleVerdicts;

/// The parts of a report that are there only when they were asked for. Threads: stateless.
final class InsightReading {
    private InsightReading() {}

    static Insights of(JsonTree root) {
        return new Insights(
                root.has("objectives") ? verdicts(root.at("objectives")) : null,
                root.each("patterns", InsightReading::pattern),
                root.each("forecasts", InsightReading::forecast),
                root.each("events", FindingReading::event));
    }

    private static RuleVerdicts verdicts(JsonTree objectives) {
        return new RuleVerdicts(
                objectives.text("file"),
                objectives.each("rules", InsightReading::rule),
                objectives.each("budgets", InsightReading::budget),
                objectives.each("alerts", InsightReading::alert));
    }

    private static RuleResult rule(JsonTree rule) {
        return new RuleResult(
                rule.text("name"),
                rule.text("rule"),
                FindingReading.severity(rule),
                state(rule),
                rule.count("series"),
                rule.whole("fired"),
                rule.secondsAsMicros("firingSeconds"));
    }

    private static ObjectiveResult budget(JsonTree budget) {
        return new ObjectiveResult(
                budget.text("name"),
                budget.text("objective"),
                Dimension.ofLabel(budget.text("dimension")),
                budget.text("key"),
                budget.number("target"),
                budget.secondsAsMicros("periodSeconds"),
                budget.whole("requests"),
                budget.whole("failures"),
                budget.secondsAsMicros("coveredSeconds"),
                budget.number("budgetUsed"));
    }

    private static Alert alert(JsonTree alert) {
        return new Alert(
                state(alert),
                FindingReading.severity(alert),
                alert.text("rule"),
                Dimension.ofLabel(alert.text("dimension")),
                alert.text("key"),
                alert.time("start"),
                alert.time("end"),
                alert.number("observed"),
                alert.number("limit"),
                alert.text("unit"),
                alert.text("sentence"));
    }

    private static AlertState state(JsonTree result) {
        return AlertState.valueOf(result.text("state").toUpperCase(Locale.ROOT));
    }

    private static SeriesName name(JsonTree series) {
        String unit = series.text("unit");
        return new SeriesName(
                Dimension.ofLabel(series.text("dimension")),
                series.text("key"),
                series.text("figure"),
                Arrays.stream(Unit.values())
                        .filter(known -> known.label().equals(unit))
                        .findFirst()
                        .orElse(Unit.NUMBER));
    }

    private static SeriesPattern pattern(JsonTree pattern) {
        boolean hasSeason = pattern.has("seasonSeconds");
        return new SeriesPattern(
                name(pattern),
                pattern.secondsAsMicros("stepSeconds"),
                pattern.secondsAsMicros("seasonSeconds"),
                hasSeason ? pattern.number("seasonStrength") : 0,
                pattern.number("slopePerDay"),
                pattern.number("slopeLow"),
                pattern.number("slopeHigh"),
                pattern.isTrue("hasTrend"),
                pattern.each(
                        "changes",
                        change ->
                                new SeriesPattern.Change(
                                        change.time("at"),
                                        change.number("before"),
                                        change.number("after"))),
                pattern.text("sentence"));
    }

    /// The season and the past are not in the file.
    private static SeriesForecast forecast(JsonTree forecast) {
        return new SeriesForecast(
                name(forecast),
                forecast.secondsAsMicros("stepSeconds"),
                0,
                forecast.text("method"),
                new double[0],
                forecast.each("points", InsightReading::point),
                crossing(forecast.at("crossing")),
                forecast.text("sentence"));
    }

    private static SeriesForecast.Point point(JsonTree point) {
        return new SeriesForecast.Point(
                point.time("start"),
                point.number("expected"),
                point.number("low80"),
                point.number("high80"),
                point.number("low95"),
                point.number("high95"));
    }

    private static @Nullable Crossing crossing(JsonTree crossing) {
        return crossing.has("limit")
                ? new Crossing(
                        crossing.number("limit"),
                        crossing.time("earliest", Crossing.NEVER),
                        crossing.time("expected", Crossing.NEVER),
                        crossing.isTrue("isReached"))
                : null;
    }
}
