package trafficinsights.ingest.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trafficinsights.ingest.log.LineBench.Row;

/// A second, slow reading of log lines by regular expressions, written from the formats'
/// documentation and not from the parsers: HAProxy 2.6 configuration manual 8.2.3, nginx
/// ngx_http_log_module ("combined") and ngx_http_upstream_module. Strict: it accepts what the
/// documentation shows, so where it accepts, a parser must agree. Text is one character a byte.
final class SlowParser {
    private static final String NUMBER = "-?\\d{1,9}";

    private static final Pattern HAPROXY =
            Pattern.compile(
                    "(?:[^\\[]*(?:\\[\\d+\\][^\\[]*)? )?" // syslog header, perhaps with [pid]
                            + "(?<client>\\S+):\\d+ "
                            + "\\[(?<date>[^\\]]{24})\\] "
                            + "\\S*[^ :] "
                            + "(?<server>[^ /]+/[^ /]+) "
                            + "(?:N/N/N/N/(?<total>\\+?N) ".replace("N", NUMBER)
                            + ")(?<status>-1|[1-9]\\d\\d) "
                            + "\\+?(?<bytes>\\d{1,15}) "
                            + "\\S+ \\S+ \\S{4} "
                            + "\\d+/\\d+/\\d+/\\d+/\\+?(?<retries>\\d{1,2}) "
                            + "\\d+/\\d+ "
                            + "(?:\\{[^\"]*\\} )*"
                            + "\"(?<request>[^\"]*)\"(?: .*)?",
                    Pattern.DOTALL);

    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    private static final Pattern NGINX =
            Pattern.compile(
                    "(?<remote>[^ \\[]+) [^ \\[]+ [^\\[]+ "
                            + "\\[(?<date>[^\\]]{26})\\] "
                            + QUOTED.replace("((", "(?<request>(")
                            + " (?<status>[1-9]\\d\\d) (?<bytes>\\d{1,15}|-) "
                            + QUOTED
                            + " "
                            + QUOTED
                            + "(?: (?<time>\\d{1,6}\\.\\d{3}) LIST (?<servers>LIST) LIST "
                                    .replace("LIST", "[^ ,]+(?:(?:, | : )[^ ,]+)*")
                            + QUOTED.replace("((", "(?<forwarded>(")
                            + ")?",
                    Pattern.DOTALL);

    private static final DateTimeFormatter HAPROXY_DATE = strict("dd/MMM/uuuu:HH:mm:ss.SSS");
    private static final DateTimeFormatter NGINX_DATE = strict("dd/MMM/uuuu:HH:mm:ss xx");

