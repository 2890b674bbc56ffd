package trafficinsights.alerts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;
import trafficinsights.system.Secrets;
import trafficinsights.yaml.StrictYaml;

/// Who is notified of alerts, as a YAML file names them; nothing secret.
///
/// @param source what the receivers are told as the run's source; null for its usual title
/// @param flush how long the end of a run may wait for what is still to be sent
/// @param receivers in the order of the file
public record ReceiverFile(@Nullable String source, Duration flush, List<Receiver> receivers) {
    private static final List<String> KINDS =
            List.of("webhook", "syslog", "desktop", "otlp", "prometheus");
    private static final List<String> FACILITIES =
            List.of(
                    "kern",
                    "user",
                    "mail",
                    "daemon",
                    "auth",
                    "syslog",
                    "lpr",
                    "news",
                    "uucp",
                    "cron",
                    "authpriv",
                    "ftp",
                    "ntp",
                    "audit",
                    "alert",
                    "clock",
                    "local0",
                    "local1",
                    "local2",
                    "local3",
                    "local4",
                    "local5",
                    "local6",
                    "local7");
    private static final double LONGEST_FLUSH_SECONDS = 300;
    private static final int SYSLOG_PORT = 514;
    private static final int SYSLOG_TLS_PORT = 6514;

    public ReceiverFile {
        receivers = List.copyOf(receivers);
    }

    /// @throws trafficinsights.model.ProblemException when it cannot be read or has a mistake
    public static ReceiverFile read(Path file) {
        try {
            return new Reader(file).read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Problem.of(
                            "alerts.unreadable",
                            ("The receivers file %s cannot be read. Check its path"
                                            + " and permissions.")
                                    .formatted(file),
                            e)
                    .asException();
        }
    }

    /// Reads one file; other files are named from its folder.
    private static final class Reader {
        private final Path file;
        private final Set<String> names = new HashSet<>();

        Reader(Path file) {
            this.file = file;
        }

        ReceiverFile read(byte[] yaml) {
            StrictYaml root =
                    StrictYaml.of(
                            new StrictYaml.Source(
                                    String.valueOf(file.getFileName()),
                                    "alerts.file",
                                    "receivers file",
                                    "The user guide (Alerts out)"),
                            yaml);
            root.checkKeys(List.of("source", "flush", "receivers"));
            double seconds = root.number("flush", 10);
            if (!(seconds >= 0 && seconds <= LONGEST_FLUSH_SECONDS)) {
                throw root.problem("flush", "must be 0 to 300 seconds");
            }
            List<Receiver> receivers = new ArrayList<>();
            root.maps("receivers").forEach(map -> receivers.add(receiver(map)));
            if (receivers.isEmpty()) {
                throw root.problem("receivers", "has no receivers");
            }
            return new ReceiverFile(
                    root.has("source") ? root.text("source") : null,
                    Duration.ofMillis((long) (1000 * seconds)),
                    receivers);
        }

        private Receiver receiver(StrictYaml map) {
            List<String> kinds = KINDS.stream().filter(map::has).toList();
            if (kinds.size() != 1) {
                throw map.problem("must have one of " + String.join(", ", KINDS));
            }
            String kind = kinds.getFirst();
            String name = map.text("name", kind);
            if (!names.add(name)) {
                throw map.problem(
                        map.has("name") ? "name" : kind,
                        "is the second receiver named `%s`; give it a `name` of its own"
                                .formatted(name));
            }
            return switch (kind) {
                case "webhook" -> webhook(map, name);
                case "syslog" -> syslog(map, name);
                case "desktop" -> desktop(map, name);
                case "otlp" -> otlp(map, name);
                default -> prometheus(map, name);
            };
        }

        private Receiver webhook(StrictYaml map, String name) {
            check(map, "webhook", "secret", "authorization", "template", "send", "severity");
            URI url = httpUrl(map, "webhook");
            String authorization = secret(map, "authorization", url);
            return new Receiver.Webhook(
                    name,
                    wish(map, "firing", "resolved", "no_data"),
                    url,
                    secret(map, "secret", null),
                    authorization,
                    map.has("template") ? template(map) : null);
        }

        private NoticeTemplate template(StrictYaml map) {
            Path path = file.toAbsolutePath().resolveSibling(map.text("template"));
            try {
                return NoticeTemplate.of(Files.readString(path));
            } catch (IOException e) {
                throw map.problem("template", "refers to %s, which cannot be read".formatted(path));
            } catch (IllegalArgumentException e) {
                throw map.problem(
                        "template", "refers to %s, which %s".formatted(path, e.getMessage()));
            }
        }

