package trafficinsights.detect.kpi;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.LatencyGrid;

/// What all series of a resolution have in common at its newest window: how much traffic there is,
/// which of it is steady, and in which mix of routes. Threads: one at a time.
final class Traffic {
    /// Windows that a line is drawn through.
    private static final int LINE_WINDOWS = 5;

    /// A larger part of bursts hides what servers and regions do.
    private static final double BURST_SHARE_LATENCY = 0.15;

    private static final double BURST_SHARE_TRAFFIC = 0.12;
    private static final double LEAST_PAST_LATENCIES = 5;
    private static final double MIX_SMOOTHING = 1e-4;
    private static final double MOST_MIX_CHANGE = 20;

    /// Of the logarithm of sizes, of a route that is not known yet.
    private static final double UNKNOWN_VARIANCE = 1;

    private static final int KNOWN_LATENCIES = LatencyGrid.ROWS;
    private static final int SIZES = KNOWN_LATENCIES + 1;
    private static final int LOG_SIZE = SIZES + 1;
    private static final int LOG_SIZE_VARIANCE = LOG_SIZE + 1;

    private final Resolution resolution;
    private final Map<Dimension, Map<String, Series>> series;
    private final SteadyRate usualRate = new SteadyRate();
    private final double[] steady;
    private final double[] burst;

    /// What the line through the windows before each makes of it.
    private final double[] lines;

    private final double[][] burstLatencies;

    /// Requests of the newest windows of each scale, those of steady routes, and those of bursts.
    private final double[] newestAll;

    private final double[] newestSteady;
    private final double[] newestBurst;

    /// Rows of latencies that any request had.
    private int fromRow = LatencyGrid.ROWS;

    private int toRow;
    private final double[] scratch = new double[LatencyGrid.ROWS];
    private final double[] ofWindow = new double[LatencyGrid.ROWS];
    private final double[] mixedScratch = new double[LatencyGrid.ROWS];

    /// What the mix of routes of each window makes likely, summed up: rows of latencies, then the
    /// fields below.
    private final double[][] mixes;

    /// For each scale how much likelier that mix makes each row of latencies.
    private final double[][] factors;

    private final boolean[] isMixKnown;
    private final boolean[] isMasked;

    /// For each scale the rows that bursts leave alone, where it is masked.
    private final boolean[][] isAlone;

    private long t;
    private boolean isWhole;

    /// @param series of the resolution, by dimension and key
    Traffic(Resolution resolution, Map<Dimension, Map<String, Series>> series) {
        this.resolution = resolution;
        this.series = series;
        int slots = resolution.longestScale() + 2;
        steady = new double[slots];
        burst = new double[slots];
        lines = new double[slots];
        burstLatencies = new double[slots][LatencyGrid.ROWS];
        mixes = new double[slots][LatencyGrid.ROWS + 4];
        factors = new double[resolution.scales().length][LatencyGrid.ROWS];
        newestAll = new double[resolution.scales().length];
        newestSteady = new double[newestAll.length];
        newestBurst = new double[newestAll.length];
        isMixKnown = new boolean[resolution.scales().length];
        isMasked = new boolean[resolution.scales().length];
        isAlone = new boolean[resolution.scales().length][LatencyGrid.ROWS];
    }

    private int slot(long u) {
        return (int) (u % steady.length);
    }

    private int slotBefore(long u, int windows) {
        return slot(u + steady.length - windows);
    }

    /// Adds window `now`.
    ///
    /// @param requests of all series together
    /// @param bursts of the routes that come in bursts
    /// @param isWindowWhole whether all its requests are there
    void add(long now, double requests, Slice.Sum bursts, boolean isWindowWhole) {
        double[] latencies = bursts.latencies();
        Series total = total();
        widen(LatencyGrid.Column.of(latencies));
        widen(total == null ? LatencyGrid.Column.EMPTY : total.recent.latencies(now));
        t = now;
        isWhole = isWindowWhole;
        int slot = slot(t);
        int before = slotBefore(t, 1);
        for (int row = fromRow; row < toRow; row++) {
            burstLatencies[slot][row] = burstLatencies[before][row] + latencies[row];
        }
        burst[slot] = burst[before] + bursts.requests();
        steady[slot] = steady[before] + Math.max(0, requests - bursts.requests());
        lines[slot] = line(1);
        addMix();
    }

