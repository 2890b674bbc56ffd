package trafficinsights.detect.kpi;

import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;

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
    static final int SUMS = 8;

    static final Slice NOTHING = new Slice(new double[SUMS], LatencyGrid.Column.EMPTY, false);

    static Slice of(KpiWindow window) {
        Kpi kpi = window.kpi();
        double[] sums = new double[SUMS];
        sums[REQUESTS] = kpi.requests();
        if (kpi.isStatusKnown()) {
            sums[STATUSES] = kpi.requests();
            sums[SERVER_ERRORS] = kpi.serverErrors();
            sums[CLIENT_ERRORS] = kpi.clientErrors();
        }
        if (kpi.latencyCount() > 0) {
            double logP95 = Math.log(Math.max(1, kpi.p95Micros()));
            sums[LATENCIES] = kpi.latencyCount();
            sums[LATENCY_MICROS] = kpi.meanMicros() * kpi.latencyCount();
            sums[LOG_P95] = logP95 * kpi.latencyCount();
            sums[LOG_P95_SQUARED] = logP95 * logP95 * kpi.latencyCount();
        }
        return new Slice(sums, window.latencies(), false);
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

        Slice slice() {
            return new Slice(sums, LatencyGrid.Column.of(rows), isBursty);
        }
    }

    Slice bursty() {
        return new Slice(sums, latencies, true);
    }

    double requests() {
        return sums[REQUESTS];
    }
}
