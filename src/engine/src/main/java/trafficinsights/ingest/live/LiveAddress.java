package trafficinsights.ingest.live;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;

/// A live source, as a user writes it: `syslog+udp://127.0.0.1:5514`.
///
/// @param kind what is listened to
/// @param host name or address; of a listener the one that it is bound to
/// @param port 1 to 65535
/// @param path of a page, with what of its query is not an option, or of topics; empty for none
/// @param options behind the question mark, by name
public record LiveAddress(
        LiveKind kind, String host, int port, String path, Map<String, String> options) {
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]+)://.*");

    /// As `Secrets` finds them.
    private static final Pattern PASSWORD_NAME =
            Pattern.compile("(env|keystore):[A-Za-z0-9_.-]{1,64}");

    public LiveAddress {
        options = Map.copyOf(options);
    }

    /// Whether a text is an address and not the name of a file.
    public static boolean isAddress(String text) {
        return SCHEME.matcher(text).matches();
    }

    /// @throws trafficinsights.model.ProblemException when it is not a valid address of a known
    ///   kind
    public static LiveAddress of(String text) {
        LiveKind kind = kindOf(text);
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(text, kind, "it is not a valid address");
        }
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null) {
            throw wrong(text, kind, "it needs a host, and neither user nor password");
        }
        int port = uri.getPort() < 0 ? kind.usualPort() : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw wrong(text, kind, "its port must be between 1 and 65535");
        }
        StringBuilder path = new StringBuilder(uri.getRawPath() == null ? "" : uri.getRawPath());
        if (kind.hasPath() == path.length() <= 1 && !kind.isPage()) {
            throw wrong(text, kind, kind.hasPath() ? "a path is missing" : "it has a path");
        }
        Map<String, String> options = options(text, kind, uri.getRawQuery(), path);
        String named = kind.hasPath() ? path.toString() : "";
        return new LiveAddress(kind, unbracketed(host), port, named, options);
    }

    private static LiveKind kindOf(String text) {
        for (LiveKind kind : LiveKind.values()) {
            if (text.startsWith(kind.scheme() + "://")) {
                return kind;
            }
        }
        throw Problem.of(
                        "live.scheme",
                        "%s is not a source that can be followed. Use a file, or an address that begins with %s."
                                .formatted(text, LiveKind.schemes()))
                .asException();
    }

    private static RuntimeException wrong(String text, LiveKind kind, String reason) {
        return Problem.of(
                        "live.address",
                        "%s cannot be followed: %s. An example is %s."
                                .formatted(text, reason, kind.example()))
                .asException();
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// @param path gets what belongs to the query of a page
    private static Map<String, String> options(
            String text, LiveKind kind, @Nullable String query, StringBuilder path) {
        Map<String, String> options = new TreeMap<>();
        if (query == null) {
            return options;
        }
        char mark = '?';
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            boolean isOption = equals >= 0 && kind.options().contains(name);
            if (isOption) {
                String value = part.substring(equals + 1);
                options.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
            } else if (kind.isPage()) {
                path.append(mark).append(part);
                mark = '&';
            } else {
                throw wrong(text, kind, unknownOption(kind));
            }
        }
        return options;
    }

    private static String unknownOption(LiveKind kind) {
        return kind.options().isEmpty()
                ? "it takes no options"
                : "its options are %s, each with = and a value"
                        .formatted(String.join(", ", kind.options()));
    }

    /// The value of an option; empty where it was not given.
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /// The value of an option that this kind needs.
    ///
    /// @throws trafficinsights.model.ProblemException when it was not given
    public String required(String name) {
        String value = options.get(name);
        if (value == null || value.isBlank()) {
            throw wrong(toString(), kind, "the option %s is missing".formatted(name));
        }
        return value;
    }

    /// Checks what is only needed once lines are to come: options that this kind cannot do without,
    /// and a password that is named and not given.
    ///
    /// @throws trafficinsights.model.ProblemException when one of them is wrong
    public void check() {
        if (kind == LiveKind.SYSLOG_TLS) {
            required("keystore");
        }
        if (kind == LiveKind.SYSLOG_TLS || options.containsKey("user")) {
            required("password");
        }
        option("password").ifPresent(this::requireName);
    }

    /// @throws trafficinsights.model.ProblemException when it is the password itself
    private void requireName(String password) {
        if (!PASSWORD_NAME.matcher(password).matches()) {
            throw Problem.of(
                            "live.password",
                            "The password for %s is never part of the address. Put it into an environment variable or the system's keystore, and name it with password=env:NAME or password=keystore:NAME."
                                    .formatted(this))
                    .asException();
        }
    }

    /// The address with its options, as a user writes it.
    public String text() {
        StringBuilder text = new StringBuilder(toString());
        char mark = path.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
            text.append(mark).append(option.getKey()).append('=');
            text.append(encoded(option.getValue()));
            mark = '&';
        }
        return text.toString();
    }

    /// The value of an option as it is written in an address.
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("%3A", ":")
                .replace("%2F", "/")
                .replace("+", "%20");
    }

    /// The address without its options: what people see.
    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return kind.scheme() + "://" + shown + ":" + port + path;
    }

    /// What a page is asked for by: `http://127.0.0.1:8404/;csv`.
    URI page() {
        String text = toString();
        return URI.create(text.substring(text.indexOf('+') + 1));
    }

    /// A name that is valid for a file on every system; mappings and formats are remembered by it.
    public String fileName() {
        return toString().replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
