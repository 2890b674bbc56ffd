package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.KpiWindow;
import trafficinsights.stat.JensenShannon;

/// Gathers how evenly requests are spread over servers and regions from KPI windows. Threads: one
/// at a time.
public final class BalanceTally {
    private static final int MIN_REQUESTS = 20;

    private final Map<String, Long> regionRequests = new HashMap<>();
    private long allRegionRequests;
    private double imbalances;
    private long balancedWindows;
    private double worstImbalance = Double.NaN;
    private long worstImbalanceAtMicros;
    private double regionShift = Double.NaN;
    private long regionShiftAtMicros;

    /// Takes the windows of all series at one time; times come in order.
    public void accept(List<KpiWindow> windowsOfOneTime) {
        List<KpiWindow> ofServers = new ArrayList<>();
        Map<String, Long> regions = new HashMap<>();
        for (KpiWindow window : windowsOfOneTime) {
            switch (window.dimension()) {
                case SERVER -> ofServers.add(window);
                case REGION -> regions.put(window.key(), window.kpi().requests());
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

    private void addRegions(Map<String, Long> now, List<KpiWindow> windows) {
        long sum = now.values().stream().mapToLong(Long::longValue).sum();
        boolean isEnough = sum >= MIN_REQUESTS && allRegionRequests >= 10 * MIN_REQUESTS;
        if (now.size() + regionRequests.size() > 2 && isEnough) {
            double shift = divergence(now, regionRequests);
            if (!(shift <= regionShift)) {
                regionShift = shift;
                regionShiftAtMicros = windows.getFirst().window().startMicros();
            }
        }
        now.forEach((region, n) -> regionRequests.merge(region, n, Long::sum));
        allRegionRequests += sum;
    }

    /// Bits.
    private static double divergence(Map<String, Long> a, Map<String, Long> b) {
        List<String> keys =
                Stream.concat(a.keySet().stream(), b.keySet().stream()).distinct().toList();
        return JensenShannon.of(counts(keys, a), counts(keys, b)).divergence();
    }

    private static long[] counts(List<String> keys, Map<String, Long> counts) {
        return keys.stream().mapToLong(key -> counts.getOrDefault(key, 0L)).toArray();
    }

    /// @param servers what their metrics say
    public FleetHealth result(List<FleetHealth.Server> servers) {
        return new FleetHealth(
                servers,
                balancedWindows == 0 ? Double.NaN : imbalances / balancedWindows,
                worstImbalance,
                worstImbalanceAtMicros,
                regionShift,
                regionShiftAtMicros);
    }
}
