package trafficinsights.generate;

import java.util.HashMap;
import java.util.Map;
import trafficinsights.stat.WaitingLine;

/// The queues before the servers, as fluids: their mean length follows from what arrives and what
/// the workers finish ([WaitingLine#utilizationAfter(double, double, double)]). A queue that is
/// longer than the long run explains, after a surge or while more arrives than can be served, is a
/// delay for all; the rest is chance. Threads: one.
final class ServerQueues {
    /// From this utilisation on a queue is explained by what arrives, not by chance.
    private static final double CHANCE_UTILIZATION = 0.98;

    private final Fleet fleet;
    private final int places;
    private final Map<Integer, WaitingLine> lines = new HashMap<>();

    /// Requests that wait.
    final double[] waiting;

    /// Share of the workers that are busy.
    final double[] utilization;

    /// @param places requests that may wait before one server
    ServerQueues(Fleet fleet, int places) {
        this.fleet = fleet;
        this.places = places;
        waiting = new double[fleet.servers];
        utilization = new double[fleet.servers];
    }

    void clear(int server) {
        waiting[server] = 0;
        utilization[server] = 0;
    }

    /// Lets a server's queue go on for a time, and notes in the state what a request meets then.
    ///
    /// @param arrivalsPerSecond that are not refused by a crash
    /// @param serviceSeconds mean service time
    /// @param variation squared coefficient of variation of the service time
    void advance(
            FleetState state,
            int server,
            double seconds,
            double arrivalsPerSecond,
            double serviceSeconds,
            double variation,
            double lostWorkerShare) {
        int workers = (int) Math.max(1, Math.round(fleet.workers[server] * (1 - lostWorkerShare)));
        WaitingLine line = lines.computeIfAbsent(workers, WaitingLine::new);
        double perSecond = workers / serviceSeconds;
        double spread = (1 + variation) / 2;
        double balance = waiting[server] + arrivalsPerSecond * seconds;
        double rho = line.utilizationAfter(balance, perSecond * seconds, spread);
        double left = Math.max(0, balance - perSecond * seconds * rho);
        double tooMany = Math.max(0, left - places);
        waiting[server] = left - tooMany;
        utilization[server] = rho;
        double arrived = arrivalsPerSecond * seconds;
        // All of the surplus came now, or the queue before it was longer than the places are.
        double refused = arrived > 0 ? Math.min(1, tooMany / arrived) : 0;
        state.refusedShare[server] = (float) (1 - (1 - state.refusedShare[server]) * (1 - refused));
        double chance = Math.min(rho, CHANCE_UTILIZATION);
        double byChance = Math.min(waiting[server], line.meanLength(chance) * spread);
        double throughput = perSecond * Math.max(rho, 1e-12);
        double probability = line.waitProbability(chance);
        state.delaySeconds[server] = (float) ((waiting[server] - byChance) / throughput);
        state.waitProbability[server] = (float) probability;
        state.waitSeconds[server] = (float) (byChance / throughput / probability);
        state.busyShare[server] = (float) rho;
        double inService = rho * workers;
        state.connections[server] = (float) (waiting[server] + inService);
    }
}
