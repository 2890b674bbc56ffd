package trafficinsights.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Traffic to make, as a scenario file describes it (`docs/scenario.md`).
///
/// @param name to run it by
/// @param seed of every random number
/// @param requestsPerSecond mean arrival rate over all regions
/// @param dailySwing how far the rate rises above and falls below its mean in a day, 0 to 1
/// @param clients number of distinct clients
public record Scenario(
        String name,
        String title,
        String description,
        long seed,
        Instant start,
        Duration duration,
        double requestsPerSecond,
        double dailySwing,
        int clients,
        List<Region> regions,
        List<Route> routes,
        List<Failure> failures) {

    public Scenario {
        regions = List.copyOf(regions);
        routes = List.copyOf(routes);
        failures = List.copyOf(failures);
    }

    /// @param share of the arrivals, relative to the other regions
    /// @param utcOffsetHours local time, for the daily curve
    /// @param servers how many; they are called `name-1`, `name-2`, …
    /// @param workers requests that one server works on at a time
    public record Region(
            String name, double share, double utcOffsetHours, int servers, int workers) {}

    /// @param share of the requests, relative to the other routes
    /// @param medianMillis of the log-normal service time
    /// @param sigma of the logarithm of the service time
    /// @param bytes median size of an answer
    /// @param errorRate share of answers with status 500 in normal times
    public record Route(
            String path,
            String method,
            double share,
            double medianMillis,
            double sigma,
            double bytes,
            double errorRate) {}

    /// @param target `all`, or the name of a server (slow server) or the path of a route (bad
    ///   deploy)
    /// @param at after the scenario's start
    /// @param strength factor on the service time (slow server) or share of failing answers (bad
    ///   deploy)
    public record Failure(
            FailureKind kind, String target, Duration at, Duration length, double strength) {}

    public int serverCount() {
        return regions.stream().mapToInt(Region::servers).sum();
    }
}
