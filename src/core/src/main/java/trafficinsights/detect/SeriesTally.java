package trafficinsights.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Kpi;

/// What one series did lately, and what it does during an incident, as sums that can be compared.
/// Threads: one at a time.
final class SeriesTally {
    /// Windows before an incident that tell what is usual.
    static final int BASELINE_WINDOWS = 30;

    private static final int FIGURES = 5;

    /// Sums of requests, latency and errors over some windows.
    ///
    /// @param latencyMicros summed over the requests whose latency is known
    record Sums(
            double requests,
            double latencyCount,
            double latencyMicros,
            double serverErrors,
            double clientErrors) {
        double meanLatencyMicros() {
            return latencyMicros / latencyCount;
        }
    }

    private final double[][] ring = new double[BASELINE_WINDOWS][FIGURES];
    private final double[] before = new double[FIGURES];
    private final double[] during = new double[FIGURES];
    private int next;

    /// Counts a window of ordinary traffic; null for one without requests.
    void remember(@Nullable Kpi kpi) {
        double[] slot = ring[next];
        next = next + 1 == ring.length ? 0 : next + 1;
        for (int i = 0; i < FIGURES; i++) {
            before[i] -= slot[i];
        }
        put(kpi, slot);
        for (int i = 0; i < FIGURES; i++) {
            before[i] += slot[i];
        }
    }

    /// Counts a window of the incident.
    void count(Kpi kpi) {
        double[] one = new double[FIGURES];
        put(kpi, one);
        for (int i = 0; i < FIGURES; i++) {
            during[i] += one[i];
        }
    }

    private static void put(@Nullable Kpi kpi, double[] slot) {
        slot[0] = kpi == null ? 0 : kpi.requests();
        slot[1] = kpi == null ? 0 : kpi.latencyCount();
        slot[2] = kpi == null || kpi.latencyCount() == 0 ? 0 : kpi.meanMicros() * slot[1];
        slot[3] = kpi == null ? 0 : kpi.serverErrors();
        slot[4] = kpi == null ? 0 : kpi.clientErrors();
    }

    void endIncident() {
        Arrays.fill(during, 0);
    }

    Sums before() {
        return sums(before);
    }

    Sums during() {
        return sums(during);
    }

    private static Sums sums(double[] f) {
        return new Sums(f[0], f[1], f[2], f[3], f[4]);
    }

    static Sums plus(Sums a, Sums b) {
        return new Sums(
                a.requests + b.requests,
                a.latencyCount + b.latencyCount,
                a.latencyMicros + b.latencyMicros,
                a.serverErrors + b.serverErrors,
                a.clientErrors + b.clientErrors);
    }
}
