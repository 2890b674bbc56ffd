package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;

/// All series at one resolution. Threads: one at a time.
final class Level {
    /// Windows before the first question.
    private static final int WARM_UP = 9;

    private static final double ACTIVITY_MEMORY = 720;

    /// Windows that must have been seen before a route can be called bursty.
    private static final double YOUNG = 20;

    /// A route with fewer windows with requests does not count as steady traffic.
    private static final double LEAST_ACTIVE = 5;

    private static final double MOSTLY_SILENT = 0.5;

    /// Times the variance of chance alone.
    private static final double OVERDISPERSED = 2.5;

    /// Requests in the baseline that tell what is usual.
    private static final double BASELINE_REQUESTS = 300;

    private static final double LEAST_MEMORY = 60;

    private final Resolution resolution;
    private final Map<Dimension, Map<String, Series>> series = new EnumMap<>(Dimension.class);
    private final List<Series> all = new ArrayList<>();
    private final Traffic traffic;
    private final Changes changes;
    private final long lengthMicros;
    private long t = -1;
    private long endMicros;
    private long entered;
    private double seen;

    /// What is one of a kind is the whole, which is asked anyway.
    private boolean isRegionAlone;

    private boolean isServerAlone;

    /// The whole of the traffic that a series without requests would remember by now.
    private double wholeForRoute;

    private double wholeForPart;
    private double windowsForNew;

    Level(Resolution resolution, long windowMicros) {
        this.resolution = resolution;
        this.lengthMicros = windowMicros * resolution.factor();
        this.traffic = new Traffic(resolution, series);
        this.changes = new Changes(resolution, lengthMicros, series, traffic);
    }

    /// Judges one window of all series.
    ///
    /// @param slices of the series that had a request
    /// @param isWindowWhole whether all requests of the window are there
    /// @return what was found in it
    List<Finding> accept(
            long startMicros, Map<Dimension, Map<String, Slice>> slices, boolean isWindowWhole) {
        t++;
        slices.forEach((dimension, byKey) ->
                byKey.forEach((key, slice) -> seriesOf(dimension, key).now = slice));
        changes.windowIs(t, startMicros);
        endMicros = startMicros + lengthMicros;
        push(isWindowWhole);
        List<Finding> found = t < WARM_UP ? List.of() : judge();
        remember();
        forget();
        return found;
    }

    private Series seriesOf(Dimension dimension, String key) {
        return series.computeIfAbsent(dimension, absent -> new LinkedHashMap<>())
                .computeIfAbsent(
                        key,
                        absent -> {
                            Series one = new Series(dimension, key, resolution);
                            one.past.windows = windowsForNew;
                            one.past.whole = one.isRoute() ? wholeForRoute : wholeForPart;
                            all.add(one);
                            return one;
                        });
    }

    private @Nullable Series total() {
        return series.getOrDefault(Dimension.TOTAL, Map.of()).get(Dimension.ALL);
    }

    /// Adds the window to what is recent, the total last: it has its latencies and sizes from its
    /// routes.
    private void push(boolean isWindowWhole) {
        Slice.Sum bursts = new Slice.Sum();
        for (Series one : all) {
            Slice now = one.now;
            if (one.isTotal()) {
                continue;
            }
            if (one.isRoute() && isBursty(one, now)) {
                bursts.add(now);
                now = now.bursty();
            }
            add(one, now);
        }
        Series total = total();
        Slice whole = total == null ? Slice.NOTHING : total.now;
        if (total != null) {
            add(total, whole.without(bursts));
        }
        traffic.add(t, whole.requests(), bursts, isWindowWhole);
        seen = seen * (1 - 1 / ACTIVITY_MEMORY) + 1;
    }

    private void add(Series one, Slice slice) {
        one.recent.add(t, slice);
        if (one.course != null) {
            one.course.add(t, slice.latencies());
        }
        count(one, slice.requests());
        one.now = Slice.NOTHING;
    }

    /// How long a series has drifted up to the newest window; -1 where it has not.
    long driftMicros(Dimension dimension, String key, long historyMicros) {
        Series one = series.getOrDefault(dimension, Map.of()).get(key);
        long windows =
                one == null || one.course == null
                        ? -1
                        : one.course.driftWindows(historyMicros / lengthMicros);
        return windows < 0 ? -1 : windows * lengthMicros;
    }

    /// End of the newest window.
    long endMicros() {
        return endMicros;
    }

    private static void count(Series one, double requests) {
        double keep = 1 - 1 / ACTIVITY_MEMORY;
        one.active = one.active * keep + (requests > 0 ? 1 : 0);
        one.rate = one.rate * keep + requests;
        one.squares = one.squares * keep + requests * requests;
        one.silentWindows = requests > 0 ? 0 : one.silentWindows + 1;
    }

