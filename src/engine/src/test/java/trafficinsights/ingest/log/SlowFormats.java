package trafficinsights.ingest.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.ingest.log.LineBench.Row;

/// A second, slow reading of AWS, IIS and JSON logs, by regular expressions and by Jackson, written
/// from the formats' documentation and as strict as [SlowParser].
final class SlowFormats {
    private static final String TIMES =
            "(?<a>\\d\\.\\d{3,6}) (?<b>\\d\\.\\d{3,6}) (?<c>\\d\\.\\d{3,6}) ";
    private static final String REST =
            " [^ \"]+ (?<client>[0-9a-f.]+):\\d+ (?<server>[0-9.]+:\\d+) "
                    + TIMES
                    + "(?<status>[1-9]\\d\\d) [^ \"]+ [^ \"]+ (?<bytes>\\d{1,15}) "
                    + "\"(?<request>[^\"\\\\]*)\"";

    private static final Pattern ELB =
            Pattern.compile(
                    "(?<time>\\d{4}-\\S{21}Z)" + REST + "(?: \"[^\"\\\\]*\" [^ \"]+ [^ \"]+)?");

    private static final Pattern ALB =
            Pattern.compile(
                    "(?:http|https|h2|grpcs|ws|wss) (?<time>\\d{4}-\\S{21}Z)"
                            + REST
                            + " \"[^\"\\\\]*\" [^ \"]+ [^ \"]+ [^ \"]+ \"[^\"\\\\]*\" [^ \"]+ [^ \"]+");

    private static final Pattern IIS =
            Pattern.compile(
                    "(?<day>\\d{4}-\\d\\d-\\d\\d) (?<clock>\\d\\d:\\d\\d:\\d\\d) (?<server>[0-9.]+) (?<method>[A-Z]+)"
                            + " (?<stem>/[^ ?#+]*) \\S+ \\S+ \\S+ (?<client>[0-9.]+) \\S+ \\S+ (?<status>[1-9]\\d\\d)"
                            + " \\S+ \\S+ (?<bytes>\\d{1,15}) \\S+ (?<millis>\\d{1,9})");

    /// RFC 3339; the JDK reads more.
    private static final String TIME =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SlowFormats() {}

    static Optional<Row> alb(String line) {
        return aws(ALB.matcher(line));
    }

    static Optional<Row> elb(String line) {
        return aws(ELB.matcher(line));
    }

    private static Optional<Row> aws(Matcher m) {
        if (!m.matches() || SlowParser.isOddRequest(m.group("request"))) {
            return Optional.empty();
        }
        long micros = micros(m.group("a")) + micros(m.group("b")) + micros(m.group("c"));
        return row(
                m.group("time"),
                m.group("client"),
                m.group("server"),
                m.group("request"),
                m.group("status"),
                micros,
                Long.parseLong(m.group("bytes")),
                1);
    }

    private static long micros(String seconds) {
        return new java.math.BigDecimal(seconds).movePointRight(6).longValueExact();
    }

    /// The fields of the sample `iis_w3c.log`.
    static Optional<Row> iis(String line) {
        Matcher m = IIS.matcher(line);
        if (!m.matches()) {
            return Optional.empty();
        }
        return row(
                m.group("day") + "T" + m.group("clock") + "Z",
                m.group("client"),
                m.group("server"),
                m.group("method") + " " + m.group("stem"),
                m.group("status"),
                Long.parseLong(m.group("millis")) * 1000,
                Long.parseLong(m.group("bytes")),
                1);
    }

    static Optional<Row> traefik(String line) {
        JsonNode json = json(line);
        boolean isWhole =
                json.path("StartUTC").isString()
                        && json.path("ClientHost").isString()
                        && json.path("ServiceAddr").isString()
                        && json.path("RequestMethod").asString("").matches("[!-~]+")
                        && json.path("RequestPath").asString("").matches("[!-~]+")
                        && isCount(json.path("DownstreamStatus"))
                        && isCount(json.path("DownstreamContentSize"))
                        && isCount(json.path("RetryAttempts"))
                        && isCount(json.path("Duration"));
        if (!isWhole) {
            return Optional.empty();
        }
        return row(
                json.path("StartUTC").asString(),
                json.path("ClientHost").asString(),
                json.path("ServiceAddr").asString(),
                json.path("RequestMethod").asString() + " " + json.path("RequestPath").asString(),
                json.path("DownstreamStatus").asString(),
                json.path("Duration").asLong() / 1000,
                json.path("DownstreamContentSize").asLong(),
                (int) Math.min(127, 1 + json.path("RetryAttempts").asLong()));
    }

    static Optional<Row> envoy(String line) {
        JsonNode json = json(line);
        boolean isWhole =
                json.path("start_time").isString()
                        && json.path("x_forwarded_for").isString()
                        && json.path("upstream_host").isString()
                        && json.path("method").asString("").matches("[!-~]+")
                        && json.path("path").asString("").matches("[!-~]+")
                        && !json.has("upstream_request_attempt_count")
                        && isCount(json.path("response_code"))
                        && isCount(json.path("bytes_sent"))
                        && isCount(json.path("duration"));
        if (!isWhole) {
            return Optional.empty();
        }
        return row(
                json.path("start_time").asString(),
                json.path("x_forwarded_for").asString().split(",", 2)[0],
                json.path("upstream_host").asString(),
                json.path("method").asString() + " " + json.path("path").asString(),
                json.path("response_code").asString(),
                json.path("duration").asLong() * 1000,
                json.path("bytes_sent").asLong(),
                1);
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber()
                && node.canConvertToLong()
                && node.asLong() >= 0
                && node.asLong() < 1_000_000_000_000L;
    }

    private static JsonNode json(String line) {
        try {
            boolean isPlain = line.startsWith("{") && line.matches("[ -~]*");
            return isPlain ? JSON.readTree(line) : JSON.createObjectNode();
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    /// Empty where a text is not plain: then only the documentation's reader could say what is
    /// meant.
    private static Optional<Row> row(
            String time,
            String client,
            String server,
            String request,
            String status,
            long latencyMicros,
            long bytes,
            int attempt) {
        boolean isPlain =
                time.matches(TIME)
                        && SlowParser.isAddress(client)
                        && server.matches("[0-9.]+(:\\d+)?")
                        && status.matches("[1-9]\\d\\d")
                        && request.matches("[!-~]+ [!-~&&[^?#]][!-~]*( [!-~]*)?");
        if (!isPlain) {
            return Optional.empty();
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        Instant toMicros = instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        return Optional.of(
                SlowParser.row(
                        toMicros,
                        client,
                        server,
                        request,
                        Integer.parseInt(status),
                        latencyMicros,
                        bytes,
                        attempt));
    }
}
