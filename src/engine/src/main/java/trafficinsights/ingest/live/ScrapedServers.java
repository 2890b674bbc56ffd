package trafficinsights.ingest.live;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;

/// Turns pages of an exporter into server metrics: node_exporter and windows_exporter (one host),
/// HAProxy's own exporter (a server each), nginx's exporter (one host). Counters become their
/// growth per second since the page before; what an exporter does not tell is `NaN`.
///
/// Names and meanings are those of the exporters' documents. Threads: one.
final class ScrapedServers {
    private final String host;
    private final Names names;
    private Map<String, Host> before = Map.of();
    private long beforeMicros;

    /// What one page says of one server. Sums of counters; `NaN` where the page has none.
    private static final class Host {
        private double idleSeconds = Double.NaN;
        private int cores;
        private double memoryFree = Double.NaN;
        private double memoryTotal = Double.NaN;
        private double received = Double.NaN;
        private double sent = Double.NaN;
        private double connections = Double.NaN;
        private double up = 1;

        private static double plus(double sum, double more) {
            return Double.isNaN(sum) ? more : sum + more;
        }
    }

    /// @param host the name of the server that the page is of
    ScrapedServers(String host, Names names) {
        this.host = host;
        this.names = names;
    }

    /// The metrics of a page; empty when no metric of it is known.
    ServerMetricBatch read(String page, long epochMicros) {
        Map<String, Host> now = new TreeMap<>();
        PrometheusSamples.read(page, sample -> take(sample, now));
        ServerMetricBatch batch = ServerMetricBatch.allocate(now.size(), names);
        double seconds = (epochMicros - beforeMicros) / 1e6;
        int row = 0;
        for (Map.Entry<String, Host> entry : now.entrySet()) {
            Host one = entry.getValue();
            Host last = before.getOrDefault(entry.getKey(), new Host());
            batch.epochMicros()[row] = epochMicros;
            batch.server()[row] = (short) names.servers().code(entry.getKey());
            double idle = growth(last.idleSeconds, one.idleSeconds, seconds) / one.cores;
            batch.cpuUtilization()[row] = (float) Math.clamp(1 - idle, 0, 1);
            batch.memoryUtilization()[row] = (float) (1 - one.memoryFree / one.memoryTotal);
            batch.networkInBytesPerSecond()[row] = growth(last.received, one.received, seconds);
            batch.networkOutBytesPerSecond()[row] = growth(last.sent, one.sent, seconds);
            batch.activeConnections()[row] = (float) one.connections;
            batch.health()[row] = (byte) (one.up > 0 ? 1 : 0);
            row++;
        }
        before = new HashMap<>(now);
        beforeMicros = epochMicros;
        return batch.withSize(row);
    }

    /// Growth per second; not known for the first page, and after a restart of the counter.
    private static double growth(double before, double now, double seconds) {
        return seconds > 0 && now >= before ? (now - before) / seconds : Double.NaN;
    }

    private void take(PrometheusSamples.Sample sample, Map<String, Host> now) {
        if (sample.name().startsWith("haproxy_server_")) {
            String server = sample.label("proxy") + "/" + sample.label("server");
            ofHaproxy(sample, now.computeIfAbsent(server, _ -> new Host()));
        } else if (isOfHost(sample)) {
            ofHost(sample, now.computeIfAbsent(host, _ -> new Host()));
        }
    }

    /// `doc/management.txt` of HAProxy 2.6 and its exporter's README.
    private static void ofHaproxy(PrometheusSamples.Sample sample, Host server) {
        double value = sample.value();
        switch (sample.name()) {
            case "haproxy_server_bytes_in_total" -> server.received = value;
            case "haproxy_server_bytes_out_total" -> server.sent = value;
            case "haproxy_server_current_sessions" -> server.connections = value;
            case "haproxy_server_status" -> status(sample.label("state"), value, server);
            default -> {
                // Nothing that a server's metrics have.
            }
        }
    }

    /// Since 2.4 a sample for each state, of which one is 1; before, the state as a number.
    private static void status(String state, double value, Host server) {
        if (state.isEmpty()) {
            server.up = value;
        } else if (value == 1) {
            server.up = state.equals("DOWN") || state.equals("MAINT") ? 0 : 1;
        }
    }

    private static boolean isOfHost(PrometheusSamples.Sample sample) {
        String name = sample.name();
        return name.startsWith("node_") || name.startsWith("windows_") || name.startsWith("nginx_");
    }

    private static void ofHost(PrometheusSamples.Sample sample, Host server) {
        double value = sample.value();
        switch (sample.name()) {
            case "node_cpu_seconds_total", "windows_cpu_time_total" -> {
                if (sample.label("mode").equals("idle")) {
                    server.idleSeconds = Host.plus(server.idleSeconds, value);
                    server.cores++;
                }
            }
            case "node_memory_MemAvailable_bytes",
                    "windows_memory_available_bytes",
                    "windows_os_physical_memory_free_bytes" ->
                    server.memoryFree = value;
            case "node_memory_MemTotal_bytes",
                    "windows_memory_physical_total_bytes",
                    "windows_cs_physical_memory_bytes" ->
                    server.memoryTotal = value;
            case "node_network_receive_bytes_total", "windows_net_bytes_received_total" ->
                    server.received = withoutLoopback(sample, server.received);
            case "node_network_transmit_bytes_total", "windows_net_bytes_sent_total" ->
                    server.sent = withoutLoopback(sample, server.sent);
            case "node_netstat_Tcp_CurrEstab",
                    "windows_tcp_connections_established",
                    "nginx_connections_active" ->
                    server.connections = Host.plus(server.connections, value);
            case "nginx_up" -> server.up = value;
            default -> {
                // Nothing that a server's metrics have.
            }
        }
    }

    private static double withoutLoopback(PrometheusSamples.Sample sample, double sum) {
        return sample.label("device").equals("lo") ? sum : Host.plus(sum, sample.value());
    }
}
