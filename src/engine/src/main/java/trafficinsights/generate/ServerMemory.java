package trafficinsights.generate;

/// The servers' memory: it follows load and leaks, slows a server down when it is tight, and ends
/// the process when it is full; the server then starts again. Threads: one.
final class ServerMemory {
    private static final long RESTART_MICROS = 25_000_000;
    private static final double IDLE = 0.35;
    private static final double OF_WORK = 0.15;
    private static final double OF_QUEUE = 0.1;

    /// From here on collecting garbage slows a process down.
    private static final double TIGHT = 0.8;

    private static final double FULL = 0.98;
    private static final double SLOWDOWN_WHEN_FULL = 4;

    private final double[] leaked;
    private final long[] downUntil;

    ServerMemory(int servers) {
        leaked = new double[servers];
        downUntil = new long[servers];
    }

    /// Whether the server's process was ended a short while ago.
    boolean isRestarting(int server, long epochMicros) {
        return epochMicros < downUntil[server];
    }

    /// Lets a time pass.
    ///
    /// @param busyShare of the workers
    /// @param queueShare of the places in the queue that are taken
    /// @param leakPerSecond share of all memory
    /// @return share of the memory that is in use
    double advance(
            int server,
            long epochMicros,
            double seconds,
            double busyShare,
            double queueShare,
            double leakPerSecond) {
        boolean isFresh = leakPerSecond == 0 || isRestarting(server, epochMicros);
        leaked[server] = isFresh ? 0 : leaked[server] + leakPerSecond * seconds;
        double used = IDLE + OF_WORK * busyShare + OF_QUEUE * queueShare + leaked[server];
        if (used >= FULL) {
            downUntil[server] = epochMicros + RESTART_MICROS;
            leaked[server] = 0;
        }
        return Math.min(used, FULL);
    }

    /// Factor on the service time.
    static double slowdown(double memoryShare) {
        double tight = (memoryShare - TIGHT) / (FULL - TIGHT);
        return tight <= 0 ? 1 : 1 + SLOWDOWN_WHEN_FULL * tight * tight;
    }
}
