package trafficinsights.generate;

import org.jspecify.annotations.Nullable;
import trafficinsights.model.ClientId;
import trafficinsights.model.RequestBatch;
import trafficinsights.stat.AliasTable;
import trafficinsights.stat.RandomStream;

/// Draws single attempts from the law of their slice and writes them as rows. An attempt's row
/// depends on nothing but its law and its random stream. Threads: one.
final class AttemptSampler {
    /// Tries to draw a latency below the timeout; beyond them nearly all latencies are above.
    private static final int MAX_TRIES = 64;

    private static final int SCANNERS = 5;
    private static final long CLIENT_STREAM = 8;
    private static final int ERROR_BYTES = 180;
    private static final short REDIRECT = 302;
    private static final long FIRST_RETRANSMISSION_MICROS = 200_000;
    private static final int MOST_LOSSES = 4;
    private static final double LOST_AGAIN = 0.3;

    /// Share of an answer that is sent before it is cut off, at most.
    private static final double LONGEST_CUT = 0.2;

    private final Fleet fleet;
    private final long seed;
    private final long startMicros;
    private final long timeoutMicros;
    private final int maxRetries;
    private final boolean isHashed;
    private final int clients;
    private final double sessionsPerMicro;
    private final double sessions;
    private final double[] firstClientShare;
    private final long[] regionKey;
    private int lastRegion;
    private int lastRoute;

    AttemptSampler(Scenario scenario, Fleet fleet, long seed, double requestsPerSecond) {
        this.fleet = fleet;
        this.seed = seed;
        startMicros = scenario.start().toEpochMilli() * 1000;
        timeoutMicros = scenario.balancer().timeout().toNanos() / 1000;
        maxRetries = scenario.retries().max();
        isHashed = scenario.balancer().policy() == BalancerPolicy.CLIENT_HASH;
        clients = scenario.clients().count();
        double sessionSeconds = scenario.clients().sessionLength().toNanos() / 1e9;
        sessionsPerMicro = 1e-6 / sessionSeconds;
        double requests = requestsPerSecond * sessionSeconds;
        sessions = Math.max(1, requests / scenario.clients().requestsPerSession());
        firstClientShare = new double[fleet.regions + 1];
        regionKey = new long[fleet.regions];
        for (int r = 0; r < fleet.regions; r++) {
            regionKey[r] = RandomStream.base(seed, r, CLIENT_STREAM);
            firstClientShare[r + 1] = firstClientShare[r] + fleet.regionShare[r];
        }
    }

    /// Writes a first attempt. Times, ids and labels of attempts stay the caller's.
    ///
    /// @param random the row's stream; its first number decides whether the attempt fails
    /// @return whether the client will try again
    boolean first(RequestBatch batch, int i, long epochMicros, SliceLaw law, RandomStream random) {
        double outcome = random.nextDouble();
        int origin = law.origins.sample(random);
        boolean isScanner = origin >= fleet.regions;
        int region = isScanner ? origin - fleet.regions : origin;
        int route =
                isScanner
                        ? fleet.ownRoutes + fleet.scannedTable.sample(random)
                        : ownRoute(law, region, random);
        long client = isScanner ? scanner(random) : client(region, epochMicros, random);
        lastRegion = region;
        lastRoute = route;
        return attempt(batch, i, epochMicros, law, region, route, client, 1, outcome, random);
    }

    private int ownRoute(SliceLaw law, int region, RandomStream random) {
        @Nullable AliasTable routes = law.routesOf(region);
        return (routes == null ? fleet.ownRouteTable : routes).sample(random);
    }

    /// Index of the region that the last first attempt came from.
    int lastRegion() {
        return lastRegion;
    }

    /// Index of the route that the last first attempt asked for.
    int lastRoute() {
        return lastRoute;
    }

    /// Writes an attempt of a client whose request is known.
    ///
    /// @param attempt from 1
    /// @param outcome even in 0 to 1; the lower, the rather it fails
    boolean attempt(
            RequestBatch batch,
            int i,
            long epochMicros,
            SliceLaw law,
            int region,
            int route,
            long client,
            int attempt,
            double outcome,
            RandomStream random) {
        boolean isScanner = fleet.isScanned(route);
        int server = server(law, region, client, random);
        boolean isFailed = server < 0 || law.isFailed(server, route, outcome);
        batch.epochMicros()[i] = epochMicros;
        batch.clientId()[i] = ClientId.ofNumber(client);
        batch.region()[i] = fleet.regionCode[region];
        batch.server()[i] = server < 0 ? 0 : fleet.serverCode[server];
        batch.route()[i] = fleet.routeCode[route];
        batch.method()[i] = fleet.methodCode[route];
        batch.attempt()[i] = (byte) attempt;
        batch.scenario()[i] = law.label(region, server, route, isScanner);
        if (!isFailed) {
            succeed(batch, i, law, server, route, random);
            return false;
        }
        fail(batch, i, law, server, route, outcome, random);
        return attempt <= maxRetries
                && !isScanner
                && random.nextDouble() < law.state.retryShare[region];
    }

