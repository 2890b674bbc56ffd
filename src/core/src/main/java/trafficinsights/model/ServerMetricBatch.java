package trafficinsights.model;

/// Server metrics, one row per server and tick; columns share the index `0..size()-1`.
///
/// Ownership as for [RequestBatch]. What a source does not tell is `NaN`, health 1.
///
/// @param epochMicros end of the tick, µs since 1970 UTC
/// @param server code in `names.servers()`
/// @param cpuUtilization share of the processors in use, 0 to 1
/// @param memoryUtilization share of the memory in use, 0 to 1
/// @param networkInBytesPerSecond received
/// @param networkOutBytesPerSecond sent
/// @param activeConnections requests in service or waiting
/// @param health 1 while health checks pass, else 0
public record ServerMetricBatch(
        int size,
        Names names,
        long[] epochMicros,
        short[] server,
        float[] cpuUtilization,
        float[] memoryUtilization,
        double[] networkInBytesPerSecond,
        double[] networkOutBytesPerSecond,
        float[] activeConnections,
        byte[] health) {

    public static ServerMetricBatch allocate(int capacity, Names names) {
        return new ServerMetricBatch(
                0,
                names,
                new long[capacity],
                new short[capacity],
                new float[capacity],
                new float[capacity],
                new double[capacity],
                new double[capacity],
                new float[capacity],
                new byte[capacity]);
    }

    public ServerMetricBatch withSize(int newSize) {
        return new ServerMetricBatch(
                newSize,
                names,
                epochMicros,
                server,
                cpuUtilization,
                memoryUtilization,
                networkInBytesPerSecond,
                networkOutBytesPerSecond,
                activeConnections,
                health);
    }
}