    /// The first row of latencies that any request had.
    int fromRow() {
        return fromRow;
    }

    /// Behind the last one.
    int toRow() {
        return toRow;
    }

    private void widen(LatencyGrid.Column latencies) {
        fromRow = Math.min(fromRow, latencies.lowestRow());
        toRow = Math.max(toRow, latencies.highestRow() + 1);
    }

    /// Lets window `u`, which is part of no incident of all requests, tell what rate is usual.
    void remember(long u) {
        usualRate.add(u, steadyOf(u));
        if (!Double.isNaN(lines[slot(u)])) {
            usualRate.addJump(steadyOf(u), lines[slot(u)]);
        }
    }

    /// The rate is another from now on.
    void forgetRate() {
        usualRate.forget();
    }

    /// Requests a window that are usual of all.
    double usualLevel() {
        return usualRate.level();
    }

    /// All requests of which those of a series are a part.
    double whole(Series one, int windows) {
        return one.isRoute() ? steady(windows) : all(windows);
    }

    /// The same over the newest windows of a scale, once prepared.
    double newestWhole(Series one, int a) {
        return one.isRoute() ? newestSteady[a] : newestAll[a];
    }

    /// Latencies of window `u` without the part of the bursts. Not to be changed; valid until the
    /// next call.
    double[] cleaned(Series one, long u) {
        Arrays.fill(ofWindow, 0);
        one.recent.latencies(u).addTo(ofWindow, 1);
        return withoutBursts(
                one,
                ofWindow,
                burstLatencies[slot(u)],
                burstLatencies[slotBefore(u, 1)],
                one.recent.of(Slice.REQUESTS, u),
                allOf(u));
    }

    /// The same of window `u` alone.
    double wholeOf(Series one, long u) {
        return one.isRoute() ? steadyOf(u) : allOf(u);
    }

    /// Requests of window `u` without the routes that come in bursts.
    double steadyOf(long u) {
        return steady[slot(u)] - steady[slotBefore(u, 1)];
    }

    /// All requests of window `u`.
    double allOf(long u) {
        Series total = total();
        return total == null ? 0 : total.recent.of(Slice.REQUESTS, u);
    }

    /// Adds what is usual of the routes that were asked for in the newest window, each as often as
    /// it was: the latencies and sizes that this mix makes likely. Routes that are not known yet
    /// count as they are.
    private void addMix() {
        double[] now = mixes[slot(t)];
        System.arraycopy(mixes[slotBefore(t, 1)], 0, now, 0, now.length);
        for (Series route : series.getOrDefault(Dimension.ROUTE, Map.of()).values()) {
            if (route.silentWindows > 0 || route.recent.isBursty(t)) {
                continue;
            }
            addLatencies(route, now);
            addSizes(route, now);
        }
    }

    private void addLatencies(Series route, double[] to) {
        Baseline past = route.past;
        double n = route.recent.of(Slice.LATENCIES, t);
        if (past.latencyCount > LEAST_PAST_LATENCIES) {
            add(past.latencies(), n / past.latencyCount, to);
            to[KNOWN_LATENCIES] += n;
        } else {
            route.recent.latencies(t).addTo(to, 1);
        }
    }

    private void addSizes(Series route, double[] to) {
        Baseline past = route.past;
        double n = route.recent.of(Slice.SIZES, t);
        to[SIZES] += n;
        if (past.sums[Slice.SIZES] > LEAST_PAST_LATENCIES) {
            to[LOG_SIZE] += n * past.logSize();
            to[LOG_SIZE_VARIANCE] += n * past.logSizeVariance();
        } else {
            to[LOG_SIZE] += route.recent.of(Slice.LOG_SIZE, t);
            to[LOG_SIZE_VARIANCE] += n * UNKNOWN_VARIANCE;
        }
    }

