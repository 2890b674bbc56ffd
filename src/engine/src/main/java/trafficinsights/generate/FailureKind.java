package trafficinsights.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What can be made to go wrong, and what is usual though it looks like that. Each has a strength
/// whose meaning and range are its own.
public enum FailureKind {
    /// Service time is multiplied by the strength.
    SLOW_SERVER("latency|errors|traffic", 1, 1000, Scope.SERVER, Scope.REGION),
    /// A share of the connections, the strength, is refused; health checks fail.
    CRASHED_SERVER("latency|errors|traffic", 0, 1, Scope.SERVER),
    /// A whole region's servers refuse that share of the connections; health checks fail.
    REGIONAL_OUTAGE("latency|errors|traffic", 0, 1, Scope.REGION),
    /// A share of answers, the strength, has status 500 or 503.
    BAD_DEPLOY("latency|errors|traffic", 0, 1, Scope.ROUTE, Scope.SERVER, Scope.REGION),
    /// Clients send that many times their usual requests.
    SURGE("latency|errors|traffic", 1, 1000, Scope.REGION),
    /// That share of the requests stays away.
    TRAFFIC_DROP("traffic", 0, 1, Scope.REGION),
    /// A scanner adds that many requests for each usual one, to paths that do not exist.
    BOT_SCAN("client_errors|traffic", 0, 100, Scope.REGION),
    /// That share of the memory is lost over the length; a full memory ends the process, and the
    /// server starts again.
    MEMORY_LEAK("latency|errors|traffic", 0, 20, Scope.SERVER, Scope.REGION),
    /// Health checks fail wrongly with that probability.
    FLAPPING_HEALTH("latency|errors|traffic", 0, 1, Scope.SERVER, Scope.REGION),
    /// That share of the workers is lost.
    CASCADING_OVERLOAD("latency|errors|traffic", 0, 1, Scope.SERVER, Scope.REGION),
    /// Service time grows evenly from its usual value to that many times as much.
    LATENCY_DRIFT("latency|errors", 1, 1000, Scope.SERVER, Scope.REGION, Scope.ROUTE),
    /// Service time of one route is multiplied by the strength.
    SLOW_ROUTE("latency|errors|traffic", 1, 1000, Scope.ROUTE),
    /// A share of one route's answers, the strength, has status 500 or 503.
    ROUTE_ERRORS("errors|traffic", 0, 1, Scope.ROUTE),
    /// Packets of that share of the answers are lost and sent again: 200 ms later, and twice as
    /// long after that for each that is lost again.
    PACKET_LOSS("latency|errors", 0, 1, Scope.SERVER, Scope.REGION),
    /// That share of the good answers becomes a redirect, status 302.
    STATUS_SHIFT("redirects|client_errors", 0, 1, Scope.ROUTE, Scope.SERVER, Scope.REGION),
    /// That share of the good answers is cut off: at most a fifth of its bytes is sent.
    TRUNCATED_BODIES("bytes", 0, 1, Scope.ROUTE, Scope.SERVER, Scope.REGION),
    /// A regular job calls a route that many times for each usual request of all. Benign.
    CRON_BURST("traffic|latency", 0, 100, Scope.ROUTE),
    /// As a cron burst, for long and at night. Benign.
    NIGHTLY_BATCH("traffic|latency", 0, 100, Scope.ROUTE);

    /// What a failure may be aimed at, besides `all`.
    enum Scope {
        SERVER(1),
        REGION(2),
        ROUTE(4);

        private final int bit;

        Scope(int bit) {
            this.bit = bit;
        }
    }

    /// With `|` between.
    private final String metrics;

    private final double minStrength;
    private final double maxStrength;

    /// Bits of the scopes' places.
    private final int scopes;

    FailureKind(
            String metrics, double minStrength, double maxStrength, Scope first, Scope... more) {
        this.metrics = metrics;
        this.minStrength = minStrength;
        this.maxStrength = maxStrength;
        int bits = first.bit;
        for (Scope scope : more) {
            bits |= scope.bit;
        }
        this.scopes = bits;
    }

    /// The name in scenario files and in the ground truth: `slow_server`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Metrics that it can change, as the ground truth names them.
    List<String> metrics() {
        return List.of(metrics.split("\\|"));
    }

    public double minStrength() {
        return minStrength;
    }

    public double maxStrength() {
        return maxStrength;
    }

    boolean mayHit(Scope scope) {
        return (scopes & scope.bit) != 0;
    }

    /// What it may be aimed at, for messages: `a server, a region or all`.
    String targets() {
        return Arrays.stream(Scope.values())
                .filter(this::mayHit)
                .map(scope -> "a " + scope.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "", " or all"));
    }

    /// Whether it grows over its whole length unless the file says otherwise.
    public boolean isGradual() {
        return this == LATENCY_DRIFT;
    }

    /// Whether it is usual, and nobody wants an alarm for it.
    public boolean isBenign() {
        return this == CRON_BURST || this == NIGHTLY_BATCH;
    }

    static String labels() {
        return Arrays.stream(values()).map(FailureKind::label).collect(Collectors.joining(", "));
    }
}
