package trafficinsights.analyze.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.Unit;
import trafficinsights.model.rules.ObjectiveResult;

/// An objective checked against one series: its budget over the period, and its burn rates, each
/// over a long and a short span.
final class ObjectiveJudge implements SeriesJudge {
    /// One pair of spans with the alert on both.
    private record Burning(
            Rule.Burn burn, SlidingCounts longCounts, SlidingCounts shortCounts, Watched watched) {}

    private final Rule.Objective rule;
    private final SlidingCounts period;
    private final List<Burning> burnings = new ArrayList<>();
    private long requests;
    private long failures;
    private long firstMicros = Long.MIN_VALUE;
    private long endMicros;
    private double budgetUsed;

    ObjectiveJudge(Rule.Objective rule, long windowMicros) {
        this.rule = rule;
        this.period = new SlidingCounts(rule.periodMicros(), windowMicros);
        for (Rule.Burn burn : rule.burns()) {
            AlertWatch watch =
                    new AlertWatch(
                            new AlertWatch.Law(
                                    Comparison.BELOW,
                                    burn.factor(),
                                    burn.factor(),
                                    0,
                                    RuleParser.DEFAULT_CLEAR_MICROS,
                                    RuleEvaluation.silenceMicros(
                                            burn.shortMicros(), windowMicros)));
            burnings.add(
                    new Burning(
                            burn,
                            new SlidingCounts(burn.longMicros(), windowMicros),
                            new SlidingCounts(burn.shortMicros(), windowMicros),
                            new Watched(
                                    name(rule, burn),
                                    burn.severity(),
                                    burn.factor(),
                                    Unit.RATIO.label(),
                                    watch)));
        }
    }

    static String name(Rule.Objective rule, Rule.Burn burn) {
        return "%s (%s times over %s)"
                .formatted(
                        rule.name(),
                        NumberText.count(burn.factor()),
                        NumberText.duration(burn.longMicros()));
    }

    @Override
    public void accept(TimeWindow window, @Nullable KpiAccumulator measured, boolean isWhole) {
        long events = measured == null ? 0 : rule.indicator().events(measured);
        long bad = measured == null ? 0 : rule.indicator().failures(measured);
        if (firstMicros == Long.MIN_VALUE) {
            firstMicros = window.startMicros();
        }
        endMicros = window.endMicros();
        requests += events;
        failures += bad;
        period.add(window, bad, events);
        double used = period.burnRate(rule.target());
        budgetUsed = Double.isNaN(used) ? budgetUsed : Math.max(budgetUsed, used);
        for (Burning burning : burnings) {
            burning.longCounts.add(window, bad, events);
            burning.shortCounts.add(window, bad, events);
            // Both must burn: the slower of the two decides.
            double slower =
                    Math.min(
                            burning.longCounts.burnRate(rule.target()),
                            burning.shortCounts.burnRate(rule.target()));
            burning.watched.watch().accept(window, slower);
        }
    }

    @Override
    public List<Watched> watched() {
        return burnings.stream().map(Burning::watched).toList();
    }

    ObjectiveResult result(Dimension dimension, String key) {
        return new ObjectiveResult(
                rule.name(),
                rule.text(),
                dimension,
                key,
                rule.target(),
                rule.periodMicros(),
                requests,
                failures,
                endMicros - firstMicros,
                budgetUsed);
    }
}
