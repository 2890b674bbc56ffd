package trafficinsights.ingest.json;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.List;
import trafficinsights.ingest.row.FieldRole;

/// The keys of a product's JSON log and what they mean. A new product is a new constant. The names
/// that people choose for a JSON log of their own are those of [JsonGuess].
///
/// A path names nested objects with dots (`request.method`). Where several keys have one role, the
/// first that a line has with a value counts; of several roles for one thing the last counts.
public enum JsonDialect {
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
        public boolean isRequest(String kind) {
            return !kind.startsWith("http.log.error");
        }
    },

    /// Microsoft "Diagnostic logs for Application Gateway", access log of version 2, where times
    /// are seconds; of version 1 only the unit differs ([JsonGuess]).
    AZURE_GATEWAY(
            "properties.httpStatus",
            key("timeStamp", TIME),
            key("time", TIME),
            key("properties.clientIP", CLIENT),
            key("properties.clientIp", CLIENT),
            key("properties.serverRouted", SERVER),
            key("properties.httpMethod", METHOD),
            key("properties.originalRequestUriWithArgs", TARGET),
            key("properties.requestUri", TARGET),
            key("properties.originalHost", HOST),
            key("properties.host", HOST),
            key("properties.listenerName", LISTENER),
            key("properties.backendPoolName", GROUP),
            key("properties.httpStatus", STATUS),
            key("properties.sentBytes", BYTES),
            key("properties.timeTaken", LATENCY_SECONDS),
            key("properties.serverResponseLatency", TTFB_SECONDS)),

    /// Microsoft "Monitor Azure Front Door", access log.
    AZURE_FRONT_DOOR(
            "properties.httpStatusCode",
            key("time", TIME),
            key("properties.clientIp", CLIENT),
            key("properties.clientIP", CLIENT),
            key("properties.originName", SERVER),
            key("properties.backendHostname", SERVER),
            key("properties.pop", REGION),
            key("properties.httpMethod", METHOD),
            key("properties.requestUri", TARGET),
            key("properties.hostName", HOST),
            key("properties.endpoint", LISTENER),
            key("properties.routingRuleName", GROUP),
            key("properties.httpStatusCode", STATUS),
            key("properties.responseBytes", BYTES),
            key("properties.timeTaken", LATENCY_SECONDS),
            key("properties.timeToFirstByte", TTFB_SECONDS)),

    /// Microsoft "AppServiceHTTPLogs".
    AZURE_APP_SERVICE(
            "properties.ScStatus",
            key("time", TIME),
            key("properties.CIp", CLIENT),
            key("properties.ComputerName", SERVER),
            key("properties.CsMethod", METHOD),
            key("properties.CsUriStem", TARGET),
            key("properties.CsHost", HOST),
            key("properties.ScStatus", STATUS),
            key("properties.ScBytes", BYTES),
            key("properties.TimeTaken", LATENCY_MILLIS)),

    /// Google "Cloud Load Balancing logging", `HttpRequest` of Cloud Logging.
    GOOGLE(
            "httpRequest.status",
            key("timestamp", TIME),
            key("httpRequest.remoteIp", CLIENT),
            key("httpRequest.serverIp", SERVER),
            key("resource.labels.region", REGION),
            key("resource.labels.zone", REGION),
            key("httpRequest.requestMethod", METHOD),
            key("httpRequest.requestUrl", TARGET),
            key("resource.labels.forwarding_rule_name", LISTENER),
            key("resource.labels.backend_service_name", GROUP),
            key("httpRequest.status", STATUS),
            key("httpRequest.responseSize", BYTES),
            key("httpRequest.latency", LATENCY_TEXT)),

    /// Cloudflare Logpush, dataset "HTTP requests". How long a request took is not among its
    /// fields.
    CLOUDFLARE(
            "EdgeResponseStatus",
            key("EdgeStartTimestamp", TIME),
            key("ClientIP", CLIENT),
            key("OriginIP", SERVER),
            key("EdgeColoCode", REGION),
            key("ClientRequestMethod", METHOD),
            key("ClientRequestURI", TARGET),
            key("ClientRequestPath", TARGET),
            key("ClientRequestHost", HOST),
            key("ZoneName", LISTENER),
            key("EdgeResponseStatus", STATUS),
            key("EdgeResponseBytes", BYTES),
            key("EdgeTimeToFirstByteMs", TTFB_MILLIS)),

    /// Amazon "Standard logging (v2)" of CloudFront, JSON: the names of the W3C form.
    CLOUDFRONT(
            "x-edge-location",
            key("date", DATE),
            key("time", TIME_OF_DAY),
            key("c-ip", CLIENT),
            key("x-edge-location", REGION),
            key("cs-method", METHOD),
            key("cs-uri-stem", TARGET),
            key("x-host-header", HOST),
            key("cs(Host)", HOST),
            key("sc-status", STATUS),
            key("sc-bytes", BYTES),
            key("time-taken", LATENCY_SECONDS),
            key("time-to-first-byte", TTFB_SECONDS)),

    /// Kong "Log formats" of its logging plugins.
    KONG(
            "latencies.request",
            key("started_at", TIME),
            key("client_ip", CLIENT),
            key("tries.ip", SERVER),
            key("upstream_uri", IGNORED),
            key("request.method", METHOD),
            key("request.uri", TARGET),
            key("request.headers.host", HOST),
            key("route.name", LISTENER),
            key("service.name", GROUP),
            key("response.status", STATUS),
            key("response.size", BYTES),
            key("latencies.request", LATENCY_MILLIS),
            key("latencies.proxy", TTFB_MILLIS)),

    /// vegeta "encode", JSON: results of a load test. Status 0 is a request without an answer.
    VEGETA(
            "attack",
            key("attack", IGNORED),
            key("timestamp", TIME),
            key("method", METHOD),
            key("url", TARGET),
            key("code", STATUS),
            key("bytes_in", BYTES),
            key("latency", LATENCY_NANOS)),

    /// Grafana k6 "JSON output": of the points of a request only its duration is the request.
    K6(
            "metric",
            key("metric", KIND),
            key("data.time", TIME),
            key("data.tags.method", METHOD),
            key("data.tags.url", TARGET),
            key("data.tags.status", STATUS),
            key("data.value", LATENCY_MILLIS)) {
        @Override
        public boolean isRequest(String kind) {
            return kind.equals("http_req_duration");
        }
    };

    /// @param path names of objects and value, joined with dots
    public record Key(String path, FieldRole role) {}

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
    public String mark() {
        return mark;
    }

    /// In the order in which they count.
    public List<Key> keys() {
        return keys;
    }

    /// Whether an entry of this kind is a request ([FieldRole#KIND]).
    public boolean isRequest(String kind) {
        return true;
    }
}
