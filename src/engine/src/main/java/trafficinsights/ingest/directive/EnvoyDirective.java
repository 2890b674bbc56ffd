package trafficinsights.ingest.directive;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldRole;

/// Envoy's text format, which Istio uses too ("Access logging", section "Command operators").
/// Durations are ms.
final class EnvoyDirective {
    /// Envoy's own, "Default format string".
    static final String DEFAULT =
            "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\""
                    + " %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION%"
                    + " %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\""
                    + " \"%REQ(USER-AGENT)%\" \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\""
                    + " \"%UPSTREAM_HOST%\"";

    /// Istio "Envoy Access Logs", default format.
    static final String ISTIO =
            "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\""
                    + " %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS%"
                    + " %CONNECTION_TERMINATION_DETAILS% \"%UPSTREAM_TRANSPORT_FAILURE_REASON%\""
                    + " %BYTES_RECEIVED% %BYTES_SENT% %DURATION%"
                    + " %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\""
                    + " \"%REQ(USER-AGENT)%\" \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\""
                    + " \"%UPSTREAM_HOST%\" %UPSTREAM_CLUSTER_RAW% %UPSTREAM_LOCAL_ADDRESS%"
                    + " %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS%"
                    + " %REQUESTED_SERVER_NAME% %ROUTE_NAME%";

    /// The same before Istio 1.9, without the details of a connection.
    static final String OLD_ISTIO =
            "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\""
                    + " %RESPONSE_CODE% %RESPONSE_FLAGS% \"%DYNAMIC_METADATA(istio.mixer:status)%\""
                    + " \"%UPSTREAM_TRANSPORT_FAILURE_REASON%\" %BYTES_RECEIVED% %BYTES_SENT%"
                    + " %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\""
                    + " \"%REQ(USER-AGENT)%\" \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\""
                    + " \"%UPSTREAM_HOST%\" %UPSTREAM_CLUSTER% %UPSTREAM_LOCAL_ADDRESS%"
                    + " %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS%"
                    + " %REQUESTED_SERVER_NAME% %ROUTE_NAME%";

    private static final Pattern OPERATOR =
            Pattern.compile("%([A-Z][A-Z0-9_]*)(?:\\(([^)]*)\\))?(?::\\d+)?%");

    private static final Map<String, FieldRole> ROLES =
            Map.ofEntries(
                    Map.entry("START_TIME", TIME),
                    Map.entry("DOWNSTREAM_REMOTE_ADDRESS", CLIENT),
                    Map.entry("DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT", CLIENT),
                    Map.entry("DOWNSTREAM_DIRECT_REMOTE_ADDRESS", CLIENT),
                    Map.entry("DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT", CLIENT),
                    Map.entry("REQ:x-forwarded-for", FORWARDED_FOR),
                    Map.entry("REQ::method", METHOD),
                    Map.entry("REQ::path", TARGET),
                    Map.entry("REQ:x-envoy-original-path", TARGET),
                    Map.entry("PATH", TARGET),
                    Map.entry("REQ::authority", HOST),
                    Map.entry("RESPONSE_CODE", STATUS),
                    Map.entry("BYTES_SENT", BYTES),
                    Map.entry("DURATION", LATENCY_MILLIS),
                    Map.entry("RESPONSE_DURATION", TTFB_MILLIS),
                    Map.entry("RESP:x-envoy-upstream-service-time", TTFB_MILLIS),
                    Map.entry("UPSTREAM_HOST", SERVER),
                    Map.entry("UPSTREAM_REMOTE_ADDRESS", SERVER),
                    Map.entry("UPSTREAM_CLUSTER", GROUP),
                    Map.entry("UPSTREAM_CLUSTER_RAW", GROUP),
                    Map.entry("UPSTREAM_REQUEST_ATTEMPT_COUNT", ATTEMPTS));

    private EnvoyDirective() {}

    static LogDirective of(String text) {
        DirectiveBuilder builder = new DirectiveBuilder(Product.ENVOY, text);
        String format = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        Matcher operators = OPERATOR.matcher(format);
        int at = 0;
        while (operators.find()) {
            builder.literal(format.substring(at, operators.start()));
            String name = operators.group(1);
            String argument = operators.group(2);
            boolean isSinceEpoch = argument != null && argument.startsWith("%s");
            if (name.equals("START_TIME")
                    && argument != null
                    && !argument.isEmpty()
                    && !isSinceEpoch) {
                builder.time(operators.group(), TimePattern.ofStrftime(argument, builder));
            } else {
                builder.variable(operators.group(), role(name, argument));
            }
            at = operators.end();
        }
        builder.literal(format.substring(at));
        return builder.build(false, false, false);
    }

    /// Of `REQ(A?B)`, the first header that means something.
    private static FieldRole role(String name, @Nullable String argument) {
        boolean hasHeader = name.equals("REQ") || name.equals("RESP");
        if (!hasHeader || argument == null) {
            return ROLES.getOrDefault(name, IGNORED);
        }
        for (String header : argument.toLowerCase(Locale.ROOT).split("\\?")) {
            FieldRole role = ROLES.get(name + ":" + header);
            if (role != null) {
                return role;
            }
        }
        return IGNORED;
    }
}
