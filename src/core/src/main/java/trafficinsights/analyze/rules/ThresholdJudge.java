package trafficinsights.analyze.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.TimeWindow;

/// A threshold checked against one series.
final class ThresholdJudge implements SeriesJudge {
    private static final KpiAccumulator NOTHING = new KpiAccumulator();

    private final Rule.Threshold rule;
    private final @Nullable SlidingKpis sliding;
    private final AlertWatch watch;

    ThresholdJudge(Rule.Threshold rule, long windowMicros) {
        this.rule = rule;
        this.sliding =
                rule.overMicros() > windowMicros
                        ? new SlidingKpis(rule.overMicros(), windowMicros)
                        : null;
        this.watch =
                new AlertWatch(
                        new AlertWatch.Law(
                                rule.comparison(),
                                rule.limit(),
                                rule.clearLimit(),
                                rule.forMicros(),
                                rule.clearMicros(),
                                RuleEvaluation.silenceMicros(rule.forMicros(), windowMicros)));
    }

    @Override
    public void accept(TimeWindow window, @Nullable KpiAccumulator measured, boolean isWhole) {
        boolean isRate = rule.indicator().isRate();
        if (isRate && !isWhole) {
            // How much there was of a window that was seen in part says nothing.
            return;
        }
        KpiAccumulator span = measured == null ? NOTHING : measured;
        double seconds = window.lengthSeconds();
        SlidingKpis kpis = sliding;
        if (kpis != null) {
            kpis.add(window, measured);
            span = kpis.sum();
            seconds = kpis.coveredSeconds();
        }
        boolean isTooFew = !isRate && span.requests() < rule.minRequests();
        watch.accept(window, isTooFew ? Double.NaN : rule.indicator().of(span, seconds));
    }

    @Override
    public List<Watched> watched() {
        return List.of(
                new Watched(
                        rule.name(),
                        rule.severity(),
                        rule.limit(),
                        rule.indicator().unit().label(),
                        watch));
    }
}
