package trafficinsights.generate;

import java.util.Arrays;
import trafficinsights.generate.Scenario.HealthCheck;
import trafficinsights.stat.RandomStream;

/// The balancer's health checks: which servers are in rotation. A server that fails `fall` checks
/// one after the other is taken out, and is back after `rise` that pass. Checks of different
/// servers are spread over the interval. Threads: one.
final class HealthChecks {
    private static final long CHECK_STREAM = 22;

    final boolean[] isInRotation;
    private final HealthCheck check;
    private final long seed;
    private final long intervalMicros;
    private final long[] nextMicros;

    /// Checks in a row that say the opposite of what is believed.
    private final int[] against;

    HealthChecks(HealthCheck check, int servers, long seed, long startMicros) {
        this.check = check;
        this.seed = seed;
        intervalMicros = check.interval().toMillis() * 1000;
        isInRotation = new boolean[servers];
        Arrays.fill(isInRotation, true);
        against = new int[servers];
        nextMicros = new long[servers];
        for (int s = 0; s < servers; s++) {
            nextMicros[s] = startMicros + intervalMicros * s / servers;
        }
    }

    /// Makes a server's checks that are due before an instant.
    ///
    /// @param failProbability of one check
    void until(int server, long epochMicros, double failProbability) {
        while (nextMicros[server] < epochMicros) {
            boolean isPassed = !isFailed(server, failProbability);
            if (isPassed == isInRotation[server]) {
                against[server] = 0;
            } else if (++against[server] == (isPassed ? check.rise() : check.fall())) {
                isInRotation[server] = isPassed;
                against[server] = 0;
            }
            nextMicros[server] += intervalMicros;
        }
    }

    private boolean isFailed(int server, double probability) {
        if (probability <= 0 || probability >= 1) {
            return probability >= 1;
        }
        return new RandomStream(seed + server, nextMicros[server], CHECK_STREAM).nextDouble()
                < probability;
    }
}
