package trafficinsights.generate;

import java.util.List;
import trafficinsights.generate.Scenario.Region;
import trafficinsights.generate.Scenario.Route;
import trafficinsights.generate.Scenario.Server;
import trafficinsights.generate.Scenario.StatusShare;
import trafficinsights.model.Names;
import trafficinsights.stat.AliasTable;

/// A scenario's regions, servers and routes as columns, found by index, with the codes that batches
/// carry. Servers are numbered through, region by region. Immutable. Threads: any.
final class Fleet {
    /// Paths that a scanner asks for; they follow the scenario's own routes.
    private static final List<String> SCANNED =
            List.of(
                    "/wp-login.php",
                    "/.env",
                    "/phpmyadmin/index.php",
                    "/admin/config.php",
                    "/.git/config",
                    "/cgi-bin/luci",
                    "/vendor/phpunit/eval-stdin.php",
                    "/actuator/env");

    private static final double SCANNED_MEDIAN_MILLIS = 2;
    private static final double SCANNED_BYTES = 310;
    private static final double SCANNED_SIGMA = 0.3;
    private static final int SERVER_ERROR = 500;

    final Names names;
    final int regions;
    final int servers;

    /// Routes of the scenario, and then those that scanners ask for.
    final int routes;

    final int ownRoutes;
    final short[] regionCode;
    final short[] serverCode;
    final short[] routeCode;
    final byte[] methodCode;

    /// First server of each region; one more at the end.
    final int[] firstServer;

    final int[] regionOfServer;
    final int[] workers;
    final double[] weight;
    final double[] serverErrorRate;

    /// Measured quantiles in µs; an empty array where the routes' service times hold.
    final double[][] measuredMicros;

    final double[] regionShare;
    final double[] routeShare;
    final double[] logMedianMicros;
    final double[] sigma;
    final double[] meanSeconds;

    /// Of the log-normal service time, `E[S²] / E[S]² = exp(sigma²)`.
    final double[] secondMomentFactor;

    final double[] meanBytes;
    final double[] errorRate;
    final AliasTable ownRouteTable;
    final AliasTable scannedTable = new AliasTable(9, 7, 3, 3, 3, 2, 2, 1);
    final StatusMix[] statuses;

    Fleet(Scenario scenario, boolean hasScanner) {
        names = Names.create();
        regions = scenario.regions().size();
        servers = scenario.serverCount();
        ownRoutes = scenario.routes().size();
        routes = ownRoutes + (hasScanner ? SCANNED.size() : 0);
        regionCode = new short[regions];
        firstServer = new int[regions + 1];
        regionShare = new double[regions];
        serverCode = new short[servers];
        regionOfServer = new int[servers];
        workers = new int[servers];
        weight = new double[servers];
        serverErrorRate = new double[servers];
        measuredMicros = new double[servers][];
        routeCode = new short[routes];
        methodCode = new byte[routes];
        routeShare = new double[ownRoutes];
        logMedianMicros = new double[routes];
        sigma = new double[routes];
        meanSeconds = new double[routes];
        meanBytes = new double[routes];
        secondMomentFactor = new double[routes];
        errorRate = new double[routes];
        statuses = new StatusMix[routes];
        for (int r = 0; r < regions; r++) {
            fillRegion(r, scenario.regions().get(r));
        }
        normalize(regionShare);
        for (int k = 0; k < routes; k++) {
            fillRoute(k, k < ownRoutes ? scenario.routes().get(k) : scanned(k - ownRoutes));
        }
        normalize(routeShare);
        ownRouteTable = new AliasTable(routeShare);
    }

    private static Route scanned(int i) {
        return new Route(
                SCANNED.get(i),
                "GET",
                0,
                SCANNED_MEDIAN_MILLIS,
                SCANNED_SIGMA,
                SCANNED_BYTES,
                0,
                List.of(
                        new StatusShare(404, 0.86),
                        new StatusShare(403, 0.1),
                        new StatusShare(401, 0.04)));
    }

    private void fillRegion(int r, Region region) {
        regionCode[r] = (short) names.regions().code(region.name());
        regionShare[r] = region.share();
        int s = firstServer[r];
        for (Server server : region.servers()) {
            serverCode[s] = (short) names.servers().code(server.name());
            regionOfServer[s] = r;
            workers[s] = server.workers();
            weight[s] = server.weight();
            serverErrorRate[s] = server.errorRate();
            measuredMicros[s] =
                    server.latencyMillis().stream().mapToDouble(ms -> ms * 1000).toArray();
            s++;
        }
        firstServer[r + 1] = s;
    }

    private void fillRoute(int k, Route route) {
        routeCode[k] = (short) names.routes().code(route.path());
        methodCode[k] = (byte) names.methods().code(route.method());
        if (k < ownRoutes) {
            routeShare[k] = route.share();
        }
        logMedianMicros[k] = Math.log(route.medianMillis() * 1000);
        sigma[k] = route.sigma();
        meanSeconds[k] = route.medianMillis() / 1000 * Math.exp(sigma[k] * sigma[k] / 2);
        secondMomentFactor[k] = Math.exp(sigma[k] * sigma[k]);
        meanBytes[k] = route.bytes();
        statuses[k] = StatusMix.of(route);
        errorRate[k] = statuses[k].errorRate();
    }

    private static void normalize(double[] shares) {
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
    }

    boolean isScanned(int route) {
        return route >= ownRoutes;
    }

    /// What a route answers in normal times.
    ///
    /// @param errorRate share of answers with status 500 and above
    /// @param good statuses below 500
    /// @param bad statuses of 500 and above
    record StatusMix(
            double errorRate,
            short[] good,
            AliasTable goodTable,
            short[] bad,
            AliasTable badTable) {
        static StatusMix of(Route route) {
            double all = route.statuses().stream().mapToDouble(StatusShare::share).sum();
            List<StatusShare> good = below(route, true);
            List<StatusShare> bad = below(route, false);
            double badShare = bad.stream().mapToDouble(StatusShare::share).sum() / all;
            double rate = route.errorRate() + (1 - route.errorRate()) * badShare;
            if (badShare == 0) {
                bad = List.of(new StatusShare(500, 0.8), new StatusShare(503, 0.2));
            }
            if (badShare == 1) {
                good = StatusShare.ALL_OK;
            }
            return new StatusMix(rate, codes(good), table(good), codes(bad), table(bad));
        }

        private static List<StatusShare> below(Route route, boolean isGood) {
            return route.statuses().stream()
                    .filter(s -> s.share() > 0 && s.status() < SERVER_ERROR == isGood)
                    .toList();
        }

        private static short[] codes(List<StatusShare> shares) {
            short[] codes = new short[shares.size()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (short) shares.get(i).status();
            }
            return codes;
        }

        private static AliasTable table(List<StatusShare> shares) {
            return new AliasTable(shares.stream().mapToDouble(StatusShare::share).toArray());
        }
    }
}
