package trafficinsights.run.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.live.LiveAddress;
import trafficinsights.ingest.live.LiveKind;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// What a person can follow, as a form: an address as text, or the fields that it is made of. A log
/// file has its path alone. Threads: stateless; the disk is not asked.
public enum FollowedKind {
    FILE("Log file", null),
    SYSLOG_UDP("Syslog over UDP", LiveKind.SYSLOG_UDP),
    SYSLOG_TCP("Syslog over TCP", LiveKind.SYSLOG_TCP),
    SYSLOG_TLS("Syslog over TLS", LiveKind.SYSLOG_TLS),
    KAFKA("Kafka", LiveKind.KAFKA),
    HAPROXY_PAGE("HAProxy statistics page", LiveKind.HAPROXY_PAGE),
    HAPROXY_PAGE_TLS("HAProxy statistics page, HTTPS", LiveKind.HAPROXY_PAGE_TLS),
    PROMETHEUS_PAGE("Prometheus page", LiveKind.PROMETHEUS_PAGE),
    PROMETHEUS_PAGE_TLS("Prometheus page, HTTPS", LiveKind.PROMETHEUS_PAGE_TLS);

    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String PATH = "path";

    private final String title;
    private final @Nullable LiveKind live;

    FollowedKind(String title, @Nullable LiveKind live) {
        this.title = title;
        this.live = live;
    }

    /// For people.
    public String title() {
        return title;
    }

    /// An address that works; empty for a file.
    public String example() {
        return live == null ? "" : live.example();
    }

    /// Names of the fields, in the order of the address; none for a file.
    public List<String> fields() {
        if (live == null) {
            return List.of();
        }
        Stream<String> before =
                live.hasPath() ? Stream.of(HOST, PORT, PATH) : Stream.of(HOST, PORT);
        return Stream.concat(before, live.options().stream()).toList();
    }

    /// What the field of a name is called here.
    public String label(String field) {
        return switch (field) {
            case HOST -> isAsked() ? "Host" : "Listen on";
            case PORT -> "Port";
            case PATH -> this == KAFKA ? "Topics" : "Path";
            case "keystore" -> "Keystore file";
            case "password" -> "Password in";
            case "group" -> "Group";
            case "from" -> "Start from";
            case "config" -> "Settings file";
            case "every" -> "Ask every";
            case "user" -> "User";
            case "server" -> "Server name";
            default -> field;
        };
    }

    /// Whether it is on another computer, and not a port of this one.
    private boolean isAsked() {
        return this == KAFKA || (live != null && live.isPage());
    }

    /// An example of a field's value.
    public String hint(String field) {
        return switch (field) {
            case "password" -> "env:NAME or keystore:NAME";
            case "group" -> "traffic-insights";
            case "from" -> "earliest or latest";
            case "every" -> "5s";
            case "config" -> "client.properties";
            case "keystore" -> "server.p12";
            case PATH -> this == KAFKA ? "requests,orders" : "/";
            default -> "";
        };
    }

    /// The address that the fields make. Fields that are blank are left out.
    public String text(Map<String, String> values) {
        if (live == null) {
            return values.getOrDefault(PATH, "");
        }
        String host = values.getOrDefault(HOST, "").strip();
        String port = values.getOrDefault(PORT, "").strip();
        String path = values.getOrDefault(PATH, "").strip();
        StringBuilder text = new StringBuilder(live.scheme()).append("://");
        text.append(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        text.append(port.isEmpty() ? "" : ":" + port);
        text.append(path.isEmpty() || path.startsWith("/") ? path : "/" + path);
        char mark = path.indexOf('?') < 0 ? '?' : '&';
        for (String option : live.options()) {
            String value = values.getOrDefault(option, "").strip();
            if (!value.isEmpty()) {
                text.append(mark).append(option).append('=').append(LiveAddress.encoded(value));
                mark = '&';
            }
        }
        return text.toString();
    }

    /// The kind of what is written; a file where it is not an address of a known kind.
    public static FollowedKind of(String text) {
        for (FollowedKind kind : values()) {
            if (kind.live != null && text.strip().startsWith(kind.live.scheme() + "://")) {
                return kind;
            }
        }
        return FILE;
    }

    /// The values of the fields of an address; empty while it is not a valid one.
    public static Optional<Map<String, String>> values(String text) {
        if (of(text) == FILE) {
            return Optional.empty();
        }
        try {
            LiveAddress address = LiveAddress.of(text.strip());
            Map<String, String> values = new LinkedHashMap<>(address.options());
            values.put(HOST, address.host());
            values.put(PORT, String.valueOf(address.port()));
            values.put(
                    PATH,
                    address.kind() == LiveKind.KAFKA
                            ? address.path().substring(1)
                            : address.path());
            return Optional.of(values);
        } catch (ProblemException wrong) {
            return Optional.empty();
        }
    }

    /// What is wrong with a file or an address as it is written.
    public static Optional<Problem> problem(String text) {
        if (text.isBlank()) {
            return Optional.of(
                    Problem.of("live.nothing", "Enter the path of a log file, or an address."));
        }
        if (!LiveAddress.isAddress(text.strip())) {
            return Optional.empty();
        }
        try {
            LiveAddress.of(text.strip()).check();
            return Optional.empty();
        } catch (ProblemException wrong) {
            return Optional.of(wrong.problem());
        }
    }
}
