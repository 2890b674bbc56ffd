package trafficinsights.ingest.live;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What can be listened to, with what its addresses look like.
public enum LiveKind {
    SYSLOG_UDP("syslog+udp", 514, "syslog+udp://127.0.0.1:5514"),
    SYSLOG_TCP("syslog+tcp", 514, "syslog+tcp://127.0.0.1:5514"),
    /// RFC 5425.
    SYSLOG_TLS(
            "syslog+tls",
            6514,
            "syslog+tls://127.0.0.1:6514?keystore=server.p12&password=env:SYSLOG_KEYSTORE"),
    /// Topics of a Kafka cluster: the path has their names, with commas between them.
    KAFKA("kafka", 9092, "kafka://127.0.0.1:9092/requests?group=monitoring"),
    /// HAProxy's statistics page.
    HAPROXY_PAGE("haproxy+http", 8404, "haproxy+http://127.0.0.1:8404/;csv"),
    HAPROXY_PAGE_TLS("haproxy+https", 443, "haproxy+https://127.0.0.1:8404/;csv"),
    /// A page of metrics in Prometheus' text format.
    PROMETHEUS_PAGE("prometheus+http", 9100, "prometheus+http://127.0.0.1:9100/metrics"),
    PROMETHEUS_PAGE_TLS("prometheus+https", 443, "prometheus+https://127.0.0.1:9100/metrics");

    private final String scheme;
    private final int usualPort;
    private final String example;

    LiveKind(String scheme, int usualPort, String example) {
        this.scheme = scheme;
        this.usualPort = usualPort;
        this.example = example;
    }

    /// What its addresses begin with, without `://`.
    public String scheme() {
        return scheme;
    }

    int usualPort() {
        return usualPort;
    }

    /// Whether it is a page of server metrics that is asked for again and again.
    public boolean isPage() {
        return switch (this) {
            case SYSLOG_UDP, SYSLOG_TCP, SYSLOG_TLS, KAFKA -> false;
            case HAPROXY_PAGE, HAPROXY_PAGE_TLS, PROMETHEUS_PAGE, PROMETHEUS_PAGE_TLS -> true;
        };
    }

    /// Whether something is named behind the port.
    public boolean hasPath() {
        return isPage() || this == KAFKA;
    }

    boolean isPrometheus() {
        return this == PROMETHEUS_PAGE || this == PROMETHEUS_PAGE_TLS;
    }

    /// Names of what may be behind the question mark.
    public List<String> options() {
        return switch (this) {
            case SYSLOG_UDP, SYSLOG_TCP -> List.of();
            case SYSLOG_TLS -> List.of("keystore", "password");
            case KAFKA -> List.of("group", "from", "config");
            case HAPROXY_PAGE, HAPROXY_PAGE_TLS -> List.of("every", "user", "password");
            case PROMETHEUS_PAGE, PROMETHEUS_PAGE_TLS ->
                    List.of("every", "user", "password", "server");
        };
    }

    /// An address that works.
    public String example() {
        return example;
    }

    /// All schemes, for messages.
    static String schemes() {
        return Arrays.stream(values())
                .map(kind -> kind.scheme + "://")
                .collect(Collectors.joining(", "));
    }
}