        private Receiver syslog(StrictYaml map, String name) {
            check(map, "syslog", "format", "facility", "trust", "send", "severity");
            URI uri = uri(map, "syslog");
            List<String> schemes = List.of("udp", "tcp", "tls");
            String scheme = String.valueOf(uri.getScheme());
            if (!schemes.contains(scheme) || uri.getHost() == null) {
                throw map.problem(
                        "syslog", "must be udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT");
            }
            int usual = scheme.equals("tls") ? SYSLOG_TLS_PORT : SYSLOG_PORT;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            Path trust =
                    map.has("trust")
                            ? file.toAbsolutePath().resolveSibling(map.text("trust"))
                            : null;
            if (trust != null && !Files.isReadable(trust)) {
                throw map.problem("trust", "refers to %s, which cannot be read".formatted(trust));
            }
            return new Receiver.Syslog(
                    name,
                    wish(map, "firing", "resolved", "no_data"),
                    Receiver.Transport.valueOf(scheme.toUpperCase(Locale.ROOT)),
                    InetSocketAddress.createUnresolved(uri.getHost(), port),
                    map.word("format", "rfc5424", List.of("rfc5424", "cef")).equals("cef"),
                    FACILITIES.indexOf(map.word("facility", "local0", FACILITIES)),
                    trust);
        }

        private Receiver desktop(StrictYaml map, String name) {
            check(map, "desktop", "send", "severity");
            map.word("desktop", "true", List.of("true"));
            return new Receiver.Desktop(name, wish(map, "firing"));
        }

        private Receiver otlp(StrictYaml map, String name) {
            check(map, "otlp", "every", "authorization");
            URI url = httpUrl(map, "otlp");
            double seconds = map.number("every", 15);
            if (!(seconds >= 1 && seconds <= 3600)) {
                throw map.problem("every", "must be 1 to 3600 seconds");
            }
            return new Receiver.Otlp(
                    name,
                    url,
                    Duration.ofMillis((long) (1000 * seconds)),
                    secret(map, "authorization", url));
        }

        private Receiver prometheus(StrictYaml map, String name) {
            check(map, "prometheus");
            double port = map.number("prometheus", 0);
            if (port != Math.rint(port) || port < 0 || port > 65_535) {
                throw map.problem("prometheus", "must be a port number, 0 to 65535");
            }
            return new Receiver.Prometheus(name, (int) port);
        }

        private static void check(StrictYaml map, String... keys) {
            map.checkKeys(Stream.concat(Stream.of("name"), Stream.of(keys)).toList());
        }

        private static Receiver.Wish wish(StrictYaml map, String... usual) {
            List<String> labels =
                    Stream.of(Notice.State.values()).map(Notice.State::label).toList();
            List<String> wanted = map.has("send") ? map.texts("send") : List.of(usual);
            for (String label : wanted) {
                if (!labels.contains(label)) {
                    throw map.problem(
                            "send",
                            "has `%s`, must be one of %s"
                                    .formatted(label, String.join(", ", labels)));
                }
            }
            List<String> severities = Stream.of(Severity.values()).map(Severity::label).toList();
            String least = map.word("severity", Severity.MINOR.label(), severities);
            return new Receiver.Wish(
                    Stream.of(Notice.State.values())
                            .filter(state -> wanted.contains(state.label()))
                            .collect(Collectors.toSet()),
                    Stream.of(Severity.values())
                            .filter(severity -> severity.label().equals(least))
                            .findFirst()
                            .orElseThrow());
        }

        private static URI uri(StrictYaml map, String key) {
            try {
                return new URI(map.text(key));
            } catch (URISyntaxException e) {
                throw map.problem(key, "is not a valid address");
            }
        }

        private static URI httpUrl(StrictYaml map, String key) {
            URI uri = uri(map, key);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!isHttp || uri.getHost() == null) {
                throw map.problem(key, "must be an address that starts with https:// or http://");
            }
            if (uri.getUserInfo() != null) {
                throw map.problem(
                        key, "contains a password; refer to a secret with `authorization` instead");
            }
            return uri;
        }

        /// @param sentTo where the secret itself is sent; null when it never leaves
        private static @Nullable String secret(StrictYaml map, String key, @Nullable URI sentTo) {
            if (!map.has(key)) {
                return null;
            }
            String name = map.text(key);
            if (!Secrets.isName(name)) {
                // The value is not repeated: it may be the secret itself.
                throw map.problem(
                        key, "must refer to a secret as env:NAME or keystore:NAME, not contain it");
            }
            if (sentTo != null && "http".equals(sentTo.getScheme()) && !isHere(sentTo.getHost())) {
                throw map.problem(
                        key, "would be sent unencrypted; the address must start with https://");
            }
            return name;
        }

        private static boolean isHere(String host) {
            try {
                return host.equals("localhost")
                        || (host.matches("\\[?[0-9a-fA-F.:]+]?")
                                && InetAddress.getByName(host).isLoopbackAddress());
            } catch (IOException e) {
                return false;
            }
        }
    }
}