    private void succeed(
            RequestBatch batch, int i, SliceLaw law, int server, int route, RandomStream random) {
        Fleet.StatusMix mix = fleet.statuses[route];
        int which = mix.good().length == 1 ? 0 : mix.goodTable().sample(random);
        batch.status()[i] = mix.good()[which];
        batch.bytes()[i] = (long) (fleet.meanBytes[route] * (0.5 + random.nextDouble()));
        long latency = latency(law, server, route, 1, random);
        for (int tries = 1; latency > timeoutMicros && tries < MAX_TRIES; tries++) {
            latency = latency(law, server, route, 1, random);
        }
        latency += retransmission(law.lossShare(server), random);
        batch.latencyMicros()[i] = Math.clamp(latency, 0, timeoutMicros);
        alter(batch, i, law, server, route, random);
    }

    /// The wait for packets that are lost and sent again: 0.2 s, 0.6 s, 1.4 s or 3 s, as the wait
    /// doubles with each loss (RFC 6298).
    private static long retransmission(double lossShare, RandomStream random) {
        if (lossShare == 0 || random.nextDouble() >= lossShare) {
            return 0;
        }
        int losses = 1;
        while (losses < MOST_LOSSES && random.nextDouble() < LOST_AGAIN) {
            losses++;
        }
        return FIRST_RETRANSMISSION_MICROS * ((1L << losses) - 1);
    }

    private static void alter(
            RequestBatch batch, int i, SliceLaw law, int server, int route, RandomStream random) {
        double shift = law.shiftShare(server, route);
        if (shift > 0 && random.nextDouble() < shift) {
            batch.status()[i] = REDIRECT;
            batch.bytes()[i] = ERROR_BYTES;
        }
        double cut = law.cutShare(server, route);
        if (cut > 0 && random.nextDouble() < cut) {
            double left = LONGEST_CUT * random.nextDouble();
            batch.bytes()[i] = (long) (batch.bytes()[i] * left);
        }
    }

    private void fail(
            RequestBatch batch,
            int i,
            SliceLaw law,
            int server,
            int route,
            double outcome,
            RandomStream random) {
        batch.bytes()[i] = ERROR_BYTES;
        if (server < 0 || law.isRefused(server, route, outcome)) {
            batch.status()[i] = 503;
            batch.latencyMicros()[i] = 500 + (long) (random.nextDouble() * 3000);
        } else if (law.isError(server, route, outcome)) {
            Fleet.StatusMix mix = fleet.statuses[route];
            batch.status()[i] = mix.bad()[mix.badTable().sample(random)];
            long latency = latency(law, server, route, FleetSimulation.FAILED_WORK_SHARE, random);
            batch.latencyMicros()[i] = Math.clamp(latency, 0, timeoutMicros);
        } else {
            batch.status()[i] = 504;
            batch.latencyMicros()[i] = timeoutMicros + (long) (random.nextDouble() * 1500);
        }
    }

    private long latency(
            SliceLaw law, int server, int route, double workShare, RandomStream random) {
        double[] measured = fleet.measuredMicros[server];
        if (measured.length > 0) {
            double at = random.nextDouble() * (measured.length - 1);
            int q = (int) at;
            double micros = measured[q] + (at - q) * (measured[q + 1] - measured[q]);
            return Math.round(micros * law.measuredFactor(server, route));
        }
        double logService =
                law.logMedianMicros(server, route) + fleet.sigma[route] * random.nextGaussian();
        double micros = Math.exp(logService) * workShare + law.state.delaySeconds[server] * 1e6;
        if (random.nextDouble() < law.state.waitProbability[server]) {
            micros += random.nextExponential() * law.state.waitSeconds[server] * 1e6;
        }
        return (long) micros;
    }

    /// @return -1 where nobody serves the region
    private int server(SliceLaw law, int region, long client, RandomStream random) {
        @Nullable AliasTable servers = law.serversOf(region);
        if (servers == null) {
            return -1;
        }
        if (!isHashed || law.state.isDark[region]) {
            return servers.sample(random);
        }
        int first = fleet.firstServer[region];
        int count = fleet.firstServer[region + 1] - first;
        for (long round = 0; ; round++) {
            long hash = RandomStream.base(seed, client, round);
            int server = first + (int) Long.remainderUnsigned(hash, count);
            if (law.state.share[server] > 0) {
                return server;
            }
        }
    }

    /// A client comes in sessions: a region has places for as many as are there at a time, and each
    /// place is taken by one client after the other. A few clients come often, most seldom.
    private long client(int region, long epochMicros, RandomStream random) {
        double share = fleet.regionShare[region];
        long place = (long) (random.nextDouble() * Math.max(1, sessions * share));
        long placeKey = RandomStream.hash(regionKey[region], place);
        double passed = (epochMicros - startMicros) * sessionsPerMicro + share(placeKey);
        double u = share(RandomStream.hash(placeKey, (long) passed));
        double first = firstClientShare[region];
        return (long) (clients * Math.min(first + share * u * u, 1 - 1e-9));
    }

    private static double share(long hash) {
        return (hash >>> 11) * 0x1p-53;
    }

    private long scanner(RandomStream random) {
        return clients + (long) (random.nextDouble() * SCANNERS);
    }
}
