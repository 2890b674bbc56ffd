package trafficinsights.generate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.FailureKind.Scope;
import trafficinsights.generate.Scenario.Arrivals;
import trafficinsights.generate.Scenario.Balancer;
import trafficinsights.generate.Scenario.Bursts;
import trafficinsights.generate.Scenario.Clients;
import trafficinsights.generate.Scenario.Failure;
import trafficinsights.generate.Scenario.HealthCheck;
import trafficinsights.generate.Scenario.Region;
import trafficinsights.generate.Scenario.Retries;
import trafficinsights.generate.Scenario.Route;
import trafficinsights.generate.Scenario.Server;
import trafficinsights.generate.Scenario.StatusShare;
import trafficinsights.yaml.StrictYaml;

/// Reads a scenario from its mapping and checks every value.
///
/// What a file leaves out is as in [Balancer#PLAIN], [Retries#NONE] and [Bursts#NONE].
final class ScenarioReader {
    /// What the dictionary of servers distinguishes, with some room.
    private static final int MAX_SERVERS = 9_000;

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);

    private ScenarioReader() {}

    static Scenario read(StrictYaml map) {
        map.checkKeys(
                List.of(
                        "name",
                        "title",
                        "description",
                        "seed",
                        "start",
                        "duration",
                        "requestsPerSecond",
                        "dailySwing",
                        "peakHour",
                        "weekly",
                        "trendPerDay",
                        "bursts",
                        "curve",
                        "clients",
                        "session",
                        "retries",
                        "balancer",
                        "regions",
                        "routes",
                        "failures"));
        Set<String> serverNames = new HashSet<>();
        Set<String> regionNames = new HashSet<>();
        Scenario scenario =
                new Scenario(
                        map.text("name"),
                        map.text("title", map.text("name")),
                        map.text("description", ""),
                        map.whole("seed", 0, 1L << 53),
                        map.instant("start"),
                        map.duration("duration", SECOND, YEAR),
                        arrivals(map),
                        clients(map),
                        map.mapIfGiven("retries").map(ScenarioReader::retries).orElse(Retries.NONE),
                        map.mapIfGiven("balancer")
                                .map(ScenarioReader::balancer)
                                .orElse(Balancer.PLAIN),
                        map.maps("regions", 1, 100).stream()
                                .map(m -> region(m, regionNames, serverNames))
                                .toList(),
                        map.maps("routes", 1, 1000).stream().map(ScenarioReader::route).toList(),
                        map.maps("failures", 0, 1000).stream()
                                .map(ScenarioReader::failure)
                                .toList());
        checkRegions(map, scenario);
        checkShares(map, "routes", scenario.routes().stream().mapToDouble(Route::share));
        for (Failure failure : scenario.failures()) {
            checkTarget(map, scenario, failure);
        }
        return scenario;
    }

    private static Arrivals arrivals(StrictYaml map) {
        StrictYaml curve = map.mapIfGiven("curve").orElse(null);
        List<Double> values = List.of();
        Duration step = Duration.ZERO;
        if (curve != null) {
            curve.checkKeys(List.of("step", "values"));
            step = curve.duration("step", SECOND, DAY);
            values = curve.numbers("values", 1, 1_000_000, 0, 1e9);
            checkShares(curve, "values", values.stream().mapToDouble(Double::doubleValue));
        }
        List<Double> weekly = map.numbers("weekly", 7, 7, 0, 1000);
        if (!weekly.isEmpty()) {
            checkShares(map, "weekly", weekly.stream().mapToDouble(Double::doubleValue));
        }
        return new Arrivals(
                map.number("requestsPerSecond", 0.001, 1e7),
                map.number("dailySwing", 0, 1, 0),
                map.number("peakHour", 0, 24, 15),
                weekly,
                map.number("trendPerDay", -1, 100, 0),
                map.mapIfGiven("bursts").map(ScenarioReader::bursts).orElse(Bursts.NONE),
                values,
                step);
    }

    private static Bursts bursts(StrictYaml map) {
        map.checkKeys(List.of("perHour", "length", "factor"));
        return new Bursts(
                map.number("perHour", 0, 60),
                map.duration("length", SECOND, Duration.ofHours(1)),
                map.number("factor", 0, 100));
    }

    private static Clients clients(StrictYaml map) {
        int count = (int) map.whole("clients", 1, 100_000_000);
        StrictYaml session = map.mapIfGiven("session").orElse(null);
        if (session == null) {
            return new Clients(count, Duration.ofMinutes(10), 20);
        }
        session.checkKeys(List.of("length", "requests"));
        return new Clients(
                count,
                session.duration("length", SECOND, DAY),
                session.number("requests", 1, 1e6, 20));
    }

    private static Retries retries(StrictYaml map) {
        map.checkKeys(List.of("max", "backoff", "multiplier", "jitter", "budget"));
        return new Retries(
                (int) map.whole("max", 0, 20),
                map.duration("backoff", MILLI, Duration.ofMinutes(10), Retries.NONE.backoff()),
                map.number("multiplier", 1, 10, Retries.NONE.multiplier()),
                map.number("jitter", 0, 1, Retries.NONE.jitter()),
                map.number("budget", 0, Retries.UNLIMITED, Retries.UNLIMITED));
    }

    private static Balancer balancer(StrictYaml map) {
        map.checkKeys(List.of("policy", "failover", "timeout", "queue", "healthCheck"));
        Balancer plain = Balancer.PLAIN;
        return new Balancer(
                policy(map, plain.policy()),
                map.flag("failover", plain.hasFailover()),
                map.duration("timeout", MILLI, Duration.ofHours(1), plain.timeout()),
                map.has("queue") ? (int) map.whole("queue", 0, 10_000_000) : plain.queue(),
                map.mapIfGiven("healthCheck")
                        .map(ScenarioReader::check)
                        .orElse(plain.healthCheck()));
    }

    private static BalancerPolicy policy(StrictYaml map, BalancerPolicy otherwise) {
        String label = map.text("policy", otherwise.label()).toLowerCase(Locale.ROOT);
        return Arrays.stream(BalancerPolicy.values())
                .filter(policy -> policy.label().equals(label))
                .findAny()
                .orElseThrow(() ->
                        map.problem(
                                "policy",
                                "is `%s`, known: %s".formatted(label, BalancerPolicy.labels())));
    }

    private static HealthCheck check(StrictYaml map) {
        map.checkKeys(List.of("interval", "fall", "rise", "timeout"));
        HealthCheck plain = Balancer.PLAIN.healthCheck();
        Duration hour = Duration.ofHours(1);
        return new HealthCheck(
                map.duration("interval", Duration.ofMillis(100), hour, plain.interval()),
                map.has("fall") ? (int) map.whole("fall", 1, 100) : plain.fall(),
                map.has("rise") ? (int) map.whole("rise", 1, 100) : plain.rise(),
                map.duration("timeout", MILLI, hour, plain.timeout()));
    }

    /// @param names of the regions before, as servers are called after theirs
    /// @param serverNames of all servers before
    private static Region region(StrictYaml map, Set<String> names, Set<String> serverNames) {
        map.checkKeys(List.of("name", "share", "utcOffsetHours", "zone", "servers", "workers"));
        String name = map.text("name");
        if (!names.add(name)) {
            throw map.problem("name", "is `%s`, the name of another region".formatted(name));
        }
        List<Server> servers = new ArrayList<>();
        if (map.isList("servers")) {
            map.maps("servers", 1, 1000).forEach(m -> servers.add(server(m, map)));
        } else {
            long count = map.whole("servers", 1, 1000);
            int workers = (int) map.whole("workers", 1, 100_000);
            for (int i = 1; i <= count; i++) {
                servers.add(new Server(name + "-" + i, workers, 1, List.of(), 0));
            }
        }
        for (Server server : servers) {
            if (!serverNames.add(server.name())) {
                throw map.problem(
                        "servers", "has `%s`, the name of another server".formatted(server.name()));
            }
        }
        checkShares(map, "servers", servers.stream().mapToDouble(Server::weight));
        return new Region(name, map.number("share", 0, 1e6), zone(map), servers);
    }

    private static ZoneId zone(StrictYaml map) {
        if (!map.has("zone")) {
            double hours = map.number("utcOffsetHours", -14, 14, 0);
            return ZoneOffset.ofTotalSeconds((int) Math.round(hours * 3600));
        }
        if (map.has("utcOffsetHours")) {
            throw map.problem("zone", "and utcOffsetHours cannot be used together");
        }
        String zone = map.text("zone");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw map.problem(
                    "zone", "is `%s`, must be a time zone such as Europe/Berlin".formatted(zone));
        }
    }

    /// @param region gives the number of workers unless the server has its own
    private static Server server(StrictYaml map, StrictYaml region) {
        map.checkKeys(List.of("name", "workers", "weight", "latencyMillis", "errorRate"));
        StrictYaml workers = map.has("workers") ? map : region;
        return new Server(
                map.text("name"),
                (int) workers.whole("workers", 1, 100_000),
                map.number("weight", 0, 1e6, 1),
                quantiles(map),
                map.number("errorRate", 0, 1, 0));
    }

    private static List<Double> quantiles(StrictYaml map) {
        List<Double> quantiles = map.numbers("latencyMillis", 2, 100_001, 0, 1e7);
        for (int i = 1; i < quantiles.size(); i++) {
            if (quantiles.get(i) < quantiles.get(i - 1)) {
                throw map.problem("latencyMillis", "has falling values; quantiles must rise");
            }
        }
        return quantiles;
    }

    private static Route route(StrictYaml map) {
        map.checkKeys(
                List.of(
                        "path",
                        "method",
                        "share",
                        "medianMillis",
                        "sigma",
                        "bytes",
                        "errorRate",
                        "statuses"));
        return new Route(
                map.text("path"),
                map.text("method", "GET"),
                map.number("share", 0, 1e6),
                map.number("medianMillis", 0.001, 1e6),
                map.number("sigma", 0, 3, 0.5),
                map.number("bytes", 0, 1e12, 1000),
                map.number("errorRate", 0, 1, 0),
                map.mapIfGiven("statuses")
                        .map(ScenarioReader::statuses)
                        .orElse(StatusShare.ALL_OK));
    }

    private static List<StatusShare> statuses(StrictYaml map) {
        List<StatusShare> shares = new ArrayList<>();
        for (String key : map.keys()) {
            if (!key.matches("[1-5]\\d\\d")) {
                throw map.problem(key, "is not a valid HTTP status (100 to 599)");
            }
            shares.add(new StatusShare(Integer.parseInt(key), map.number(key, 0, 1e12)));
        }
        if (!(shares.stream().mapToDouble(StatusShare::share).sum() > 0)) {
            throw map.problem("200", "is missing: at least one status needs a share above 0");
        }
        return shares;
    }

    private static Failure failure(StrictYaml map) {
        map.checkKeys(List.of("kind", "target", "at", "length", "ramp", "strength"));
        FailureKind kind = kind(map);
        Duration length = map.duration("length", SECOND, YEAR);
        Duration ramp =
                map.duration(
                        "ramp",
                        Duration.ZERO,
                        kind.isGradual() ? length : length.dividedBy(2),
                        kind.isGradual() ? length : Duration.ZERO);
        return new Failure(
                kind,
                map.text("target", "all"),
                map.duration("at", Duration.ZERO, YEAR),
                length,
                ramp,
                map.number("strength", kind.minStrength(), kind.maxStrength()));
    }

    private static FailureKind kind(StrictYaml map) {
        String label = map.text("kind").toLowerCase(Locale.ROOT);
        for (FailureKind kind : FailureKind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw map.problem("kind", "is `%s`, known: %s".formatted(label, FailureKind.labels()));
    }

    private static void checkRegions(StrictYaml map, Scenario scenario) {
        checkShares(map, "regions", scenario.regions().stream().mapToDouble(Region::share));
        if (scenario.serverCount() > MAX_SERVERS) {
            throw map.problem(
                    "regions",
                    "have %d servers in total, must be 1 to %d"
                            .formatted(scenario.serverCount(), MAX_SERVERS));
        }
    }

    private static void checkShares(StrictYaml map, String key, DoubleStream shares) {
        if (!(shares.sum() > 0)) {
            throw map.problem(key, "have only shares of 0; at least one must be above 0");
        }
    }

    private static void checkTarget(StrictYaml map, Scenario scenario, Failure failure) {
        FailureKind kind = failure.kind();
        if (failure.target().equals("all")) {
            return;
        }
        Scope scope = scopeOf(scenario, failure.target());
        if (scope == null) {
            throw map.problem(
                    "failures",
                    "has a %s of `%s`, which the scenario does not have"
                            .formatted(kind.label(), failure.target()));
        }
        if (!kind.mayHit(scope)) {
            throw map.problem(
                    "failures",
                    "has a %s of `%s`; its target must be %s"
                            .formatted(kind.label(), failure.target(), kind.targets()));
        }
    }

    /// What a target names; null when nothing is called so.
    static @Nullable Scope scopeOf(Scenario scenario, String target) {
        for (Region region : scenario.regions()) {
            if (region.name().equals(target)) {
                return Scope.REGION;
            }
            if (region.servers().stream().anyMatch(server -> server.name().equals(target))) {
                return Scope.SERVER;
            }
        }
        boolean isRoute = scenario.routes().stream().anyMatch(r -> r.path().equals(target));
        return isRoute ? Scope.ROUTE : null;
    }
}
