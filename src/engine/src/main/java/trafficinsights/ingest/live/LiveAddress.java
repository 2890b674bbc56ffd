package trafficinsights.ingest.live;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import trafficinsights.model.Problem;

/// A source of lines that goes on, as a user writes it: `syslog+udp://127.0.0.1:5514`.
///
/// @param kind what is listened to
/// @param host name or address; of a listener the one that it is bound to
/// @param port 1 to 65535
/// @param path behind the port, without the slash; empty for none
/// @param options behind the question mark, by name
public record LiveAddress(
        LiveKind kind, String host, int port, String path, Map<String, String> options) {
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]+)://.*");

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
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (kind.hasPath() == path.isEmpty()) {
            throw wrong(text, kind, kind.hasPath() ? "it needs a path" : "it must not have a path");
        }
        return new LiveAddress(
                kind, unbracketed(host), port, path, options(text, kind, uri.getRawQuery()));
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

    private static Map<String, String> options(String text, LiveKind kind, String query) {
        Map<String, String> options = new TreeMap<>();
        if (query == null) {
            return options;
        }
        for (String part : List.of(query.split("&"))) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !kind.options().contains(name)) {
                throw wrong(
                        text,
                        kind,
                        kind.options().isEmpty()
                                ? "it takes no options"
                                : "its options are %s, each with = and a value"
                                        .formatted(String.join(", ", kind.options())));
            }
            options.put(
                    name, URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return options;
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

    /// The address without its options: what people see.
    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        String whole = kind.scheme() + "://" + shown + ":" + port;
        return path.isEmpty() ? whole : whole + "/" + path;
    }

    /// A name that is valid for a file on every system; mappings and formats are remembered by it.
    public String fileName() {
        return toString().replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
