package trafficinsights.detect.kpi;

import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.WindowShape.Sizes;

/// What one series did in a window, as sums that add up over windows.
///
/// @param sums by the constants of this class
/// @param isBursty whether the series' requests came in bursts then
record Slice(double[] sums, LatencyGrid.Column latencies, boolean isBursty) {
    static final int REQUESTS = 0;

    /// Requests whose statuses are known.
    static final int STATUSES = 1;

    static final int SERVER_ERRORS = 2;
    static final int CLIENT_ERRORS = 3;
    static final int LATENCIES = 4;
    static final int LATENCY_MICROS = 5;

    /// Of each window the logarithm of its 95th percentile, times [#LATENCIES].
    static final int LOG_P95 = 6;

    static final int LOG_P95_SQUARED = 7;
    static final int REDIRECTS = 8;

    static final int BYTES = 9;

    /// Responses whose sizes are compared.
    static final int SIZES = 10;

    /// Natural logarithms of those.
    static final int LOG_SIZE = 11;

    static final int LOG_SIZE_SQUARED = 12;
    static final int SUMS = 13;

    static final Slice NOTHING = new Slice(new double[SUMS], LatencyGrid.Column.EMPTY, false);

    static Slice of(KpiWindow window) {
        Kpi kpi = window.kpi();
        double[] sums = new double[SUMS];
        sums[REQUESTS] = kpi.requests();
        if (kpi.isStatusKnown()) {
            sums[STATUSES] = kpi.requests();
            sums[SERVER_ERRORS] = kpi.serverErrors();
            sums[CLIENT_ERRORS] = kpi.clientErrors();
            sums[REDIRECTS] = window.shape().redirects();
        }
        Sizes sizes = window.shape().sizes();
        sums[BYTES] = kpi.bytes();
        sums[SIZES] = sizes.count();
        sums[LOG_SIZE] = Sizes.natural((double) sizes.logs());
        sums[LOG_SIZE_SQUARED] = Sizes.natural(Sizes.natural((double) sizes.squares()));
        if (kpi.latencyCount() > 0) {
            double logP95 = Math.log(Math.max(1, kpi.p95Micros()));
            sums[LATENCIES] = kpi.latencyCount();
            sums[LATENCY_MICROS] = kpi.meanMicros() * kpi.latencyCount();
            sums[LOG_P95] = logP95 * kpi.latencyCount();
            sums[LOG_P95_SQUARED] = logP95 * logP95 * kpi.latencyCount();
        }
        return new Slice(sums, window.shape().latencies(), false);
    }

    /// Several of them together, while they are added up.
    static final class Sum {
        private final double[] sums = new double[SUMS];
        private final double[] rows = new double[LatencyGrid.ROWS];
        private boolean isBursty;

        void add(Slice slice) {
            for (int i = 0; i < SUMS; i++) {
                sums[i] += slice.sums[i];
            }
            slice.latencies.addTo(rows, 1);
            isBursty |= slice.isBursty;
        }

        void markBursty() {
            isBursty = true;
        }

        double requests() {
            return sums[REQUESTS];
        }

        /// Counts of the rows of a [LatencyGrid]. Not to be changed.
        double[] latencies() {
            return rows;
        }

        Slice slice() {
            return new Slice(sums, LatencyGrid.Column.of(rows), isBursty);
        }
    }

    /// Without the latencies and sizes of some of its requests, which still count as such.
    Slice without(Sum part) {
        double[] rest = sums.clone();
        for (int i = SIZES; i < SUMS; i++) {
            rest[i] = Math.max(0, rest[i] - part.sums[i]);
        }
        double[] rows = new double[LatencyGrid.ROWS];
        latencies.addTo(rows, 1);
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Math.max(0, rows[row] - part.rows[row]);
        }
        return new Slice(rest, LatencyGrid.Column.of(rows), false);
    }

    Slice bursty() {
        return new Slice(sums, latencies, true);
    }

    double requests() {
        return sums[REQUESTS];
    }
}
