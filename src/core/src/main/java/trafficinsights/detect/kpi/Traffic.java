package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private final Resolution resolution;
    private final Map<Dimension, Map<String, Series>> series;
    private final SteadyRate usualRate = new SteadyRate();
    private final double[] steady;
    private final double[] burst;

    /// What the line through the windows before each makes of it.
    private final double[] lines;

    private final double[][] burstLatencies;
    private final double[] scratch = new double[LatencyGrid.ROWS];
    private final double[] mixedScratch = new double[LatencyGrid.ROWS];
    private final double[][] mix;
    private final boolean[] isMixKnown;
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
        mix = new double[resolution.scales().length][LatencyGrid.ROWS];
        isMixKnown = new boolean[resolution.scales().length];
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
    /// @param latencies of those
    /// @param isWindowWhole whether all its requests are there
    void add(long now, double requests, double bursts, double[] latencies, boolean isWindowWhole) {
        t = now;
        isWhole = isWindowWhole;
        int slot = slot(t);
        int before = slotBefore(t, 1);
        for (int row = 0; row < latencies.length; row++) {
            burstLatencies[slot][row] = burstLatencies[before][row] + latencies[row];
        }
        burst[slot] = burst[before] + bursts;
        steady[slot] = steady[before] + Math.max(0, requests - bursts);
        lines[slot] = line(1);
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

    /// Latencies of window `u` without the part of the bursts.
    double[] cleaned(Series one, long u) {
        double[] latencies = new double[LatencyGrid.ROWS];
        one.recent.latencies(u).addTo(latencies, 1);
        return withoutBursts(
                one,
                latencies,
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

    /// How the mix of routes that was asked for lately changes the latencies of all, for each
    /// scale.
    void prepareMix() {
        Map<String, Series> routes = series.getOrDefault(Dimension.ROUTE, Map.of());
        double[] usual = new double[LatencyGrid.ROWS];
        List<Series> known = new ArrayList<>();
        List<Series> unknown = new ArrayList<>();
        for (Series route : routes.values()) {
            if (route.recent.isBursty(t)) {
                continue;
            }
            if (route.past.latencyCount > LEAST_PAST_LATENCIES) {
                known.add(route);
                add(route.past.latencies, 1, usual);
            } else {
                unknown.add(route);
            }
        }
        double usualSum = Math.max(LatencyComparison.sum(usual), 1e-9);
        for (int a = 0; a < mix.length; a++) {
            double[] expected = mix[a];
            Arrays.fill(expected, 0);
            double asked = 0;
            int windows = resolution.scales()[a];
            for (Series route : known) {
                double n = route.recent.sum(Slice.LATENCIES, t, windows);
                asked += n;
                add(route.past.latencies, n / route.past.latencyCount, expected);
            }
            isMixKnown[a] = asked >= 1;
            for (Series route : unknown) {
                add(route.recent.pooled(a), 1, expected);
            }
            double sum = Math.max(LatencyComparison.sum(expected), 1e-9);
            for (int row = 0; row < expected.length; row++) {
                double factor =
                        (expected[row] / sum + MIX_SMOOTHING)
                                / (usual[row] / usualSum + MIX_SMOOTHING);
                expected[row] = Math.clamp(factor, 1 / MOST_MIX_CHANGE, MOST_MIX_CHANGE);
            }
        }
    }

    private static void add(double[] rows, double factor, double[] to) {
        for (int row = 0; row < rows.length; row++) {
            to[row] += factor * rows[row];
        }
    }

    /// Whether the past's latencies depend on the scale, by the mix of routes.
    boolean isPastMixed(Series one, int scale) {
        return !one.isRoute() && isMixKnown[scale];
    }

    /// A series' past latencies, in the mix of routes that was asked for lately. Not to be changed;
    /// valid until the next call.
    double[] pastLatencies(Series one, int scale) {
        if (!isPastMixed(one, scale)) {
            return one.past.latencies;
        }
        double sum = 0;
        for (int row = 0; row < mixedScratch.length; row++) {
            mixedScratch[row] = one.past.latencies[row] * mix[scale][row];
            sum += mixedScratch[row];
        }
        double factor = one.past.latencyCount / Math.max(sum, 1e-9);
        for (int row = 0; row < mixedScratch.length; row++) {
            mixedScratch[row] *= factor;
        }
        return mixedScratch;
    }

    /// Latencies of a series in the newest windows of a scale, without the routes that come in
    /// bursts. Not to be changed; valid until the next call.
    double[] withoutBursts(Series one, int scale) {
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
        for (int row = 0; row < scratch.length; row++) {
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
    boolean isBurst(int windows) {
        double bursts = burst[slot(t)] - burst[slotBefore(t, windows)];
        return bursts > BURST_SHARE_TRAFFIC * Math.max(1, all(windows));
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
