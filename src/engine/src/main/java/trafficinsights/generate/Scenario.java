package trafficinsights.generate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Traffic to make, as a scenario file describes it (`docs/scenario.md`).
///
/// @param name to run it by
/// @param seed of every random number
/// @param regions where clients are, each with its servers
/// @param failures any number, at the same time if need be
public record Scenario(
        String name,
        String title,
        String description,
        long seed,
        Instant start,
        Duration duration,
        Arrivals arrivals,
        Clients clients,
        Retries retries,
        Balancer balancer,
        List<Region> regions,
        List<Route> routes,
        List<Failure> failures) {

    public Scenario {
        regions = List.copyOf(regions);
        routes = List.copyOf(routes);
        failures = List.copyOf(failures);
    }

    /// The rate of first attempts. Either a day's and a week's curve, or a measured one.
    ///
    /// @param requestsPerSecond mean over all regions
    /// @param dailySwing how far the rate rises above and falls below its mean in a day, 0 to 1
    /// @param peakHour local time of the day's peak
    /// @param weekly factors of Monday to Sunday, relative to one another; none for all alike
    /// @param trendPerDay growth a day, as a share of the rate at the start
    /// @param curve measured rates relative to one another, each for one step; repeated from its
    ///   start when it ends before the scenario does; none for the curves above
    public record Arrivals(
            double requestsPerSecond,
            double dailySwing,
            double peakHour,
            List<Double> weekly,
            double trendPerDay,
            Bursts bursts,
            List<Double> curve,
            Duration curveStep) {
        public Arrivals {
            weekly = List.copyOf(weekly);
            curve = List.copyOf(curve);
        }

        public static Arrivals steady(double requestsPerSecond) {
            return new Arrivals(
                    requestsPerSecond, 0, 15, List.of(), 0, Bursts.NONE, List.of(), Duration.ZERO);
        }
    }

    /// Short times with more traffic, at random instants.
    ///
    /// @param perHour mean number
    /// @param factor on the rate while one lasts
    public record Bursts(double perHour, Duration length, double factor) {
        public static final Bursts NONE = new Bursts(0, Duration.ofSeconds(1), 1);
    }

    /// @param count number of distinct clients; a few come often, most seldom
    /// @param sessionLength how long a client stays
    /// @param requestsPerSession mean number of requests in that time
    public record Clients(int count, Duration sessionLength, double requestsPerSession) {}

    /// What clients do when an attempt fails: an answer of 500 and above, a refused connection, or
    /// none in time.
    ///
    /// @param max further attempts after the first; 0 for none
    /// @param backoff mean wait before the second attempt
    /// @param multiplier on the wait for each attempt after it
    /// @param jitter the wait varies evenly by this share up and down, 0 to 1
    /// @param budget retries are at most this share of first attempts; [#UNLIMITED] for no limit
    public record Retries(
            int max, Duration backoff, double multiplier, double jitter, double budget) {
        public static final double UNLIMITED = 1000;
        public static final Retries NONE =
                new Retries(0, Duration.ofMillis(200), 2, 0.5, UNLIMITED);
    }

    /// @param hasFailover whether other regions serve a region that has no server in rotation
    /// @param timeout after which a client has its answer 504; the server works on
    /// @param queue requests that may wait before one server; more are refused with 503
    public record Balancer(
            BalancerPolicy policy,
            boolean hasFailover,
            Duration timeout,
            int queue,
            HealthCheck healthCheck) {
        public static final Balancer PLAIN =
                new Balancer(
                        BalancerPolicy.ROUND_ROBIN,
                        false,
                        Duration.ofSeconds(30),
                        1000,
                        new HealthCheck(Duration.ofSeconds(2), 3, 2, Duration.ofSeconds(5)));
    }

    /// @param fall checks that fail one after the other until a server is taken out of rotation
    /// @param rise checks that pass one after the other until it is back
    /// @param timeout a server whose queue makes it answer later than this fails its check
    public record HealthCheck(Duration interval, int fall, int rise, Duration timeout) {}

    /// @param share of the arrivals, relative to the other regions
    /// @param zone local time, for the curves of day and week
    public record Region(String name, double share, ZoneId zone, List<Server> servers) {
        public Region {
            servers = List.copyOf(servers);
        }
    }

    /// @param workers requests that it works on at a time
    /// @param weight relative to the other servers of the region
    /// @param latencyMillis measured quantiles, evenly spaced from the minimum to the maximum,
    ///   which take the place of the routes' service times; none for those
    /// @param errorRate share of answers with status 500 or 503 in normal times, besides the
    ///   route's
    public record Server(
            String name, int workers, double weight, List<Double> latencyMillis, double errorRate) {
        public Server {
            latencyMillis = List.copyOf(latencyMillis);
        }
    }

    /// @param share of the requests, relative to the other routes
    /// @param medianMillis of the log-normal service time
    /// @param sigma of the logarithm of the service time
    /// @param bytes mean size of an answer
    /// @param errorRate share of answers with status 500 or 503 in normal times
    /// @param statuses of the other answers, with their shares relative to one another
    public record Route(
            String path,
            String method,
            double share,
            double medianMillis,
            double sigma,
            double bytes,
            double errorRate,
            List<StatusShare> statuses) {
        public Route {
            statuses = List.copyOf(statuses);
        }
    }

    public record StatusShare(int status, double share) {
        public static final List<StatusShare> ALL_OK = List.of(new StatusShare(200, 1));
    }

    /// @param target `all`, or the name of a server or a region, or the path of a route
    /// @param at after the scenario's start
    /// @param ramp time in which the strength rises from nothing at the start and falls back to it
    ///   before the end
    /// @param strength see [FailureKind]
    public record Failure(
            FailureKind kind,
            String target,
            Duration at,
            Duration length,
            Duration ramp,
            double strength) {}

    public int serverCount() {
        return regions.stream().mapToInt(region -> region.servers().size()).sum();
    }
}
