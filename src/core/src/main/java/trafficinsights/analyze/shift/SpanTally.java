package trafficinsights.analyze.shift;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Dimension;
import trafficinsights.model.TimeWindow;

/// What was counted over a span or a whole run: every series with its sketch, and the course of all
/// requests.
///
/// Threads: one at a time; after the last change any.
public final class SpanTally {
    private static final double STEADY_SHARE = 0.5;

    private final Map<Dimension, Map<String, KpiAccumulator>> keyed =
            new EnumMap<>(Dimension.class);
    private final Course course = new Course();
    private final Map<Dimension, Map<String, Integer>> present = new EnumMap<>(Dimension.class);
    private final Map<Dimension, Set<String>> noted = new EnumMap<>(Dimension.class);
    private int windows;

    /// Adds the counts of a series, which stay the caller's.
    public void add(Dimension dimension, String key, KpiAccumulator measured) {
        keyed.computeIfAbsent(dimension, d -> new TreeMap<>())
                .computeIfAbsent(key, k -> new KpiAccumulator())
                .merge(measured);
        if (dimension == Dimension.TOTAL) {
            windows++;
        } else {
            present.computeIfAbsent(dimension, d -> new HashMap<>()).merge(key, 1, Integer::sum);
        }
    }

    /// Notes that a key had requests at another time.
    void note(Dimension dimension, String key) {
        noted.computeIfAbsent(dimension, d -> new HashSet<>()).add(key);
    }

    /// Whether a key has requests here or was noted.
    boolean knows(Dimension dimension, String key) {
        return of(dimension, key).requests() > 0
                || noted.getOrDefault(dimension, Set.of()).contains(key);
    }

    /// Whether a key got its requests all the time rather than in bursts: it was in at least half
    /// of the windows that as many requests in a Poisson stream would be in.
    boolean isSteady(Dimension dimension, String key) {
        if (windows == 0) {
            return false;
        }
        double requests = of(dimension, key).requests();
        double expected = windows * -Math.expm1(-requests / windows);
        return present.getOrDefault(dimension, Map.of()).getOrDefault(key, 0)
                >= STEADY_SHARE * expected;
    }

    /// Takes one window of all requests into account for how the figures vary; in order of time.
    public void addWindow(TimeWindow window, KpiAccumulator measured) {
        course.add(window, measured);
    }

    Course course() {
        return course;
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
}