    /// What all series are compared with in the newest window.
    void prepare() {
        for (int a = 0; a < newestAll.length; a++) {
            int windows = resolution.scales()[a];
            newestAll[a] = all(windows);
            newestSteady[a] = steady(windows);
            newestBurst[a] = burst[slot(t)] - burst[slotBefore(t, windows)];
        }
        prepareMix();
        prepareMasks();
    }

    /// Takes the mix of routes that was asked for lately, for each scale.
    private void prepareMix() {
        Series total = total();
        if (total == null) {
            return;
        }
        double[] newest = mixes[slot(t)];
        double[] usual = total.past.latencies();
        double usualSum = Math.max(total.past.latencyCount, 1e-9);
        for (int a = 0; a < factors.length; a++) {
            double[] before = mixes[slotBefore(t, resolution.scales()[a])];
            double[] factor = factors[a];
            double sum = 1e-9;
            for (int row = fromRow; row < toRow; row++) {
                factor[row] = Math.max(0, newest[row] - before[row]);
                sum += factor[row];
            }
            isMixKnown[a] = newest[KNOWN_LATENCIES] - before[KNOWN_LATENCIES] >= 1;
            for (int row = fromRow; row < toRow; row++) {
                double change =
                        (factor[row] / sum + MIX_SMOOTHING)
                                / (usual[row] / usualSum + MIX_SMOOTHING);
                factor[row] = Math.clamp(change, 1 / MOST_MIX_CHANGE, MOST_MIX_CHANGE);
            }
        }
    }

    /// The mean logarithm of sizes that the mix of routes lately asked for makes likely of all
    /// requests; `NaN` without any.
    double mixedLogSize(int windows) {
        double n = mixed(SIZES, windows);
        return n >= 1 ? mixed(LOG_SIZE, windows) / n : Double.NaN;
    }

    /// Its variance within routes.
    double mixedLogSizeVariance(int windows) {
        return mixed(LOG_SIZE_VARIANCE, windows) / Math.max(1, mixed(SIZES, windows));
    }

    private double mixed(int field, int windows) {
        return mixes[slot(t)][field] - mixes[slotBefore(t, windows)][field];
    }

    private void add(double[] rows, double factor, double[] to) {
        for (int row = fromRow; row < toRow; row++) {
            to[row] += factor * rows[row];
        }
    }

    /// Whether the past's latencies depend on the scale, by the mix of routes or by bursts.
    boolean isPastMixed(Series one, int scale) {
        return isMixKnown(one, scale) || isMasked(one, scale);
    }

    private boolean isMixKnown(Series one, int scale) {
        return !one.isRoute() && isMixKnown[scale];
    }

    /// A series' past latencies, in the mix of routes that was asked for lately. Not to be changed;
    /// valid until the next call.
    double[] pastLatencies(Series one, int scale) {
        double[] latencies = mixedLatencies(one, scale);
        return isMasked(one, scale) ? masked(latencies, scale, mixedScratch) : latencies;
    }

    private double[] mixedLatencies(Series one, int scale) {
        if (!isMixKnown(one, scale)) {
            return one.past.latencies();
        }
        double[] past = one.past.latencies();
        double sum = 0;
        for (int row = fromRow; row < toRow; row++) {
            mixedScratch[row] = past[row] * factors[scale][row];
            sum += mixedScratch[row];
        }
        double factor = one.past.latencyCount / Math.max(sum, 1e-9);
        for (int row = fromRow; row < toRow; row++) {
            mixedScratch[row] *= factor;
        }
        return mixedScratch;
    }

    /// Whether bursts are so much of a scale that of servers and regions only those rows of the
    /// latencies can be compared that the bursts leave alone.
    boolean isMasked(Series one, int scale) {
        return isMasked[scale] && !one.isRoute() && !one.isTotal();
    }

    /// Finds the rows of latencies that bursts leave alone. Which server answers them is not known:
    /// in the worst case one does.
    private void prepareMasks() {
        Series total = total();
        for (int a = 0; a < isMasked.length; a++) {
            int windows = resolution.scales()[a];
            isMasked[a] = newestBurst[a] > BURST_SHARE_LATENCY * Math.max(newestAll[a], 1);
            if (!isMasked[a] || total == null) {
                continue;
            }
            int servers = Math.max(1, series.getOrDefault(Dimension.SERVER, Map.of()).size());
            double[] rows = burstLatencies[slot(t)];
            double[] before = burstLatencies[slotBefore(t, windows)];
            double[] steadyRows = total.recent.pooled(a);
            for (int row = fromRow; row < toRow; row++) {
                double some = rows[row] - before[row];
                double share = some / Math.max(some + steadyRows[row], 1e-9);
                isAlone[a][row] = share * servers <= BURST_SHARE_LATENCY;
            }
        }
    }

