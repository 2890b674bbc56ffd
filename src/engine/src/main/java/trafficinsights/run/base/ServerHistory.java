package trafficinsights.run.base;

import java.util.List;

/// Metrics of the servers of a run so far. Immutable: nobody changes the arrays.
///
/// @param version grows with every change
/// @param servers in the order of their names
public record ServerHistory(long version, List<Series> servers) {
    public static final ServerHistory NONE = new ServerHistory(0, List.of());

    /// Time of the oldest metrics in µs since 1970; `Long.MAX_VALUE` without any.
    public long firstMicros() {
        return servers.stream()
                .filter(series -> series.epochMicros().length > 0)
                .mapToLong(series -> series.epochMicros()[0])
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// Time of the newest metrics in µs since 1970; `Long.MIN_VALUE` without any.
    public long lastMicros() {
        return servers.stream()
                .filter(series -> series.epochMicros().length > 0)
                .mapToLong(series -> series.epochMicros()[series.epochMicros().length - 1])
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /// Metrics of one server, in order of time; all arrays are equally long. What is not known is
    /// `NaN`.
    ///
    /// @param epochMicros µs since 1970 UTC
    /// @param cpuUtilization 0 to 1
    /// @param memoryUtilization 0 to 1
    /// @param networkInBytesPerSecond received
    /// @param networkOutBytesPerSecond sent
    /// @param activeConnections requests in service or waiting
    /// @param isHealthy whether health checks pass
    public record Series(
            String server,
            long[] epochMicros,
            double[] cpuUtilization,
            double[] memoryUtilization,
            double[] networkInBytesPerSecond,
            double[] networkOutBytesPerSecond,
            double[] activeConnections,
            boolean[] isHealthy) {}
}
