package trafficinsights.analyze.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.ClosedWindows;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleResult;
import trafficinsights.model.rules.RuleVerdicts;

/// Holds rules against the closed windows of a run, in order of time: streaming, and causal (a
/// window is judged by itself and those before it).
///
/// Each rule is evaluated once for every series of its scope, from the series' first window on. A
/// window in which a known series had no request counts: rates are 0 there, other figures do not
/// exist. Of the run's first and last window rates are not judged, because traffic may begin and
/// end inside them. Threads: one at a time.
public final class RuleEvaluation implements ClosedWindows {
    private static final long LEAST_SILENCE_MICROS = 60_000_000;

    private record SeriesKey(Dimension dimension, String key) {}

    /// A rule with its series, in the order of their keys.
    private record Watch(Rule rule, Map<String, SeriesJudge> judges) {}

    private final RuleSet rules;
    private final long windowMicros;
    private final long horizonWindows;
    private final List<Watch> watches = new ArrayList<>();
    private final Map<SeriesKey, KpiAccumulator> newest = new LinkedHashMap<>();
    private @Nullable TimeWindow window;
    private boolean isFirst = true;

    public RuleEvaluation(RuleSet rules, long windowMicros) {
        this.rules = rules;
        this.windowMicros = windowMicros;
        long horizon = LEAST_SILENCE_MICROS;
        for (Rule rule : rules.rules()) {
            watches.add(new Watch(rule, new TreeMap<>()));
            horizon = Math.max(horizon, memoryMicros(rule));
        }
        this.horizonWindows = 2 * Math.ceilDiv(horizon, windowMicros) + 2;
    }

    /// How long a figure can last in what a rule remembers.
    private static long memoryMicros(Rule rule) {
        return switch (rule) {
            case Rule.Threshold threshold ->
                    Math.max(
                            threshold.overMicros(),
                            Math.max(threshold.forMicros(), threshold.clearMicros()));
            case Rule.Objective objective ->
                    objective.burns().stream().mapToLong(Rule.Burn::longMicros).max().orElse(0);
        };
    }

    /// After so long without a figure there is no data.
    static long silenceMicros(long forMicros, long windowMicros) {
        return Math.max(Math.max(forMicros, LEAST_SILENCE_MICROS), 3 * windowMicros);
    }

    @Override
    public Set<Dimension> dimensions() {
        return rules.dimensions();
    }

    @Override
    public void accept(TimeWindow next, Dimension dimension, String key, KpiAccumulator measured) {
        TimeWindow current = window;
        if (current != null && next.startMicros() > current.startMicros()) {
            judge(current, true);
            judgeGap(current.endMicros(), next.startMicros());
        }
        window = next;
        newest.put(new SeriesKey(dimension, key), measured.copy());
    }

    /// The run has ended: judges its last window.
    public void finish() {
        TimeWindow last = window;
        if (last != null) {
            judge(last, false);
        }
        window = null;
    }

    /// Windows in which nobody had a request. Beyond the memory of every rule nothing changes any
    /// more, so of a long gap its beginning and its end are enough.
    private void judgeGap(long fromMicros, long toMicros) {
        long count = (toMicros - fromMicros) / windowMicros;
        for (long i = 0; i < count; i++) {
            if (i == horizonWindows && count > 2 * horizonWindows) {
                i = count - horizonWindows;
            }
            judge(new TimeWindow(fromMicros + i * windowMicros, windowMicros), true);
        }
    }

    private void judge(TimeWindow judged, boolean isWhole) {
        for (Watch watch : watches) {
            Scope scope = watch.rule.scope();
            newest.keySet().stream()
                    .filter(series -> scope.includes(series.dimension(), series.key()))
                    .forEach(series ->
                            watch.judges.computeIfAbsent(series.key(), k -> judgeOf(watch.rule)));
            watch.judges.forEach((key, judge) ->
                    judge.accept(
                            judged,
                            newest.get(new SeriesKey(scope.dimension(), key)),
                            isWhole && !isFirst));
        }
        newest.clear();
        isFirst = false;
    }

    private SeriesJudge judgeOf(Rule rule) {
        return switch (rule) {
            case Rule.Threshold threshold -> new ThresholdJudge(threshold, windowMicros);
            case Rule.Objective objective -> new ObjectiveJudge(objective, windowMicros);
        };
    }

    /// What the rules say of the windows so far.
    public RuleVerdicts verdicts() {
        List<RuleResult> results = new ArrayList<>();
        List<ObjectiveResult> objectives = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (Watch watch : watches) {
            Dimension dimension = watch.rule.scope().dimension();
            // Without a series there is still a rule to be reported.
            List<SeriesJudge> shapes =
                    watch.judges.isEmpty()
                            ? List.of(judgeOf(watch.rule))
                            : List.copyOf(watch.judges.values());
            for (int i = 0; i < shapes.getFirst().watched().size(); i++) {
                int index = i;
                results.add(
                        result(
                                watch,
                                shapes.getFirst().watched().get(i),
                                watch.judges.values().stream()
                                        .map(judge -> judge.watched().get(index).watch())
                                        .toList()));
            }
            watch.judges.forEach((key, judge) -> {
                alerts.addAll(AlertText.alerts(watch.rule, judge, dimension, key));
                if (judge instanceof ObjectiveJudge objective) {
                    objectives.add(objective.result(dimension, key));
                }
            });
        }
        alerts.sort(Comparator.comparingLong(Alert::startMicros).thenComparing(Alert::rule));
        return new RuleVerdicts(rules.file(), results, objectives, alerts);
    }

    private static RuleResult result(
            Watch watch, SeriesJudge.Watched watched, List<AlertWatch> series) {
        AlertState worst =
                series.stream()
                        .map(AlertWatch::state)
                        .max(Comparator.comparingInt(RuleEvaluation::weight))
                        .orElse(AlertState.NO_DATA);
        List<AlertWatch.Episode> fired =
                series.stream()
                        .flatMap(watching -> watching.episodes().stream())
                        .filter(episode -> episode.state() != AlertState.PENDING)
                        .toList();
        long firing = fired.stream().mapToLong(e -> e.endMicros() - e.startMicros()).sum();
        return new RuleResult(
                watched.name(),
                watch.rule.text(),
                watched.severity(),
                worst,
                series.size(),
                fired.size(),
                firing);
    }

    private static int weight(AlertState state) {
        return switch (state) {
            case NORMAL -> 0;
            case RESOLVED -> 1;
            case NO_DATA -> 2;
            case PENDING -> 3;
            case FIRING -> 4;
        };
    }
}
