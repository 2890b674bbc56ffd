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
            "syslog+tls://127.0.0.1:6514?keystore=server.p12&password=env:SYSLOG_KEYSTORE");

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

    /// Whether something is named behind the port.
    boolean hasPath() {
        return switch (this) {
            case SYSLOG_UDP, SYSLOG_TCP, SYSLOG_TLS -> false;
        };
    }

    /// Names of what may be behind the question mark.
    List<String> options() {
        return switch (this) {
            case SYSLOG_UDP, SYSLOG_TCP -> List.of();
            case SYSLOG_TLS -> List.of("keystore", "password");
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
