package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.LatencyGrid;

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
    private static final int FORGET_WINDOWS = 720;

    private final Resolution resolution;
    private final Map<Dimension, Map<String, Series>> series = new EnumMap<>(Dimension.class);
    private final List<Series> all = new ArrayList<>();
    private final Traffic traffic;
    private final Changes changes;
    private long t = -1;
    private long entered;
    private double seen;

    /// The whole of the traffic that a series without requests would remember by now.
    private double wholeForRoute;

    private double wholeForPart;
    private double windowsForNew;

    Level(Resolution resolution, long windowMicros) {
        this.resolution = resolution;
        this.traffic = new Traffic(resolution, series);
        this.changes = new Changes(resolution, windowMicros * resolution.factor(), series, traffic);
    }

    /// Judges one window of all series.
    ///
    /// @param slices of the series that had a request
    /// @param isWindowWhole whether all requests of the window are there
    /// @return what was found in it
    List<Finding> accept(
            long startMicros, Map<Dimension, Map<String, Slice>> slices, boolean isWindowWhole) {
        t++;
        slices.forEach(
                (dimension, byKey) -> byKey.keySet().forEach(key -> seriesOf(dimension, key)));
        changes.windowIs(t, startMicros);
        push(slices, isWindowWhole);
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

    /// Adds the window to what is recent, the total last: it has its latencies from its routes.
    private void push(Map<Dimension, Map<String, Slice>> slices, boolean isWindowWhole) {
        double bursts = 0;
        double[] rows = new double[LatencyGrid.ROWS];
        double[] ofTotal = new double[LatencyGrid.ROWS];
        Slice whole = Slice.NOTHING;
        for (Series one : all) {
            Slice slice = slices.getOrDefault(one.dimension, Map.of()).get(one.key);
            if (one.isTotal()) {
                whole = slice == null ? Slice.NOTHING : slice;
                continue;
            }
            Slice now = slice == null ? Slice.NOTHING : slice;
            if (one.isRoute() && (resolution.factor() == 1 ? isBursty(one) : now.isBursty())) {
                bursts += now.requests();
                now.latencies().addTo(rows, 1);
                now.latencies().addTo(ofTotal, -1);
                now = now.bursty();
            }
            one.recent.add(t, now);
            count(one, now.requests());
        }
        whole.latencies().addTo(ofTotal, 1);
        for (int row = 0; row < ofTotal.length; row++) {
            ofTotal[row] = Math.max(0, ofTotal[row]);
        }
        Series total = total();
        if (total != null) {
            total.recent.add(t, new Slice(whole.sums(), LatencyGrid.Column.of(ofTotal), false));
            count(total, whole.requests());
        }
        traffic.add(t, whole.requests(), bursts, rows, isWindowWhole);
        seen = seen * (1 - 1 / ACTIVITY_MEMORY) + 1;
    }

    private static void count(Series one, double requests) {
        double keep = 1 - 1 / ACTIVITY_MEMORY;
        one.active = one.active * keep + (requests > 0 ? 1 : 0);
        one.rate = one.rate * keep + requests;
        one.squares = one.squares * keep + requests * requests;
        one.silentWindows = requests > 0 ? 0 : one.silentWindows + 1;
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
        traffic.prepareMix();
        List<Finding> found = new ArrayList<>();
        for (Series one : all) {
            if (isSkipped(one) || one.isDormant(t)) {
                continue;
            }
            one.ask(t, traffic);
            for (Finding open : List.copyOf(one.open.values())) {
                changes.goOn(one, open);
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
        boolean isNobody = one.key.isEmpty() || one.key.equals("-") || one.key.endsWith("<NOSRV>");
        boolean isAlone =
                (one.dimension == Dimension.REGION || one.dimension == Dimension.SERVER)
                        && series.getOrDefault(one.dimension, Map.of()).size() <= 1;
        return isNobody || isAlone || one.dimension == Dimension.STATUS_CLASS;
    }

    private List<Question> certain(Series one) {
        List<Question> certain = new ArrayList<>();
        for (Question question : Question.values()) {
            Answers answers = one.answers(question);
            int a = answers.loudest(t);
            double certainty = answers.certainty(a, t);
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
        one.past.add(
                one.recent, u, traffic.cleaned(one, u), 1 - 1 / memory, traffic.wholeOf(one, u));
    }

    private void forget() {
        for (Iterator<Series> each = all.iterator(); each.hasNext(); ) {
            Series one = each.next();
            if (one.silentWindows > FORGET_WINDOWS && one.open.isEmpty()) {
                each.remove();
                series.getOrDefault(one.dimension, Map.of()).remove(one.key);
            }
        }
    }
}
