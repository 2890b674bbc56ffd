package trafficinsights.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;

/// Pages as the exporters write them.
class ScrapedServersTest {
    private static final long START = 1_764_558_000_000_000L;
    private static final long TEN_SECONDS = 10_000_000;

    private final Names names = Names.create();
    private final ScrapedServers servers = new ScrapedServers("web-1", names);

    private ServerMetricBatch second(String before, String after) {
        servers.read(before, START);
        return servers.read(after, START + TEN_SECONDS);
    }

    @Test
    void twoPagesOfNodeExporterGiveTheLoadBetweenThem() {
        String page =
                """
                node_cpu_seconds_total{cpu="0",mode="idle"} %s
                node_cpu_seconds_total{cpu="0",mode="user"} 90
                node_cpu_seconds_total{cpu="1",mode="idle"} %s
                node_memory_MemAvailable_bytes 2.5e+09
                node_memory_MemTotal_bytes 1e+10
                node_network_receive_bytes_total{device="eth0"} %s
                node_network_receive_bytes_total{device="eth1"} 500
                node_network_receive_bytes_total{device="lo"} %s
                node_network_transmit_bytes_total{device="eth0"} 7000
                node_netstat_Tcp_CurrEstab 42
                """;
        ServerMetricBatch batch =
                second(
                        page.formatted(100, 200, 1000, 0),
                        page.formatted(104, 209, 51_000, 900_000));
        assertThat(batch.size()).isOne();
        assertThat(names.servers().text(batch.server()[0])).isEqualTo("web-1");
        // 13 of 20 seconds were idle.
        assertThat(batch.cpuUtilization()[0]).isEqualTo(0.35f, within(1e-6f));
        assertThat(batch.memoryUtilization()[0]).isEqualTo(0.75f, within(1e-6f));
        assertThat(batch.networkInBytesPerSecond()[0]).isEqualTo(5_000);
        assertThat(batch.networkOutBytesPerSecond()[0]).isZero();
        assertThat(batch.activeConnections()[0]).isEqualTo(42);
    }

    @Test
    void twoPagesOfWindowsExporterGiveTheLoadBetweenThem() {
        String page =
                """
                windows_cpu_time_total{core="0,0",mode="idle"} %s
                windows_cpu_time_total{core="0,0",mode="privileged"} 3
                windows_cpu_time_total{core="0,0",mode="interrupt"} 2
                windows_memory_available_bytes 6e+09
                windows_memory_physical_total_bytes 8e+09
                windows_net_bytes_received_total{nic="Intel_R_"} %s
                windows_net_bytes_sent_total{nic="Intel_R_"} 10
                windows_tcp_connections_established{af="ipv4"} 5
                windows_tcp_connections_established{af="ipv6"} 6
                """;
        ServerMetricBatch batch = second(page.formatted(50, 0), page.formatted(52, 100));
        assertThat(batch.cpuUtilization()[0]).isEqualTo(0.8f, within(1e-6f));
        assertThat(batch.memoryUtilization()[0]).isEqualTo(0.25f, within(1e-6f));
        assertThat(batch.networkInBytesPerSecond()[0]).isEqualTo(10);
        assertThat(batch.activeConnections()[0]).isEqualTo(11);
    }

    @Test
    void aPageOfHaproxyHasAllItsServersWithTheirState() {
        String page =
                """
                haproxy_frontend_bytes_in_total{proxy="web"} 5
                haproxy_server_bytes_in_total{proxy="api",server="eu-1"} %s
                haproxy_server_bytes_in_total{proxy="api",server="eu-2"} 7
                haproxy_server_current_sessions{proxy="api",server="eu-1"} 3
                haproxy_server_status{proxy="api",server="eu-1",state="DOWN"} 0
                haproxy_server_status{proxy="api",server="eu-1",state="UP"} 1
                haproxy_server_status{proxy="api",server="eu-2",state="DOWN"} 1
                haproxy_server_status{proxy="api",server="eu-2",state="UP"} 0
                """;
        ServerMetricBatch batch = second(page.formatted(100), page.formatted(200));
        assertThat(batch.size()).isEqualTo(2);
        assertThat(names.servers().text(batch.server()[0])).isEqualTo("api/eu-1");
        assertThat(batch.networkInBytesPerSecond()[0]).isEqualTo(10);
        assertThat(batch.activeConnections()[0]).isEqualTo(3);
        assertThat(batch.health()[0]).isEqualTo((byte) 1);
        assertThat(batch.health()[1]).isZero();
        assertThat(batch.cpuUtilization()[0]).isNaN();
        assertThat(batch.memoryUtilization()[0]).isNaN();
    }

    @Test
    void aFirstPageAndARestartedCounterGiveNoRate() {
        String page = "node_network_receive_bytes_total{device=\"eth0\"} ";
        assertThat(servers.read(page + 50, START).networkInBytesPerSecond()[0]).isNaN();
        assertThat(servers.read(page + 20, START + TEN_SECONDS).networkInBytesPerSecond()[0])
                .isNaN();
    }

    @Test
    void nginxIsItsConnectionsAndItsState() {
        ServerMetricBatch batch = servers.read("nginx_up 0\nnginx_connections_active 9\n", START);
        assertThat(batch.activeConnections()[0]).isEqualTo(9);
        assertThat(batch.health()[0]).isZero();
    }

    @Test
    void aPageOfSomethingElseHasNoServers() {
        assertThat(servers.read("go_goroutines 9\n", START).size()).isZero();
    }
}
