package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.List;
import trafficinsights.ingest.row.FieldRole;

/// The keys of a product's JSON log and what they mean. A new product is a new constant.
///
/// A path names nested objects with dots (`request.method`). Where several keys have one role, the
/// first that a line has with a value counts; of several roles for one thing the last counts.
enum JsonDialect {
    /// Traefik "Access Logs", format `json`, section "Available Fields"; the names of version 1
    /// too.
    TRAEFIK(
            "DownstreamStatus",
            key("StartUTC", TIME),
            key("StartLocal", TIME),
            key("time", TIME),
            key("ClientHost", CLIENT),
            key("ClientAddr", CLIENT),
            key("ServiceAddr", SERVER),
            key("ServiceURL", SERVER),
            key("ServiceURL.Host", SERVER),
            key("BackendAddr", SERVER),
            key("BackendURL", SERVER),
            key("BackendURL.Host", SERVER),
            key("RequestMethod", METHOD),
            key("RequestPath", TARGET),
            key("RequestHost", HOST),
            key("entryPointName", LISTENER),
            key("ServiceName", GROUP),
            key("BackendName", GROUP),
            key("DownstreamStatus", STATUS),
            key("DownstreamContentSize", BYTES),
            key("Duration", LATENCY_NANOS),
            key("RetryAttempts", RETRIES)),

    /// Envoy "Access logging", format dictionaries; the names of Istio and of Envoy Gateway.
    ENVOY(
            "response_code",
            key("start_time", TIME),
            key("x_forwarded_for", FORWARDED_FOR),
            key("x-forwarded-for", FORWARDED_FOR),
            key("downstream_remote_address", CLIENT),
            key("downstream_direct_remote_address", CLIENT),
            key("upstream_host", SERVER),
            key("method", METHOD),
            key("path", TARGET),
            key("x-envoy-origin-path", TARGET),
            key("authority", HOST),
            key(":authority", HOST),
            key("downstream_local_address", LISTENER),
            key("upstream_cluster", GROUP),
            key("response_code", STATUS),
            key("bytes_sent", BYTES),
            key("duration", LATENCY_MILLIS),
            key("upstream_service_time", TTFB_MILLIS),
            key("upstream_request_attempt_count", ATTEMPTS)),

    /// Caddy "How Logging Works" and directive `log`, encoder `json`. An error of a handler is
    /// logged a second time by the logger `http.log.error`.
    CADDY(
            "request.method",
            key("logger", KIND),
            key("ts", TIME),
            key("request.client_ip", CLIENT),
            key("request.remote_ip", CLIENT),
            key("request.remote_addr", CLIENT),
            key("request.method", METHOD),
            key("request.uri", TARGET),
            key("request.host", HOST),
            key("status", STATUS),
            key("size", BYTES),
            key("duration", LATENCY_TEXT)) {
        @Override
        boolean isRequest(String kind) {
            return !kind.startsWith("http.log.error");
        }
    },

    /// Names that people give the variables of nginx and others in a JSON log of their own.
    OTHER(
            "status",
            key("time_iso8601", TIME),
            key("@timestamp", TIME),
            key("timestamp", TIME),
            key("time_local", TIME),
            key("time", TIME),
            key("msec", TIME),
            key("ts", TIME),
            key("http_x_forwarded_for", FORWARDED_FOR),
            key("x_forwarded_for", FORWARDED_FOR),
            key("remote_addr", CLIENT),
            key("remote_ip", CLIENT),
            key("client_ip", CLIENT),
            key("client", CLIENT),
            key("server", SERVER),
            key("upstream_addr", UPSTREAMS),
            key("upstream", UPSTREAMS),
            key("request_method", METHOD),
            key("method", METHOD),
            key("request", REQUEST_LINE),
            key("request_uri", TARGET),
            key("uri", TARGET),
            key("path", TARGET),
            key("url", TARGET),
            key("host", HOST),
            key("http_host", HOST),
            key("proxy_upstream_name", GROUP),
            key("status", STATUS),
            key("status_code", STATUS),
            key("body_bytes_sent", BYTES),
            key("bytes_sent", BYTES),
            key("bytes", BYTES),
            key("request_time", LATENCY_TEXT),
            key("upstream_header_time", TTFBS_SECONDS),
            key("duration_ms", LATENCY_MILLIS),
            key("latency_ms", LATENCY_MILLIS),
            key("duration", LATENCY_TEXT),
            key("latency", LATENCY_TEXT));

    /// @param path names of objects and value, joined with dots
    record Key(String path, FieldRole role) {}

    private final String mark;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<Key> keys;

    JsonDialect(String mark, Key... keys) {
        this.mark = mark;
        this.keys = List.of(keys);
    }

    private static Key key(String path, FieldRole role) {
        return new Key(path, role);
    }

    /// Path without which an object is not a request of this product.
    String mark() {
        return mark;
    }

    /// In the order in which they count.
    List<Key> keys() {
        return keys;
    }

    /// Whether an entry of this kind is a request ([FieldRole#KIND]).
    boolean isRequest(String kind) {
        return true;
    }
}
