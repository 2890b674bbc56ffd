package trafficinsights.detect.kpi;

import java.util.Arrays;
import trafficinsights.model.LatencyGrid;

/// The newest windows of a series at one resolution, and their sums over each scale. Threads: one
/// at a time.
final class Recent {
    private final int[] scales;
    private final double[][] cumulated;
    private final LatencyGrid.Column[] latencies;
    private final boolean[] bursty;
    private final boolean[] odd;
    private final double[][] pooled;

    /// Sums up to the newest window, and up to where each scale begins.
    private double[] newest;

    private final double[][] befores;

    Recent(Resolution resolution) {
        scales = resolution.scales();
        int slots = resolution.longestScale() + 2;
        cumulated = new double[slots][Slice.SUMS];
        latencies = new LatencyGrid.Column[slots];
        Arrays.fill(latencies, LatencyGrid.Column.EMPTY);
        bursty = new boolean[slots];
        odd = new boolean[slots];
        newest = cumulated[0];
        befores = new double[scales.length][];
        Arrays.fill(befores, newest);
        pooled = new double[scales.length][LatencyGrid.ROWS];
    }

    private int slot(long t) {
        return (int) (t % cumulated.length);
    }

    /// Adds window `t`; they come without gaps.
    void add(long t, Slice slice) {
        int slot = slot(t);
        double[] now = cumulated[slot];
        double[] last = cumulated[slot(t + cumulated.length - 1)];
        for (int i = 0; i < Slice.SUMS; i++) {
            now[i] = last[i] + slice.sums()[i];
        }
        for (int a = 0; a < scales.length; a++) {
            slice.latencies().addTo(pooled[a], 1);
            if (t >= scales[a]) {
                latencies[slot(t - scales[a])].addTo(pooled[a], -1);
            }
        }
        newest = now;
        for (int a = 0; a < scales.length; a++) {
            befores[a] = cumulated[slot(t + cumulated.length - scales[a])];
        }
        latencies[slot] = slice.latencies();
        bursty[slot] = slice.isBursty();
        odd[slot] = false;
    }

    /// Sum over the newest `windows`, `t` the last of them.
    double sum(int field, long t, int windows) {
        return cumulated[slot(t)][field] - cumulated[slot(t + cumulated.length - windows)][field];
    }

    /// Sum over the newest windows of a scale.
    ///
    /// @param a which of the scales
    double newest(int field, int a) {
        return newest[field] - befores[a][field];
    }

    /// Of window `u` alone.
    double of(int field, long u) {
        return sum(field, u, 1);
    }

    LatencyGrid.Column latencies(long u) {
        return latencies[slot(u)];
    }

    boolean isBursty(long u) {
        return bursty[slot(u)];
    }

    /// Latencies of the newest windows of a scale; not to be changed.
    double[] pooled(int scale) {
        return pooled[scale];
    }

    /// Whether window `u` is part of an incident.
    boolean isOdd(long u) {
        return odd[slot(u)];
    }

    void mark(long from, long to, boolean isPartOfIncident) {
        for (long u = Math.max(from, to - cumulated.length + 1); u <= to; u++) {
            odd[slot(u)] = isPartOfIncident;
        }
    }
}
