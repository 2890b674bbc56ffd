package trafficinsights.analyze.shift;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiFigure;

/// What was counted over a span or a whole run: every series with its sketch, and how the figures
/// of all requests vary from window to window.
///
/// Threads: one at a time; after the last change any.
public final class SpanTally {
    private static final int FEWEST_WINDOWS = 3;

    private final Map<Dimension, Map<String, KpiAccumulator>> keyed =
            new EnumMap<>(Dimension.class);
    private final Map<KpiFigure, Course> course = new EnumMap<>(KpiFigure.class);

    /// Mean and squares of a figure's windows (B. P. Welford, 1962).
    private static final class Course {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }
    }

    /// Adds the counts of a series, which stay the caller's.
    public void add(Dimension dimension, String key, KpiAccumulator measured) {
        keyed.computeIfAbsent(dimension, d -> new TreeMap<>())
                .computeIfAbsent(key, k -> new KpiAccumulator())
                .merge(measured);
    }

    /// Takes one window of all requests into account for how the figures vary.
    public void addWindow(Kpi window, double seconds) {
        for (KpiFigure figure : KpiFigure.ALL) {
            double value = figure.of(window, seconds);
            if (!Double.isNaN(value)) {
                course.computeIfAbsent(figure, f -> new Course()).add(value);
            }
        }
    }

    KpiAccumulator of(Dimension dimension, String key) {
        KpiAccumulator found = keyed.getOrDefault(dimension, Map.of()).get(key);
        return found == null ? new KpiAccumulator() : found;
    }

    KpiAccumulator total() {
        return of(Dimension.TOTAL, Dimension.ALL);
    }

    Set<String> keys(Dimension dimension) {
        return keyed.getOrDefault(dimension, Map.of()).keySet();
    }

    /// Variance of the figure over the span, as its windows show it; 0 where there are few.
    double courseVariance(KpiFigure figure) {
        Course of = course.get(figure);
        return of == null || of.count < FEWEST_WINDOWS || figure.isAmount()
                ? 0
                : of.squares / (of.count - 1) / of.count;
    }
}