    /// Only the rows that bursts leave alone.
    private double[] masked(double[] latencies, int scale, double[] into) {
        for (int row = fromRow; row < toRow; row++) {
            into[row] = isAlone[scale][row] ? latencies[row] : 0;
        }
        return into;
    }

    /// Latencies of a series in the newest windows of a scale, without the routes that come in
    /// bursts. Not to be changed; valid until the next call.
    double[] withoutBursts(Series one, int scale) {
        if (one.isRoute() || one.isTotal() || newestBurst[scale] <= 0) {
            return one.recent.pooled(scale);
        }
        if (isMasked(one, scale)) {
            return masked(one.recent.pooled(scale), scale, scratch);
        }
        int windows = resolution.scales()[scale];
        double[] rows = burstLatencies[slot(t)];
        double[] before = burstLatencies[slotBefore(t, windows)];
        return withoutBursts(
                one,
                one.recent.pooled(scale),
                rows,
                before,
                one.recent.sum(Slice.REQUESTS, t, windows),
                all(windows));
    }

    /// Of a server or region its part of the bursts is taken off, by its part of the requests.
    private double[] withoutBursts(
            Series one, double[] latencies, double[] bursts, double[] before, double n, double of) {
        if (one.isRoute() || one.isTotal()) {
            return latencies;
        }
        double sum = LatencyComparison.sum(bursts) - LatencyComparison.sum(before);
        if (sum <= 0) {
            return latencies;
        }
        if (sum > BURST_SHARE_LATENCY * Math.max(of, 1)) {
            Arrays.fill(scratch, 0);
            return scratch;
        }
        double part = n / Math.max(of, 1);
        for (int row = fromRow; row < toRow; row++) {
            scratch[row] = Math.max(0, latencies[row] - part * (bursts[row] - before[row]));
        }
        return scratch;
    }

    /// Requests of the newest windows without the routes that come in bursts.
    double steady(int windows) {
        return steady[slot(t)] - steady[slotBefore(t, windows)];
    }

    /// Requests of a window by the line through the few before the newest `windows`; `NaN` without.
    /// By least squares; extrapolated to the middle of the newest windows.
    double line(int windows) {
        if (t < windows + LINE_WINDOWS - 1) {
            return Double.NaN;
        }
        double middle = (LINE_WINDOWS - 1) / 2.0;
        double sum = 0;
        double slope = 0;
        for (int i = 0; i < LINE_WINDOWS; i++) {
            double requests = steadyOf(t - windows - LINE_WINDOWS + 1 + i);
            sum += requests;
            slope += requests * (i - middle);
        }
        slope /= LINE_WINDOWS * (LINE_WINDOWS * LINE_WINDOWS - 1) / 12.0;
        double ahead = middle + (windows + 1) / 2.0;
        return Math.max(0, sum / LINE_WINDOWS + slope * ahead);
    }

    /// All requests of the newest windows.
    double all(int windows) {
        Series total = total();
        return total == null ? 0 : total.recent.sum(Slice.REQUESTS, t, windows);
    }

    /// Whether routes that come in bursts are a large part of the newest windows.
    ///
    /// @param a which of the scales
    boolean isBurst(int a) {
        return newestBurst[a] > BURST_SHARE_TRAFFIC * Math.max(1, newestAll[a]);
    }

    /// What is usual of the rate of all requests; null where it is not judged now.
    @Nullable SteadyRate usualRate() {
        boolean isJudged = isWhole && resolution.isTotalRateJudged() && usualRate.isKnown();
        return isJudged ? usualRate : null;
    }

    private @Nullable Series total() {
        return series.getOrDefault(Dimension.TOTAL, Map.of()).get(Dimension.ALL);
    }
}
