package trafficinsights.generate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.Scenario.Arrivals;
import trafficinsights.generate.Scenario.Balancer;
import trafficinsights.generate.Scenario.Bursts;
import trafficinsights.generate.Scenario.Clients;
import trafficinsights.generate.Scenario.Region;
import trafficinsights.generate.Scenario.Retries;
import trafficinsights.generate.Scenario.Route;
import trafficinsights.generate.Scenario.Server;
import trafficinsights.generate.Scenario.StatusShare;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;

/// Learns a scenario from requests: rate curve, shares, latency and error distributions.
///
/// Every row counts as a first attempt, so the scenario has no retries; what went wrong in the log
/// is in its distributions, so it has no failures. Server and route of a request are independent in
/// it: the shares of each are the log's, not those of each pair. Memory is bounded by the numbers
/// of servers and routes, whatever the number of rows. Threads: one.
public final class ScenarioFit {
    /// Routes of the scenario; the less frequent ones are one route, [Dictionary#OTHERS].
    static final int MAX_ROUTES = 200;

    private static final int MAX_REGIONS = 100;
    private static final int MAX_SERVERS_OF_REGION = 1000;
    private static final int MAX_DAYS = 366;
    private static final int MAX_WORKERS = 100_000;
    private static final int METHODS = 128;
    private static final long SEED = 42;

    /// Service time where the log has no latencies.
    private static final double ASSUMED_MEDIAN_MILLIS = 20;

    private static final double ASSUMED_SIGMA = 0.5;

    /// Makes a route carry a mix of 5xx statuses for the errors of its servers, without errors of
    /// its own.
    private static final double NEARLY_NONE = 1e-9;

    private static final MathContext SEVEN_DIGITS = new MathContext(7);

    private final Names names;
    private final RateTally rates = new RateTally();
    private final DistinctClients clients = new DistinctClients();
    private @Nullable ServerTally[] servers = new ServerTally[64];
    private @Nullable RouteTally[] routes = new RouteTally[64 * METHODS];
    private long rows;
    private long maxLatencyMicros;

    public ScenarioFit(Names names) {
        this.names = names;
    }

