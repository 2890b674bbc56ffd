package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.ServerMetricBatch;

/// Gathers [FleetHealth] from KPI windows and from server metrics.
///
/// A metric holds for the time since the server's metric before it; the first holds for no time.
/// Threads: one at a time; metrics and windows may come from different threads if the caller orders
/// them.
public final class FleetTally {
    private static final int MIN_REQUESTS = 20;
    private static final double LN_2 = Math.log(2);

    /// A longer silence is no time in which the server was as it was.
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
    private final Map<String, Double> regionRequests = new HashMap<>();
    private double allRegionRequests;
    private double imbalances;
    private long balancedWindows;
    private double worstImbalance = Double.NaN;
    private long worstImbalanceAtMicros;
    private double regionShift = Double.NaN;
    private long regionShiftAtMicros;

    /// Takes server metrics, in order of time for each server.
    public void add(ServerMetricBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            String name = batch.names().servers().text(batch.server()[i]);
            Sums sums = servers.computeIfAbsent(name, _ -> new Sums());
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
            sums.saturatedMicros += cpu >= FleetHealth.SATURATED_AT ? held : 0;
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

    /// Takes the windows of all series at one time; times come in order.
    public void accept(List<KpiWindow> windowsOfOneTime) {
        List<KpiWindow> ofServers = new ArrayList<>();
        Map<String, Double> regions = new HashMap<>();
        for (KpiWindow window : windowsOfOneTime) {
            switch (window.dimension()) {
                case SERVER -> ofServers.add(window);
                case REGION -> regions.put(window.key(), (double) window.kpi().requests());
                case TOTAL, ROUTE, STATUS_CLASS -> {}
            }
        }
        addBalance(ofServers);
        addRegions(regions, windowsOfOneTime);
    }

    private void addBalance(List<KpiWindow> ofServers) {
        double sum = 0;
        double squares = 0;
        for (KpiWindow window : ofServers) {
            double n = window.kpi().requests();
            sum += n;
            squares += n * n;
        }
        int count = ofServers.size();
        double mean = sum / count;
        if (count < 2 || mean < MIN_REQUESTS) {
            return;
        }
        double variation = Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
        imbalances += variation;
        balancedWindows++;
        if (!(variation <= worstImbalance)) {
            worstImbalance = variation;
            worstImbalanceAtMicros = ofServers.getFirst().window().startMicros();
        }
    }

    private void addRegions(Map<String, Double> now, List<KpiWindow> windows) {
        double sum = now.values().stream().mapToDouble(Double::doubleValue).sum();
        boolean isEnough = sum >= MIN_REQUESTS && allRegionRequests >= 10 * MIN_REQUESTS;
        if (now.size() + regionRequests.size() > 2 && isEnough) {
            double shift = divergence(now, sum, regionRequests, allRegionRequests);
            if (!(shift <= regionShift)) {
                regionShift = shift;
                regionShiftAtMicros = windows.getFirst().window().startMicros();
            }
        }
        now.forEach((region, n) -> regionRequests.merge(region, n, Double::sum));
        allRegionRequests += sum;
    }

    /// Jensen–Shannon divergence of two sets of counts, bits.
    static double divergence(
            Map<String, Double> a, double aSum, Map<String, Double> b, double bSum) {
        Map<String, Double> keys = new HashMap<>(a);
        keys.putAll(b);
        double bits = 0;
        for (String key : keys.keySet()) {
            double p = count(a.get(key)) / aSum;
            double q = count(b.get(key)) / bSum;
            double m = (p + q) / 2;
            bits += (term(p, m) + term(q, m)) / 2;
        }
        return bits;
    }

    private static double count(@Nullable Double count) {
        return count == null ? 0 : count;
    }

    private static double term(double p, double m) {
        return p == 0 ? 0 : p * Math.log(p / m) / LN_2;
    }

    public FleetHealth result() {
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
        return new FleetHealth(
                all,
                balancedWindows == 0 ? Double.NaN : imbalances / balancedWindows,
                worstImbalance,
                worstImbalanceAtMicros,
                regionShift,
                regionShiftAtMicros);
    }
}
