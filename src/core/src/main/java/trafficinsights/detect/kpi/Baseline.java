package trafficinsights.detect.kpi;

import trafficinsights.model.LatencyGrid;

/// What a series usually does: sums over its clean windows, older ones counting less. Threads: one
/// at a time.
final class Baseline {
    /// What is left of the past once a new level is normal.
    static final double AFTER_CHANGE = 0.02;

    final double[] sums = new double[Slice.SUMS];
    private final double[] latencies = new double[LatencyGrid.ROWS];

    /// What [#latencies] still count, since windows without any passed.
    private double keepLatencies = 1;

    /// Weight of the windows that count.
    double windows;

    /// Requests of which the series' own are a part.
    double whole;

    /// @param keep what the windows before count from now on
    /// @param cleaned latencies without those of routes that come in bursts
    void add(Recent recent, long u, double[] cleaned, double keep, double wholeOfWindow) {
        for (int i = 0; i < Slice.SUMS; i++) {
            sums[i] = sums[i] * keep + recent.of(i, u);
        }
        double keepRows = keep * keepLatencies;
        keepLatencies = 1;
        double count = 0;
        for (int row = 0; row < cleaned.length; row++) {
            latencies[row] = latencies[row] * keepRows + cleaned[row];
            count += cleaned[row];
        }
        latencyCount = latencyCount * keep + count;
        addWhole(keep, wholeOfWindow);
    }

    /// Adds a window without a request.
    void addSilent(double keep, double wholeOfWindow) {
        for (int i = 0; i < Slice.SUMS; i++) {
            sums[i] *= keep;
        }
        keepLatencies *= keep;
        latencyCount *= keep;
        addWhole(keep, wholeOfWindow);
    }

    private void addWhole(double keep, double wholeOfWindow) {
        windows = windows * keep + 1;
        whole = whole * keep + wholeOfWindow;
    }

    /// Counts of the rows of a [LatencyGrid]. Not to be changed.
    double[] latencies() {
        if (keepLatencies != 1) {
            for (int row = 0; row < latencies.length; row++) {
                latencies[row] *= keepLatencies;
            }
            keepLatencies = 1;
        }
        return latencies;
    }

    /// Mean of the logarithms of the response sizes.
    double logSize() {
        return sums[Slice.LOG_SIZE] / Math.max(sums[Slice.SIZES], 1e-9);
    }

    /// Their variance.
    double logSizeVariance() {
        double mean = logSize();
        double square = sums[Slice.LOG_SIZE_SQUARED] / Math.max(sums[Slice.SIZES], 1e-9);
        return Math.max(0, square - mean * mean);
    }

    /// Sum of [#latencies()].
    double latencyCount;

    double requests() {
        return sums[Slice.REQUESTS];
    }

    double statuses() {
        return sums[Slice.STATUSES];
    }

    /// Requests a window.
    double rate() {
        return requests() / Math.max(windows, 1e-9);
    }

    double share() {
        return requests() / Math.max(whole, 1e-9);
    }

    double logP95() {
        return sums[Slice.LOG_P95] / Math.max(sums[Slice.LATENCIES], 1e-9);
    }

    double logP95Spread() {
        double mean = logP95();
        double square = sums[Slice.LOG_P95_SQUARED] / Math.max(sums[Slice.LATENCIES], 1e-9);
        return Math.sqrt(Math.max(0, square - mean * mean));
    }

    /// The new level is normal: the past hardly counts.
    void forget() {
        for (int i = 0; i < sums.length; i++) {
            sums[i] *= AFTER_CHANGE;
        }
        keepLatencies *= AFTER_CHANGE;
        latencyCount *= AFTER_CHANGE;
        windows *= AFTER_CHANGE;
        whole *= AFTER_CHANGE;
    }
}
