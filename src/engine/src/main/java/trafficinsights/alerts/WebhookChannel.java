package trafficinsights.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.alerts.Notice;
import trafficinsights.model.warehouse.Secret;

/// Posts a notice as JSON. Signed as `HMAC-SHA-256(key, timestamp + "." + body)`, so that a
/// receiver can refuse what is forged or old; `Idempotency-Key` is the notice's id, so that it can
/// drop what it has.
final class WebhookChannel implements Channel {
    static final String TIMESTAMP = "X-Traffic-Insights-Timestamp";
    static final String SIGNATURE = "X-Traffic-Insights-Signature";
    private static final int TOO_MANY = 429;
    private static final int ANSWER_BYTES = 200;

    private final HttpClient client;
    private final Receiver.Webhook receiver;
    private final Secret key;
    private final Secret authorization;
    private final String program;

    WebhookChannel(
            HttpClient client,
            Receiver.Webhook receiver,
            Secret key,
            Secret authorization,
            String program) {
        this.client = client;
        this.receiver = receiver;
        this.key = key;
        this.authorization = authorization;
        this.program = program;
    }

    @Override
    public String send(Notice notice) throws DeliveryException, InterruptedException {
        NoticeTemplate template = receiver.template();
        String body =
                template == null
                        ? NoticeJson.body(notice, program)
                        : template.fill(notice, program);
        HttpRequest.Builder request =
                post(receiver.url(), body, authorization, program)
                        .header("Idempotency-Key", notice.id());
        if (key.isGiven()) {
            String timestamp = Long.toString(System.currentTimeMillis() / 1000);
            request.header(TIMESTAMP, timestamp)
                    .header(SIGNATURE, "sha256=" + signature(key, timestamp, body));
        }
        return exchange(client, request.build());
    }

    static String signature(Secret key, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    static HttpRequest.Builder post(
            java.net.URI url, String body, Secret authorization, String program) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .header("User-Agent", program.replaceAll("[^ -~]", ""))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return authorization.isGiven()
                ? request.header("Authorization", authorization.reveal())
                : request;
    }

    /// @return the status and the beginning of the answer
    static String exchange(HttpClient client, HttpRequest request)
            throws DeliveryException, InterruptedException {
        HttpResponse<InputStream> response;
        String text;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                text = visible(body.readNBytes(ANSWER_BYTES));
            }
        } catch (IOException e) {
            throw new DeliveryException(Causes.text(e, request.uri().getAuthority()), true);
        }
        int status = response.statusCode();
        String answer = "HTTP " + status + (text.isEmpty() ? "" : ": " + text);
        if (status >= 200 && status < 300) {
            return answer;
        }
        throw new DeliveryException(
                answer, status == TOO_MANY || status >= 500, retryAfter(response));
    }

    private static String visible(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        Optional<String> header = response.headers().firstValue("Retry-After");
        return header.filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}