    /// Longer windows take it over from those as they are, which forget a silent route sooner.
    private boolean isBursty(Series route, Slice now) {
        return resolution.factor() == 1
                ? isBursty(route)
                : now.isBursty() || (now.requests() == 0 && t > 0 && route.recent.isBursty(t - 1));
    }

    /// Whether a route comes in drops: most windows silent, yet more at once than chance gives.
    private boolean isBursty(Series route) {
        if (seen < YOUNG) {
            return false;
        }
        double mean = route.rate / seen;
        double variance = route.squares / seen - mean * mean;
        double silent = 1 - route.active / seen;
        return route.active < LEAST_ACTIVE
                || (silent > MOSTLY_SILENT && variance > OVERDISPERSED * Math.max(mean, 0.02));
    }

    /// Routes that come in bursts, of the windows as they are, by the newest window.
    List<String> burstyRoutes() {
        return series.getOrDefault(Dimension.ROUTE, Map.of()).values().stream()
                .filter(route -> route.recent.isBursty(t))
                .map(route -> route.key)
                .toList();
    }

    private List<Finding> judge() {
        traffic.prepare();
        isRegionAlone = series.getOrDefault(Dimension.REGION, Map.of()).size() <= 1;
        isServerAlone = series.getOrDefault(Dimension.SERVER, Map.of()).size() <= 1;
        List<Finding> found = new ArrayList<>();
        for (Series one : all) {
            if (isSkipped(one)) {
                continue;
            }
            one.ask(t, traffic);
            if (!one.open.isEmpty()) {
                List.copyOf(one.open.values()).forEach(open -> changes.goOn(one, open));
            }
            for (Question question : certain(one)) {
                if (isNew(one, question)) {
                    Finding finding = changes.begin(one, question);
                    if (!question.isRelief()) {
                        found.add(finding);
                    }
                }
            }
            one.learn(t);
        }
        return found;
    }

    private boolean isSkipped(Series one) {
        return one.isNobody
                || (one.dimension == Dimension.REGION && isRegionAlone)
                || (one.dimension == Dimension.SERVER && isServerAlone);
    }

    private List<Question> certain(Series one) {
        if (!one.answers.hasLarge()) {
            return List.of();
        }
        List<Question> certain = new ArrayList<>();
        for (Question question : Question.ALL) {
            if (!one.answers.hasLarge(question)) {
                continue;
            }
            int a = one.answers.loudest(question);
            double certainty = one.answers.certainty(question, a);
            Finding open = one.open.get(question);
            if (open != null && certainty > open.worst()) {
                changes.describe(one, open, resolution.scales()[a], certainty);
            }
            if (certainty > Finding.OPEN_AT) {
                certain.add(question);
            }
        }
        return certain;
    }

    private static boolean isNew(Series one, Question question) {
        return one.open.keySet().stream()
                .noneMatch(open -> open == question || (open.isSlower() && question.isSlower()));
    }

    /// Lets windows into the past that are older than the longest scale.
    private void remember() {
        long lag = Math.min(resolution.longestScale(), Math.max(2, t / 3));
        for (; entered <= t - lag; entered++) {
            long u = entered;
            double keepNew = 1 - 1 / resolution.memoryWindows();
            wholeForRoute = wholeForRoute * keepNew + traffic.steadyOf(u);
            wholeForPart = wholeForPart * keepNew + traffic.allOf(u);
            windowsForNew = windowsForNew * keepNew + 1;
            for (Series one : all) {
                if (!one.recent.isOdd(u)) {
                    rememberWindow(one, u);
                }
            }
            Series total = total();
            if (total != null && !total.recent.isOdd(u)) {
                traffic.remember(u);
            }
        }
    }

    private void rememberWindow(Series one, long u) {
        double mean = one.rate / Math.max(seen, 1);
        double memory =
                Math.clamp(
                        BASELINE_REQUESTS / Math.max(mean, 1e-3),
                        LEAST_MEMORY,
                        resolution.memoryWindows());
        double keep = 1 - 1 / memory;
        double whole = traffic.wholeOf(one, u);
        if (one.recent.of(Slice.REQUESTS, u) > 0) {
            one.past.add(one.recent, u, traffic.cleaned(one, u), keep, whole);
        } else {
            one.past.addSilent(keep, whole);
        }
    }

    private void forget() {
        all.removeIf(one -> {
            boolean isGone = one.isGone();
            if (isGone) {
                series.getOrDefault(one.dimension, Map.of()).remove(one.key);
            }
            return isGone;
        });
    }
}