    private SlowParser() {}

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// The request that a line of HAProxy surely is, if it is one.
    static Optional<Row> haproxy(String line) {
        Matcher m = HAPROXY.matcher(line);
        if (!m.matches() || isOddRequest(m.group("request"))) {
            return Optional.empty();
        }
        try {
            Instant time =
                    LocalDateTime.parse(m.group("date"), HAPROXY_DATE).toInstant(ZoneOffset.UTC);
            long total = Long.parseLong(m.group("total").replace("+", ""));
            return Optional.of(
                    row(
                            time,
                            m.group("client"),
                            m.group("server"),
                            m.group("request"),
                            Integer.parseInt(m.group("status")),
                            total < 0 ? -1 : total * 1000,
                            Long.parseLong(m.group("bytes")),
                            1 + Integer.parseInt(m.group("retries"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The request that a line of nginx surely is, if it is one.
    static Optional<Row> nginx(String line) {
        Matcher m = NGINX.matcher(line);
        boolean hasIdent = line.matches("(?s)[^ ]+ - [^ ]+ \\[.*");
        if (!m.matches() || isOddRequest(m.group("request")) || !hasIdent) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(m.group("date"), NGINX_DATE).toInstant();
            boolean isTimed = m.group("time") != null;
            List<String> servers = isTimed ? servers(m.group("servers")) : List.of("-");
            String forwarded = isTimed ? m.group("forwarded") : "-";
            boolean isForwarded = !forwarded.isEmpty() && !forwarded.equals("-");
            if (isForwarded ? !isAddress(forwardedClient(forwarded)) : !isHost(m.group("remote"))) {
                return Optional.empty();
            }
            String bytes = m.group("bytes");
            return Optional.of(
                    row(
                            time,
                            isForwarded ? forwardedClient(forwarded) : m.group("remote"),
                            servers.getLast(),
                            m.group("request"),
                            Integer.parseInt(m.group("status")),
                            isTimed ? Long.parseLong(m.group("time").replace(".", "")) * 1000 : -1,
                            bytes.equals("-") ? -1 : Long.parseLong(bytes),
                            Math.min(127, servers.size())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Addresses have a port or are the path of a socket; the name of a group has no colon.
    private static List<String> servers(String list) {
        List<String> servers =
                Arrays.stream(list.split(", | : ")).filter(s -> s.contains(":")).toList();
        return servers.isEmpty() ? List.of("-") : servers;
    }

    /// The first of a list of addresses, without brackets and without a port that can be reported.
    private static String forwardedClient(String list) {
        String first = list.split("[, ]", 2)[0];
        if (first.startsWith("[") && first.contains("]")) {
            return first.substring(1, first.indexOf(']'));
        }
        Matcher withPort = Pattern.compile("([^:]+):\\d{1,18}", Pattern.DOTALL).matcher(first);
        return withPort.matches() ? withPort.group(1) : first;
    }

    /// Of four numbers, each in a byte, or plainly of version 6.
    static boolean isAddress(String client) {
        boolean isFour = client.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        return isFour
                ? Arrays.stream(client.split("\\.")).allMatch(part -> Integer.parseInt(part) < 256)
                : client.matches("2001:db8::[0-9a-f]+");
    }

    /// What may stand where the client does: no port, no list, nothing in brackets.
    private static boolean isHost(String client) {
        return client.matches("(?s)[^,|\\t{:\\[]+");
    }

    /// Neither one word nor `METHOD target …`.
    static boolean isOddRequest(String request) {
        return request.contains(" ") && !request.matches("(?s)[^ ]+ [^ ?#]+.*");
    }

    static Row row(
            Instant time,
            String client,
            String server,
            String request,
            int status,
            long latencyMicros,
            long bytes,
            int attempt) {
        String[] words = request.split(" ", -1);
        boolean hasTarget = words.length > 1;
        return new Row(
                time,
                address(utf8(client)),
                "",
                utf8(server),
                hasTarget ? utf8(words[0]) : "-",
                hasTarget ? route(utf8(words[1])) : "-",
                status,
                latencyMicros,
                bytes,
                attempt);
    }

    /// Addresses of four numbers lose leading zeros.
    private static String address(String client) {
        if (!client.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return client;
        }
        int[] parts = Arrays.stream(client.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return Arrays.stream(parts).anyMatch(part -> part > 255)
                ? client
                : parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3];
    }

    /// A path, segment by segment: what looks like an id is replaced.
    static String route(String target) {
        String path = target.split("[?#]", 2)[0];
        Matcher origin = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/]*").matcher(path);
        if (origin.lookingAt()) {
            path = path.substring(origin.end());
        }
        if (path.isEmpty()) {
            return "/";
        }
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            segments[i] = isId(segments[i]) ? ":id" : segments[i];
        }
        String route = String.join("/", segments);
        return route.length() > 200 ? route.substring(0, 200) + "…" : route;
    }

    private static boolean isId(String segment) {
        boolean isHex = segment.matches("[0-9a-fA-F]{12,}") && segment.matches(".*[0-9].*");
        return isHex
                || segment.matches("[0-9]+")
                || segment.matches("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}");
    }

    private static String utf8(String oneCharacterAByte) {
        return new String(
                oneCharacterAByte.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
