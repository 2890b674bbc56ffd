package trafficinsights.detect.kpi;

import java.util.Arrays;
import trafficinsights.model.LatencyGrid;

/// The latencies of a series over hours, a mean of logarithms for each long window. Threads: one at
/// a time.
final class Course {
    private final float[] logs;
    private final float[] counts;
    private long t = -1;

    /// @param windows that are kept
    Course(int windows) {
        logs = new float[windows];
        counts = new float[windows];
    }

    private int slot(long u) {
        return (int) (u % logs.length);
    }

    /// Adds window `now`; they come without gaps but for the first.
    void add(long now, LatencyGrid.Column latencies) {
        if (t < 0) {
            Arrays.fill(counts, 0);
        }
        t = now;
        double[] sums = LatencyComparison.logs(latencies);
        counts[slot(t)] = (float) sums[0];
        logs[slot(t)] = (float) (sums[1] / Math.max(sums[0], 1));
    }

    /// An incident of these windows is over: they say nothing of what came after.
    void forget(long from, long to) {
        for (long u = Math.max(from, to - logs.length + 1); u <= to; u++) {
            counts[slot(u)] = 0;
        }
    }

    /// Windows from the onset of a drift to the newest one; -1 where there is no drift.
    long driftWindows(long windows) {
        int n = (int) Math.min(windows, Math.min(t + 1, logs.length));
        double[] values = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            int slot = slot(t - n + 1 + i);
            values[i] = logs[slot];
            weights[i] = counts[slot];
        }
        int onset = new Onset(values, weights).ofRise();
        return onset < 0 ? -1 : n - onset;
    }
}
