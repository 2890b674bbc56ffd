package trafficinsights.generate;

import java.util.Arrays;
import trafficinsights.generate.FailureKind.Scope;
import trafficinsights.generate.FailureSchedule.Entry;

/// What all failures together do at one instant, as far as it follows from the scenario alone. One
/// object is filled again for each instant. Threads: one.
final class FailureEffects {
    /// Factor on the arrivals, by region.
    final double[] arrivalFactor;

    /// A scanner's requests for each usual one, by region.
    final double[] scanShare;

    /// Share of failing answers, by route and by server.
    final double[] routeErrorShare;

    final double[] serverErrorShare;

    /// Calls of a route by regular jobs for each usual request of all, and their sum.
    final double[] jobShare;

    double jobs;

    /// What happens to good answers, by route and by server.
    final double[] routeShift;

    final double[] serverShift;
    final double[] routeCut;
    final double[] serverCut;
    final double[] serverLoss;

    /// Factor on the service time, by route and by server.
    final double[] routeSlowdown;

    final double[] serverSlowdown;

    /// Share of refused connections, by server.
    final double[] refusedShare;

    final double[] lostWorkerShare;

    /// Probability that a health check fails wrongly, by server.
    final double[] falseAlarmShare;

    /// Memory lost a second, as a share of all, by server.
    final double[] leakPerSecond;

    private final FailureSchedule schedule;
    private boolean isCalm;

    FailureEffects(Fleet fleet, FailureSchedule schedule) {
        this.schedule = schedule;
        arrivalFactor = new double[fleet.regions];
        scanShare = new double[fleet.regions];
        routeErrorShare = new double[fleet.routes];
        routeSlowdown = new double[fleet.routes];
        serverErrorShare = new double[fleet.servers];
        serverSlowdown = new double[fleet.servers];
        jobShare = new double[fleet.routes];
        routeShift = new double[fleet.routes];
        serverShift = new double[fleet.servers];
        routeCut = new double[fleet.routes];
        serverCut = new double[fleet.servers];
        serverLoss = new double[fleet.servers];
        refusedShare = new double[fleet.servers];
        lostWorkerShare = new double[fleet.servers];
        falseAlarmShare = new double[fleet.servers];
        leakPerSecond = new double[fleet.servers];
        clear();
    }

    private void clear() {
        Arrays.fill(arrivalFactor, 1);
        Arrays.fill(routeSlowdown, 1);
        Arrays.fill(serverSlowdown, 1);
        Arrays.fill(scanShare, 0);
        Arrays.fill(routeErrorShare, 0);
        Arrays.fill(serverErrorShare, 0);
        Arrays.fill(refusedShare, 0);
        Arrays.fill(lostWorkerShare, 0);
        Arrays.fill(falseAlarmShare, 0);
        Arrays.fill(leakPerSecond, 0);
        Arrays.fill(jobShare, 0);
        Arrays.fill(routeShift, 0);
        Arrays.fill(serverShift, 0);
        Arrays.fill(routeCut, 0);
        Arrays.fill(serverCut, 0);
        Arrays.fill(serverLoss, 0);
        jobs = 0;
        isCalm = true;
    }

    /// @return whether nothing goes wrong now
    boolean set(long epochMicros) {
        if (!isCalm) {
            clear();
        }
        for (Entry entry : schedule.entries) {
            if (entry.isActive(epochMicros)) {
                isCalm = false;
                add(entry, epochMicros);
            }
        }
        jobs = isCalm ? 0 : Arrays.stream(jobShare).sum();
        return isCalm;
    }

    private void add(Entry entry, long now) {
        boolean isRoute = entry.scope() == Scope.ROUTE;
        switch (entry.kind()) {
            case SURGE -> multiply(arrivalFactor, entry.hitsRegion(), entry.factor(now));
            case TRAFFIC_DROP -> multiply(arrivalFactor, entry.hitsRegion(), 1 - entry.share(now));
            case BOT_SCAN -> plus(scanShare, entry.hitsRegion(), entry.share(now));
            case BAD_DEPLOY, ROUTE_ERRORS -> {
                double[] share = isRoute ? routeErrorShare : serverErrorShare;
                either(share, isRoute ? entry.hitsRoute() : entry.hitsServer(), entry.share(now));
            }
            case LATENCY_DRIFT, SLOW_ROUTE -> {
                double[] factor = isRoute ? routeSlowdown : serverSlowdown;
                boolean[] hits = isRoute ? entry.hitsRoute() : entry.hitsServer();
                multiply(factor, hits, entry.factor(now));
            }
            case STATUS_SHIFT -> {
                double[] share = isRoute ? routeShift : serverShift;
                either(share, isRoute ? entry.hitsRoute() : entry.hitsServer(), entry.share(now));
            }
            case TRUNCATED_BODIES -> {
                double[] share = isRoute ? routeCut : serverCut;
                either(share, isRoute ? entry.hitsRoute() : entry.hitsServer(), entry.share(now));
            }
            case PACKET_LOSS -> either(serverLoss, entry.hitsServer(), entry.share(now));
            case CRON_BURST, NIGHTLY_BATCH -> plus(jobShare, entry.hitsRoute(), entry.share(now));
            case SLOW_SERVER -> multiply(serverSlowdown, entry.hitsServer(), entry.factor(now));
            case CRASHED_SERVER, REGIONAL_OUTAGE ->
                    either(refusedShare, entry.hitsServer(), entry.share(now));
            case CASCADING_OVERLOAD ->
                    either(lostWorkerShare, entry.hitsServer(), entry.share(now));
            case FLAPPING_HEALTH -> either(falseAlarmShare, entry.hitsServer(), entry.share(now));
            case MEMORY_LEAK -> {
                double seconds = (entry.endMicros() - entry.startMicros()) / 1e6;
                plus(leakPerSecond, entry.hitsServer(), entry.strength() / seconds);
            }
        }
    }

    private static void multiply(double[] values, boolean[] hits, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= hits[i] ? factor : 1;
        }
    }

    private static void plus(double[] values, boolean[] hits, double more) {
        for (int i = 0; i < values.length; i++) {
            values[i] += hits[i] ? more : 0;
        }
    }

    /// Probability that at least one of independent events happens.
    private static void either(double[] shares, boolean[] hits, double share) {
        for (int i = 0; i < shares.length; i++) {
            shares[i] = hits[i] ? 1 - (1 - shares[i]) * (1 - share) : shares[i];
        }
    }
}
