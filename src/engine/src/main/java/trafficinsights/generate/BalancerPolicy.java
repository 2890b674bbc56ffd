package trafficinsights.generate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a balancer chooses among the servers of a region that are in rotation.
public enum BalancerPolicy {
    /// Each in turn.
    ROUND_ROBIN,
    /// In turn, in proportion to their weights.
    WEIGHTED,
    /// The one with the fewest open requests.
    LEAST_CONNECTIONS,
    /// The less busy of two that are drawn (M. Mitzenmacher, IEEE TPDS 12, 2001).
    POWER_OF_TWO,
    /// A client stays with its server.
    CLIENT_HASH;

    /// The name in scenario files.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String labels() {
        return Arrays.stream(values()).map(BalancerPolicy::label).collect(Collectors.joining(", "));
    }
}
