package trafficinsights.ingest.directive;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trafficinsights.ingest.row.FieldRole;

/// A template of Caddy's transform encoder, `format transform "{request>remote_ip} … {status}"`.
/// The names are those of Caddy's JSON log ("How Logging Works"), joined with `>`; of `{a:b}` the
/// first that a request has is written.
final class CaddyDirective {
    /// What `{common_log}` writes.
    private static final String COMMON_LOG =
            "{request>client_ip} - {user_id} [{ts}] \"{request>method} {request>uri}"
                    + " {request>proto}\" {status} {size}";

    private static final Pattern FIELD =
            Pattern.compile("\\{([a-z_]+(?:>[^{}:]+)*(?::[^{}]+)?)\\}");

    private static final Map<String, FieldRole> ROLES =
            Map.ofEntries(
                    Map.entry("ts", TIME),
                    Map.entry("request>client_ip", CLIENT),
                    Map.entry("request>remote_ip", CLIENT),
                    Map.entry("request>remote_addr", CLIENT),
                    Map.entry("request>headers>X-Forwarded-For>[0]", FORWARDED_FOR),
                    Map.entry("request>method", METHOD),
                    Map.entry("request>uri", TARGET),
                    Map.entry("request>host", HOST),
                    Map.entry("status", STATUS),
                    Map.entry("size", BYTES),
                    Map.entry("duration", LATENCY_TEXT));

    private CaddyDirective() {}

    /// Whether a text has fields that a request of Caddy has.
    static boolean isOne(String text) {
        Matcher fields = FIELD.matcher(text.replace("{common_log}", COMMON_LOG));
        while (fields.find()) {
            if (role(fields.group(1)) != IGNORED) {
                return true;
            }
        }
        return false;
    }

    static LogDirective of(String text) {
        DirectiveBuilder builder = new DirectiveBuilder(Product.CADDY, text);
        String format = text.replace("{common_log}", COMMON_LOG);
        Matcher fields = FIELD.matcher(format);
        int at = 0;
        while (fields.find()) {
            builder.literal(format.substring(at, fields.start()));
            builder.variable(fields.group(), role(fields.group(1)));
            at = fields.end();
        }
        builder.literal(format.substring(at));
        return builder.build(false, false, false);
    }

    private static FieldRole role(String names) {
        for (String name : names.split(":")) {
            FieldRole role = ROLES.get(name);
            if (role != null) {
                return role;
            }
        }
        return IGNORED;
    }
}
