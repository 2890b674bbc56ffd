package trafficinsights.serve.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import trafficinsights.serve.access.Viewer;
import trafficinsights.serve.answer.Answer;
import trafficinsights.serve.answer.Json;
import trafficinsights.serve.answer.RefusedException;

/// One request and its response: conditional answers, packing, problems (RFC 9457), the headers
/// that protect a page. One thread.
final class Exchange {
    static final String PROBLEM = "application/problem+json";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";
    private static final List<HttpField> PROTECTION =
            List.of(
                    new HttpField("Content-Security-Policy", POLICY),
                    new HttpField("X-Content-Type-Options", "nosniff"),
                    new HttpField("X-Frame-Options", "DENY"),
                    new HttpField("Referrer-Policy", "no-referrer"),
                    new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
                    new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
                    new HttpField(
                            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final boolean isFromProxy;
    private final long startNanos = System.nanoTime();
    private Viewer viewer = new Viewer("", trafficinsights.serve.access.Role.VIEWER);
    private long bytes;

    /// @param proxies whose headers are believed
    Exchange(Request request, Response response, Callback callback, Set<InetAddress> proxies) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.isFromProxy =
                socketAddress() instanceof InetSocketAddress address
                        && proxies.contains(address.getAddress());
        PROTECTION.forEach(response.getHeaders()::put);
        if (request.isSecure()) {
            response.getHeaders().put(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=86400");
        }
    }

    private SocketAddress socketAddress() {
        return request.getConnectionMetaData().getRemoteSocketAddress();
    }

    boolean isFromProxy() {
        return isFromProxy;
    }

    /// Whether the viewer's way to here is encrypted.
    boolean isSecure() {
        return request.isSecure() || (isFromProxy && "https".equals(header("X-Forwarded-Proto")));
    }

    /// The viewer's address: that of the connection, or what a trusted proxy says.
    String address() {
        String forwarded = isFromProxy ? header("X-Forwarded-For") : "";
        return forwarded.isEmpty()
                ? Request.getRemoteAddr(request)
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    Callback callback() {
        return callback;
    }

    String path() {
        return Request.getPathInContext(request);
    }

    String method() {
        return request.getMethod();
    }

    /// Empty where there is none.
    String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    Viewer viewer() {
        return viewer;
    }

    void viewer(Viewer known) {
        viewer = known;
    }

    int status() {
        return response.getStatus();
    }

    long bytes() {
        return bytes;
    }

    long micros() {
        return (System.nanoTime() - startNanos) / 1000;
    }

    /// Sends an answer, or says that the viewer has it already.
    void send(Answer answer) {
        HttpFields.Mutable headers = response.getHeaders();
        boolean isPacked =
                header("Accept-Encoding").contains("gzip")
                        && answer.gzip().length < answer.body().length;
        String etag = isPacked ? answer.etag().replaceFirst("\"$", "-gzip\"") : answer.etag();
        headers.put(HttpHeader.CONTENT_TYPE, answer.type());
        headers.put(HttpHeader.ETAG, etag);
        headers.put(HttpHeader.CACHE_CONTROL, "private, no-cache");
        headers.put(HttpHeader.VARY, "Accept, Accept-Encoding");
        if (header("If-None-Match").contains(etag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            finish(new byte[0]);
            return;
        }
        if (isPacked) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.setStatus(HttpStatus.OK_200);
        finish(isPacked ? answer.gzip() : answer.body());
    }

    /// Sends something that nobody keeps.
    void sendOnce(String type, byte[] body) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.setStatus(HttpStatus.OK_200);
        finish(body);
    }

    void redirect(String to) {
        response.getHeaders().put(HttpHeader.LOCATION, to);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.setStatus(HttpStatus.SEE_OTHER_303);
        finish(new byte[0]);
    }

    void refuse(RefusedException refused) {
        Map<String, Object> body = new TreeMap<>(refused.more());
        body.put("type", "urn:traffic-insights:" + refused.problem().code());
        body.put("title", HttpStatus.getMessage(refused.status()));
        body.put("status", refused.status());
        body.put("detail", refused.problem().userMessage());
        body.put("instance", path());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, PROBLEM);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.setStatus(refused.status());
        finish(Json.bytes(body));
    }

    private void finish(byte[] body) {
        boolean isHead = method().equals("HEAD");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        bytes = isHead ? 0 : body.length;
        response.write(true, isHead ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    }
}
