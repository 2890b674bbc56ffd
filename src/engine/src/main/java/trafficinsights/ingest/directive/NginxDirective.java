package trafficinsights.ingest.directive;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.Map;
import trafficinsights.ingest.directive.Part.Form;
import trafficinsights.ingest.row.FieldRole;

/// nginx's `log_format` (ngx_http_log_module; the variables of ngx_http_core_module and
/// ngx_http_upstream_module). Times are seconds with milliseconds; lists of upstreams have `, ` and
/// ` : ` between their values.
final class NginxDirective {
    private static final Map<String, FieldRole> ROLES =
            Map.ofEntries(
                    Map.entry("time_local", TIME),
                    Map.entry("time_iso8601", TIME),
                    Map.entry("msec", TIME),
                    Map.entry("remote_addr", CLIENT),
                    Map.entry("http_x_forwarded_for", FORWARDED_FOR),
                    Map.entry("proxy_add_x_forwarded_for", FORWARDED_FOR),
                    Map.entry("request", REQUEST_LINE),
                    Map.entry("request_method", METHOD),
                    Map.entry("request_uri", TARGET),
                    Map.entry("uri", TARGET),
                    Map.entry("document_uri", TARGET),
                    Map.entry("status", STATUS),
                    Map.entry("body_bytes_sent", BYTES),
                    Map.entry("bytes_sent", BYTES),
                    Map.entry("request_time", LATENCY_SECONDS),
                    Map.entry("upstream_header_time", TTFBS_SECONDS),
                    Map.entry("upstream_addr", UPSTREAMS),
                    Map.entry("upstream_name", GROUP),
                    Map.entry("proxy_host", GROUP),
                    Map.entry("proxy_upstream_name", GROUP),
                    Map.entry("host", HOST),
                    Map.entry("http_host", HOST),
                    Map.entry("server_name", LISTENER));

    private NginxDirective() {}

    /// @param written text between the quotes of the configuration, quotes taken off
    static LogDirective of(String text, String written) {
        String format = written.replace("\\t", "\t");
        DirectiveBuilder builder = new DirectiveBuilder(Product.NGINX, text);
        boolean hasBody = format.contains("$body_bytes_sent") || format.contains("${body_bytes");
        boolean hasUri = format.contains("$request_uri") || format.contains("${request_uri");
        boolean hasLine = format.matches("(?s).*\\$\\{?request\\b(?!_).*");
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            if (c != '$') {
                builder.literal(c);
                at++;
                continue;
            }
            boolean isBraced = at + 1 < format.length() && format.charAt(at + 1) == '{';
            int start = isBraced ? at + 2 : at + 1;
            int end = start;
            while (end < format.length() && isNamePart(format.charAt(end))) {
                end++;
            }
            if (end == start
                    || (isBraced && (end == format.length() || format.charAt(end) != '}'))) {
                throw builder.problem(
                        "after `$` at column %d there is no variable".formatted(at + 1));
            }
            String name = format.substring(start, end);
            boolean isWorse =
                    (hasBody && name.equals("bytes_sent"))
                            || (hasUri && (name.equals("uri") || name.equals("document_uri")))
                            || (hasLine && ROLES.getOrDefault(name, IGNORED) == TARGET)
                            || (hasLine && name.equals("request_method"));
            FieldRole role = isWorse ? IGNORED : ROLES.getOrDefault(name, IGNORED);
            builder.variable("$" + name, role, form(name));
            at = isBraced ? end + 1 : end;
        }
        return builder.build(true, false, false);
    }

    private static Form form(String name) {
        boolean isList = name.startsWith("upstream_") || name.endsWith("x_forwarded_for");
        return isList ? Form.LIST : name.equals("time_local") ? Form.CLOCK : Form.PLAIN;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
}
