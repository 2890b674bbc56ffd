package trafficinsights.model;

import java.util.List;

/// How evenly work is spread, and how the servers fare. Figures that no metrics tell are `NaN`.
///
/// @param servers by name
/// @param imbalance coefficient of variation of the servers' requests, mean over the windows: 0 is
///   even, 1 means that the spread is as large as the mean
/// @param worstImbalance in one window with at least 20 requests a server
/// @param worstImbalanceAtMicros start of that window
/// @param regionShift Jensen–Shannon divergence in bits (Lin 1991) between the shares of the
///   regions in a window and in all windows before; the largest: 0 is not a shift, 1 is all traffic
///   elsewhere
/// @param regionShiftAtMicros start of that window
public record FleetHealth(
        List<Server> servers,
        double imbalance,
        double worstImbalance,
        long worstImbalanceAtMicros,
        double regionShift,
        long regionShiftAtMicros) {
    public static final FleetHealth UNKNOWN =
            new FleetHealth(List.of(), Double.NaN, Double.NaN, 0, Double.NaN, 0);

    /// From this share of a server's processors in use it counts as saturated.
    public static final double SATURATED_AT = 0.9;

    public FleetHealth {
        servers = List.copyOf(servers);
    }

    /// @param meanCpuUtilization 0 to 1
    /// @param maxCpuUtilization 0 to 1
    /// @param maxMemoryUtilization 0 to 1
    /// @param meanConnections in service or waiting
    /// @param saturatedShare of the time with at least [#SATURATED_AT] of the processors in use
    /// @param unhealthyMicros time for which health checks failed
    public record Server(
            String name,
            double meanCpuUtilization,
            double maxCpuUtilization,
            double maxMemoryUtilization,
            double meanConnections,
            double saturatedShare,
            long unhealthyMicros) {}
}
