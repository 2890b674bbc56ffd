package trafficinsights.run.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.run.base.ServerHistory;

/// Keeps the metrics of each server for whoever watches. A long run keeps fewer points: when a
/// server has too many, neighbours become their mean, and are unhealthy if one of them was.
///
/// Threads: any.
final class ServerLog {
    /// Points of a server; wider than any chart.
    static final int MOST_POINTS = 2_048;

    private static final int VALUES = 5;

    private final Map<String, Points> servers = new TreeMap<>();
    private ServerHistory newest = ServerHistory.NONE;
    private long version;

    private static final class Points {
        private final long[] epochMicros = new long[MOST_POINTS];
        private final double[][] values = new double[VALUES][MOST_POINTS];
        private final boolean[] isHealthy = new boolean[MOST_POINTS];

        /// How many metrics a point stands for.
        private int stride = 1;

        private int pending;
        private int size;

        void add(ServerMetricBatch batch, int row) {
            if (size == MOST_POINTS && pending == 0) {
                halve();
            }
            double[] now = {
                batch.cpuUtilization()[row],
                batch.memoryUtilization()[row],
                batch.networkInBytesPerSecond()[row],
                batch.networkOutBytesPerSecond()[row],
                batch.activeConnections()[row]
            };
            boolean isUp = batch.health()[row] != 0;
            int at = pending == 0 ? size++ : size - 1;
            for (int v = 0; v < VALUES; v++) {
                values[v][at] = pending == 0 ? now[v] : mean(values[v][at], pending, now[v], 1);
            }
            isHealthy[at] = isUp && (pending == 0 || isHealthy[at]);
            epochMicros[at] = batch.epochMicros()[row];
            pending = (pending + 1) % stride;
        }

        private void halve() {
            for (int i = 0; i < size / 2; i++) {
                for (int v = 0; v < VALUES; v++) {
                    values[v][i] = mean(values[v][2 * i], 1, values[v][2 * i + 1], 1);
                }
                isHealthy[i] = isHealthy[2 * i] && isHealthy[2 * i + 1];
                epochMicros[i] = epochMicros[2 * i + 1];
            }
            size /= 2;
            stride *= 2;
        }

        /// Of two means and how many values each is of; what is not known does not count.
        private static double mean(double one, int ones, double other, int others) {
            if (Double.isNaN(one) || Double.isNaN(other)) {
                return Double.isNaN(one) ? other : one;
            }
            return (one * ones + other * others) / (ones + others);
        }

        ServerHistory.Series series(String server) {
            return new ServerHistory.Series(
                    server,
                    Arrays.copyOf(epochMicros, size),
                    Arrays.copyOf(values[0], size),
                    Arrays.copyOf(values[1], size),
                    Arrays.copyOf(values[2], size),
                    Arrays.copyOf(values[3], size),
                    Arrays.copyOf(values[4], size),
                    Arrays.copyOf(isHealthy, size));
        }
    }

    /// Takes metrics, in order of time for each server.
    synchronized void add(ServerMetricBatch batch) {
        for (int row = 0; row < batch.size(); row++) {
            String server = batch.names().servers().text(batch.server()[row]);
            servers.computeIfAbsent(server, _ -> new Points()).add(batch, row);
        }
        version += batch.size() == 0 ? 0 : 1;
    }

    /// All there is now.
    synchronized ServerHistory history() {
        if (newest.version() != version) {
            newest =
                    new ServerHistory(
                            version,
                            servers.entrySet().stream()
                                    .map(entry -> entry.getValue().series(entry.getKey()))
                                    .toList());
        }
        return newest;
    }
}
