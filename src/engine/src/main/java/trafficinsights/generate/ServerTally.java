package trafficinsights.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import trafficinsights.stat.RandomStream;

/// What a log says of one server. Latencies are kept as a uniform sample, exactly up to
/// [#SAMPLE_SIZE] of them (reservoir sampling, J. Vitter, 1985, algorithm R): a log in whole
/// milliseconds has many equal values, which a histogram's buckets would move off their place.
/// Threads: one.
final class ServerTally {
    /// Up to 128 KB a server.
    static final int SAMPLE_SIZE = 16_384;

    private static final int QUANTILES = 501;

    /// Longest latency that a scenario's timeout allows.
    private static final long MAX_MICROS = 3_600_000_000L;

    final int server;
    long rows;
    long errors;
    private long latencies;
    private double sumMicros;
    private long[] sample = new long[64];
    private long[] rowsOfRegion = new long[8];
    private final RandomStream random;

    ServerTally(int server) {
        this.server = server;
        random = new RandomStream(1, server, 0);
    }

    void addRegion(int region) {
        if (region >= rowsOfRegion.length) {
            rowsOfRegion = Arrays.copyOf(rowsOfRegion, 2 * region);
        }
        rowsOfRegion[region]++;
    }

    void addLatency(long latencyMicros) {
        long micros = Math.min(latencyMicros, MAX_MICROS);
        sumMicros += micros;
        if (latencies < SAMPLE_SIZE) {
            int at = (int) latencies;
            if (at == sample.length) {
                sample = Arrays.copyOf(sample, 2 * at);
            }
            sample[at] = micros;
        } else {
            long at = (long) (random.nextDouble() * (latencies + 1));
            if (at < SAMPLE_SIZE) {
                sample[(int) at] = micros;
            }
        }
        latencies++;
    }

    /// Code of the region with the most requests of this server.
    int region() {
        int most = 0;
        for (int r = 1; r < rowsOfRegion.length; r++) {
            most = rowsOfRegion[r] > rowsOfRegion[most] ? r : most;
        }
        return most;
    }

    double errorShare() {
        return (double) errors / rows;
    }

    /// 0 where the log has no latencies.
    double meanSeconds() {
        return latencies == 0 ? 0 : sumMicros / latencies / 1e6;
    }

    /// Evenly spaced from the minimum to the maximum; none where the log has no latencies.
    List<Double> latencyMillis() {
        int size = (int) Math.min(latencies, SAMPLE_SIZE);
        if (size == 0) {
            return List.of();
        }
        long[] sorted = Arrays.copyOf(sample, size);
        Arrays.sort(sorted);
        List<Double> quantiles = new ArrayList<>(QUANTILES);
        for (int q = 0; q < QUANTILES; q++) {
            int rank = (int) Math.round((double) q / (QUANTILES - 1) * (size - 1));
            quantiles.add(sorted[rank] / 1000.0);
        }
        return quantiles;
    }
}