    /// Takes every row of a batch and keeps no reference to it.
    public void add(RequestBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            rates.add(batch.epochMicros()[i]);
            clients.add(batch.clientId()[i]);
            addToServer(batch, i);
            route(batch.route()[i], batch.method()[i]).add(batch, i);
        }
        rows += batch.size();
    }

    private void addToServer(RequestBatch batch, int i) {
        ServerTally server = server(batch.server()[i]);
        server.rows++;
        server.addRegion(batch.region()[i]);
        if (batch.status()[i] >= RouteTally.FIRST_ERROR) {
            server.errors++;
        }
        long latency = batch.latencyMicros()[i];
        if (latency >= 0) {
            server.addLatency(latency);
            maxLatencyMicros = Math.max(maxLatencyMicros, latency);
        }
    }

    private ServerTally server(int code) {
        if (code >= servers.length) {
            servers = Arrays.copyOf(servers, 2 * code);
        }
        ServerTally tally = servers[code];
        if (tally == null) {
            tally = new ServerTally(code);
            servers[code] = tally;
        }
        return tally;
    }

    private RouteTally route(int route, int method) {
        int at = route * METHODS + method;
        if (at >= routes.length) {
            routes = Arrays.copyOf(routes, 2 * at);
        }
        RouteTally tally = routes[at];
        if (tally == null) {
            tally = new RouteTally(route, method);
            routes[at] = tally;
        }
        return tally;
    }

    public long rows() {
        return rows;
    }

    /// The scenario of all rows so far.
    ///
    /// @param name to run it by
    /// @param source what the rows were read from, for people
    /// @throws trafficinsights.model.ProblemException when there are no rows, or more servers or
    ///   more time than a scenario may have
    public Scenario scenario(String name, String source) {
        if (rows == 0) {
            throw Problem.of(
                            "fit.empty",
                            "%s has no requests to learn from. `workbench import --rejects`"
                                            .formatted(source)
                                    + " shows why lines could not be read.")
                    .asException();
        }
        if (rates.days() > MAX_DAYS) {
            throw Problem.of(
                            "fit.tooLong",
                            "The requests in %s span %.0f days, but a scenario can have at most %d. Use a"
                                            .formatted(source, rates.days(), MAX_DAYS)
                                    + " part of the log.")
                    .asException();
        }
        RateTally.Curve curve = rates.curve();
        Instant start = Instant.ofEpochMilli(curve.startMicros() / 1000);
        List<ServerTally> seen = Arrays.stream(servers).filter(Objects::nonNull).toList();
        List<RouteTally> kept = keptRoutes();
        ErrorSplit errors = errors(seen, kept);
        double seconds = curve.duration().toMillis() / 1000.0;
        return new Scenario(
                name,
                "As in " + source,
                description(source, start, seen),
                SEED,
                start,
                curve.duration(),
                arrivals(curve, seconds),
                clients(seconds),
                Retries.NONE,
                balancer(),
                regions(seen, errors.ofServer(), curve.peakToMean() / seconds),
                routes(kept, errors.ofRoute()),
                List.of());
    }

    private String description(String source, Instant start, List<ServerTally> seen) {
        String text = "Learned from %d requests of %s since %s.".formatted(rows, source, start);
        boolean hasLatency = seen.stream().anyMatch(server -> server.meanSeconds() > 0);
        return hasLatency
                ? text
                : text
                        + " It has no latencies, so service times of %.0f ms are assumed."
                                .formatted(ASSUMED_MEDIAN_MILLIS);
    }

    private Arrivals arrivals(RateTally.Curve curve, double seconds) {
        return new Arrivals(
                Math.max(0.001, rows / seconds),
                0,
                Arrivals.steady(1).peakHour(),
                List.of(),
                0,
                Bursts.NONE,
                curve.values(),
                curve.step());
    }

    /// A session lasts ten minutes, or the whole time if that is shorter.
    private Clients clients(double seconds) {
        int count = clients.count();
        Duration length = Duration.ofSeconds((long) Math.max(1, Math.min(600, seconds)));
        double perSession = (double) rows / count * length.toSeconds() / seconds;
        return new Clients(count, length, Math.clamp(rounded(perSession), 1, 1e6));
    }

    /// No answer of the log is too late for it.
    private Balancer balancer() {
        Balancer plain = Balancer.PLAIN;
        Duration longest = Duration.ofSeconds(maxLatencyMicros / 1_000_000 + 1);
        Duration hour = Duration.ofHours(1);
        Duration timeout = longest.compareTo(hour) > 0 ? hour : longest;
        return new Balancer(
                BalancerPolicy.WEIGHTED,
                false,
                timeout.compareTo(plain.timeout()) > 0 ? timeout : plain.timeout(),
                plain.queue(),
                plain.healthCheck());
    }

    private ErrorSplit errors(List<ServerTally> seen, List<RouteTally> kept) {
        long all = seen.stream().mapToLong(server -> server.errors).sum();
        return ErrorSplit.of(
                seen.stream().mapToDouble(ServerTally::errorShare).toArray(),
                kept.stream().mapToDouble(RouteTally::errorShare).toArray(),
                kept.stream().mapToDouble(route -> (double) route.rows / rows).toArray(),
                (double) all / rows);
    }

    /// A server belongs to the region from which it had the most requests.
    ///
    /// @param peakPerSecond requests per second at the peak for each request of the log
    private List<Region> regions(List<ServerTally> seen, double[] errorRate, double peakPerSecond) {
        Map<Integer, List<Server>> serversOf = new TreeMap<>();
        for (int s = 0; s < seen.size(); s++) {
            ServerTally tally = seen.get(s);
            double openAtPeak = tally.rows * peakPerSecond * tally.meanSeconds();
            serversOf
                    .computeIfAbsent(tally.region(), r -> new ArrayList<>())
                    .add(
                            new Server(
                                    names.servers().text(tally.server),
                                    (int) Math.clamp(Math.ceil(2 * openAtPeak), 1, MAX_WORKERS),
                                    tally.rows,
                                    tally.latencyMillis(),
                                    Math.clamp(rounded(errorRate[s]), 0, 1)));
        }
        List<Region> regions = new ArrayList<>();
        serversOf.forEach((code, list) -> regions.add(region(code, list)));
        if (regions.size() > MAX_REGIONS) {
            throw tooMany("regions", regions.size(), MAX_REGIONS);
        }
        return regions;
    }

    private Region region(int code, List<Server> list) {
        if (list.size() > MAX_SERVERS_OF_REGION) {
            throw tooMany("servers in a region", list.size(), MAX_SERVERS_OF_REGION);
        }
        // Weights are counts of rows. They become shares: a scenario bounds both alike.
        double count = list.stream().mapToDouble(Server::weight).sum();
        List<Server> servers =
                list.stream()
                        .map(s ->
                                new Server(
                                        s.name(),
                                        s.workers(),
                                        rounded(s.weight() / count),
                                        s.latencyMillis(),
                                        s.errorRate()))
                        .toList();
        return new Region(
                names.regions().text(code), rounded(count / rows), ZoneOffset.UTC, servers);
    }

    private static RuntimeException tooMany(String what, int count, int most) {
        return Problem.of(
                        "fit.tooMany",
                        ("The log has %d %s, but a scenario can have at most %d."
                                        + " Use a part of the log.")
                                .formatted(count, what, most))
                .asException();
    }

    private List<RouteTally> keptRoutes() {
        List<RouteTally> all = new ArrayList<>();
        for (RouteTally tally : routes) {
            if (tally != null) {
                all.add(tally);
            }
        }
        all.sort(Comparator.comparingLong((RouteTally tally) -> -tally.rows));
        if (all.size() <= MAX_ROUTES) {
            return all;
        }
        List<RouteTally> kept = new ArrayList<>(all.subList(0, MAX_ROUTES - 1));
        RouteTally others = new RouteTally(-1, all.get(MAX_ROUTES - 1).method);
        all.subList(MAX_ROUTES - 1, all.size()).forEach(others::merge);
        kept.add(others);
        return kept;
    }

    private List<Route> routes(List<RouteTally> kept, double[] errorRate) {
        RouteTally all = new RouteTally(-1, 0);
        kept.forEach(all::merge);
        List<Route> made = new ArrayList<>();
        for (int k = 0; k < kept.size(); k++) {
            RouteTally tally = kept.get(k);
            boolean hasLatency = tally.hasLatency();
            made.add(
                    new Route(
                            tally.route < 0 ? Dictionary.OTHERS : names.routes().text(tally.route),
                            names.methods().text(tally.method),
                            rounded((double) tally.rows / rows),
                            hasLatency ? tally.medianMillis() : ASSUMED_MEDIAN_MILLIS,
                            hasLatency ? tally.sigma() : ASSUMED_SIGMA,
                            tally.meanBytes(),
                            0,
                            statuses(tally, all, errorRate[k])));
        }
        return made;
    }

    /// Below 500 as the route answered; of 500 and above as all routes together did, since the
    /// errors of servers come out on any route.
    private static List<StatusShare> statuses(RouteTally tally, RouteTally all, double errorRate) {
        double errors = Math.max(errorRate, NEARLY_NONE);
        RouteTally good = tally.goodAnswers() > 0 ? tally : all;
        List<StatusShare> shares = new ArrayList<>();
        for (int status = 0; status < all.rowsOfStatus.length; status++) {
            boolean isError = status >= RouteTally.FIRST_ERROR;
            long count = isError ? all.rowsOfStatus[status] : good.rowsOfStatus[status];
            if (count > 0) {
                double part =
                        isError
                                ? errors * count / all.errors()
                                : (1 - errors) * count / good.goodAnswers();
                shares.add(new StatusShare(status, rounded(part)));
            }
        }
        boolean hasAny = shares.stream().anyMatch(share -> share.share() > 0);
        return hasAny ? shares : StatusShare.ALL_OK;
    }

    /// To seven digits, so that files stay readable.
    private static double rounded(double value) {
        return new BigDecimal(value).round(SEVEN_DIGITS).doubleValue();
    }
}
