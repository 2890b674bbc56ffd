package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.ServerMetricBatch;

/// Gathers how the servers fare from their metrics.
///
/// A metric holds for the time since the server's metric before it; the first holds for no time.
/// Threads: one at a time.
public final class ServerTally {
    /// A longer silence is not a time in which the server was as it was.
    private static final long LONGEST_TICK_MICROS = 300_000_000;

    private static final class Sums {
        long lastMicros = Long.MIN_VALUE;
        double cpu;
        double connections;
        long cpuTicks;
        long connectionTicks;
        double maxCpu = Double.NaN;
        double maxMemory = Double.NaN;
        long micros;
        long saturatedMicros;
        long unhealthyMicros;
    }

    private final Map<String, Sums> servers = new TreeMap<>();

    /// Takes server metrics, in order of time for each server.
    public void add(ServerMetricBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            String name = batch.names().servers().text(batch.server()[i]);
            Sums sums = servers.computeIfAbsent(name, absent -> new Sums());
            addTick(sums, batch, i);
        }
    }

    private static void addTick(Sums sums, ServerMetricBatch batch, int i) {
        long now = batch.epochMicros()[i];
        long tick = sums.lastMicros == Long.MIN_VALUE ? 0 : now - sums.lastMicros;
        long held = tick < 0 || tick > LONGEST_TICK_MICROS ? 0 : tick;
        double cpu = batch.cpuUtilization()[i];
        double connections = batch.activeConnections()[i];
        sums.lastMicros = now;
        sums.micros += held;
        if (!Double.isNaN(cpu)) {
            sums.cpu += cpu;
            sums.cpuTicks++;
            sums.maxCpu = larger(sums.maxCpu, cpu);
            boolean isSaturated = batch.cpuUtilization()[i] >= (float) FleetHealth.SATURATED_AT;
            sums.saturatedMicros += isSaturated ? held : 0;
        }
        if (!Double.isNaN(connections)) {
            sums.connections += connections;
            sums.connectionTicks++;
        }
        sums.maxMemory = larger(sums.maxMemory, batch.memoryUtilization()[i]);
        sums.unhealthyMicros += batch.health()[i] == 0 ? held : 0;
    }

    private static double larger(double known, double value) {
        return Double.isNaN(known) || value > known ? value : known;
    }

    /// The servers by name; empty without metrics.
    public List<FleetHealth.Server> result() {
        List<FleetHealth.Server> all = new ArrayList<>();
        servers.forEach((name, s) ->
                all.add(
                        new FleetHealth.Server(
                                name,
                                s.cpu / s.cpuTicks,
                                s.maxCpu,
                                s.maxMemory,
                                s.connections / s.connectionTicks,
                                s.cpuTicks == 0 || s.micros == 0
                                        ? Double.NaN
                                        : (double) s.saturatedMicros / s.micros,
                                s.unhealthyMicros)));
        return all;
    }
}
