package trafficinsights.generate;

/// A scenario's time in equal steps, at each of which the fleet has one state; and each step in
/// slices, for each of which rows are drawn at once. The last step and slice may be shorter.
/// Immutable. Threads: any.
final class TimeGrid {
    private static final long SHORTEST_STEP_MICROS = 200_000;

    /// Work that the simulation may cost: cells (servers; regions × routes × attempts) × steps.
    private static final double MAX_CELL_STEPS = 15e6;

    /// Memory that the states may cost, at worst: servers × steps.
    private static final double MAX_SERVER_STEPS = 4e6;

    private static final double MAX_SLICE_ROWS = 8_192;
    private static final int MAX_SPLITS = 14;

    final long startMicros;
    final long endMicros;
    final long stepMicros;
    final int steps;

    /// Slices a step, a power of two.
    final int slicesPerStep;

    TimeGrid(Scenario scenario, double rows, long maxSliceMicros) {
        startMicros = Math.multiplyExact(scenario.start().toEpochMilli(), 1000L);
        long length = Math.multiplyExact(scenario.duration().toMillis(), 1000L);
        endMicros = startMicros + length;
        double servers = scenario.serverCount();
        double cells =
                2 * servers
                        + (double) scenario.regions().size()
                                * scenario.routes().size()
                                * (1 + scenario.retries().max());
        double affordable = Math.min(MAX_CELL_STEPS / cells, MAX_SERVER_STEPS / servers);
        stepMicros = Math.max(SHORTEST_STEP_MICROS, (long) Math.ceil(length / affordable));
        steps = Math.toIntExact((length + stepMicros - 1) / stepMicros);
        int splits = 0;
        double rowsPerStep = rows / length * stepMicros;
        while (splits < MAX_SPLITS
                && (rowsPerStep / (1 << splits) > MAX_SLICE_ROWS
                        || stepMicros >> splits > Math.max(maxSliceMicros, 1000))) {
            splits++;
        }
        slicesPerStep = 1 << splits;
    }

    /// The scenario's end for the one behind the last.
    long startOfStep(int step) {
        return Math.min(endMicros, startMicros + step * stepMicros);
    }

    long slices() {
        return (long) steps * slicesPerStep;
    }

    int stepOf(long slice) {
        return (int) (slice / slicesPerStep);
    }

    long startOfSlice(long slice) {
        long step = slice / slicesPerStep;
        long part = slice % slicesPerStep;
        return Math.min(
                endMicros, startMicros + step * stepMicros + stepMicros * part / slicesPerStep);
    }
}
