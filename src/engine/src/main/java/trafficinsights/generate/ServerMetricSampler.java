package trafficinsights.generate;

import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.stat.RandomStream;

/// Makes server metrics from the fleet's states, with some measuring noise. Immutable. Threads:
/// any.
final class ServerMetricSampler {
    private static final long METRIC_STREAM = 3;
    private static final long TICK_MICROS = 10_000_000;
    private static final double REQUEST_BYTES = 700;
    private static final double CPU_IDLE = 0.04;
    private static final double CPU_BUSY = 0.92;
    private static final double SHARE_NOISE = 0.01;
    private static final double RATE_NOISE = 0.03;

    private final Fleet fleet;
    private final FleetTimeline timeline;
    private final TimeGrid grid;
    private final long seed;

    /// How many times as large as the scenario says each server is, for a run with more rows.
    private final double scale;

    ServerMetricSampler(
            Fleet fleet, FleetTimeline timeline, TimeGrid grid, long seed, double scale) {
        this.fleet = fleet;
        this.timeline = timeline;
        this.grid = grid;
        this.seed = seed;
        this.scale = scale;
    }

    Names names() {
        return fleet.names;
    }

    /// One row a server for each tick in `(fromMicros, toMicros]`.
    ServerMetricBatch between(long fromMicros, long toMicros) {
        long firstTick = Math.floorDiv(fromMicros, TICK_MICROS) + 1;
        long lastTick = Math.floorDiv(toMicros, TICK_MICROS);
        int ticks = (int) Math.max(0, lastTick - firstTick + 1);
        ServerMetricBatch batch = ServerMetricBatch.allocate(ticks * fleet.servers, fleet.names);
        int at = 0;
        for (long tick = firstTick; tick <= lastTick; tick++) {
            long end = tick * TICK_MICROS;
            long step = (end - 1 - grid.startMicros) / grid.stepMicros;
            FleetState state = timeline.at((int) step);
            for (int s = 0; s < fleet.servers; s++) {
                fill(batch, at++, end, s, state);
            }
        }
        return batch.withSize(at);
    }

    private void fill(ServerMetricBatch batch, int i, long epochMicros, int s, FleetState state) {
        RandomStream random = new RandomStream(seed ^ s, epochMicros, METRIC_STREAM);
        batch.epochMicros()[i] = epochMicros;
        batch.server()[i] = fleet.serverCode[s];
        batch.cpuUtilization()[i] = noisyShare(CPU_IDLE + CPU_BUSY * state.busyShare[s], random);
        batch.memoryUtilization()[i] = noisyShare(state.memoryShare[s], random);
        double in = state.arrivalsPerSecond[s] * scale * REQUEST_BYTES;
        double out = state.answerBytesPerSecond[s] * scale;
        batch.networkInBytesPerSecond()[i] = in * (1 + RATE_NOISE * random.nextGaussian());
        batch.networkOutBytesPerSecond()[i] = out * (1 + RATE_NOISE * random.nextGaussian());
        batch.activeConnections()[i] = (float) (state.connections[s] * scale);
        batch.health()[i] = (byte) (state.isInRotation[s] ? 1 : 0);
    }

    private static float noisyShare(double share, RandomStream random) {
        return (float) Math.clamp(share + SHARE_NOISE * random.nextGaussian(), 0, 1);
    }
}
