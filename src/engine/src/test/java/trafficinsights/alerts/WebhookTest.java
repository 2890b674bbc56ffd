package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.SourceTree;
import trafficinsights.model.Backoff;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Answer;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Notice;
import trafficinsights.system.Secrets;
import trafficinsights.system.SystemProgram;

/// Webhooks, against an HTTP server on loopback.
class WebhookTest {
    private static final Backoff QUICK = new Backoff(1, 4, 4);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOOK_KEY", "s3cret key\n", "HOOK_TOKEN", "Bearer abc");

    @TempDir private Path folder;

    private Sending open(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
        UnaryOperator<String> environment = ENVIRONMENT::get;
        return Sending.open(
                ReceiverFile.read(file),
                "1.2.3",
                List::of,
                new Secrets(
                        environment,
                        (words, input) -> new SystemProgram.Ended(-1, "", ""),
                        "Linux"),
                (words, input) -> new SystemProgram.Ended(-1, "", ""),
                QUICK);
    }

    private static String hook(String url, String more) {
        return "receivers:\n  - webhook: %s\n    name: tickets\n%s".formatted(url, more);
    }

    @Test
    void aNoticeArrivesSignedAndWithItsId() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            Sending sending =
                    open(
                            hook(
                                    receiver.url("/t"),
                                    "    secret: env:HOOK_KEY\n    authorization: env:HOOK_TOKEN\n"));
            Notice notice = Notices.firing("errors");
            sending.offer(notice);
            HttpReceiver.Got got = receiver.next();
            assertThat(got.path()).isEqualTo("/t");
            assertThat(got.headers().getFirst("Idempotency-Key")).isEqualTo(notice.id());
            assertThat(got.headers().getFirst("Authorization")).isEqualTo("Bearer abc");
            assertThat(got.headers().getFirst("Content-Type")).isEqualTo("application/json");
            String timestamp = got.headers().getFirst("X-Traffic-Insights-Timestamp");
            assertThat(Math.abs(Long.parseLong(timestamp) - System.currentTimeMillis() / 1000))
                    .isLessThan(60);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec("s3cret key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected =
                    mac.doFinal((timestamp + "." + got.body()).getBytes(StandardCharsets.UTF_8));
            assertThat(got.headers().getFirst("X-Traffic-Insights-Signature"))
                    .isEqualTo("sha256=" + HexFormat.of().formatHex(expected));
            assertThat(sending.close()).containsExactly(new Delivery("tickets", 1, 0, 0, ""));
        }
    }

    @Test
    void theBodyTellsWhatHappened() throws Exception {
        Notice notice = Notices.firing("errors");
        JsonNode json = new JsonMapper().readTree(NoticeJson.body(notice, "Workbench 1"));
        assertThat(json.get("schema").asString()).isEqualTo("traffic-insights.alert/1");
        assertThat(json.get("state").asString()).isEqualTo("firing");
        assertThat(json.get("key").asString()).isEqualTo("eu-2");
        assertThat(json.get("start").asString()).isEqualTo("2026-03-02T08:10:00Z");
        assertThat(json.get("observed").asDouble()).isEqualTo(0.34);
        assertThat(json.get("limit").isNull()).isTrue();
        assertThat(json.get("text").asString()).isEqualTo(notice.text());
    }

    @Test
    void theBodyIsAsItsSchemaSays() throws Exception {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(SourceTree.of("docs/alert.schema.json")),
                                InputFormat.JSON);
        for (Notice.State state : Notice.State.values()) {
            String body = NoticeJson.body(Notices.of("x", state, Severity.CRITICAL), "W 1");
            assertThat(schema.validate(body, InputFormat.JSON)).isEmpty();
        }
        String test = NoticeJson.body(Sending.testNotice("me"), "W 1");
        assertThat(schema.validate(test, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(test.replace("\"minor\"", "\"odd\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void aFailureThatMayPassIsTriedAgainWithTheSameId() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(503, 429)) {
            Sending sending = open(hook(receiver.url("/"), ""));
            sending.offer(Notices.firing("errors"));
            String id = receiver.next().headers().getFirst("Idempotency-Key");
            assertThat(receiver.next().headers().getFirst("Idempotency-Key")).isEqualTo(id);
            assertThat(receiver.next().headers().getFirst("Idempotency-Key")).isEqualTo(id);
            Delivery delivery = sending.close().getFirst();
            assertThat(delivery.sent()).isEqualTo(1);
            assertThat(delivery.failed()).isZero();
        }
    }

    @Test
    void aRefusalIsNotTriedAgainAndIsReported() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(401)) {
            Sending sending = open(hook(receiver.url("/"), ""));
            sending.offer(Notices.firing("errors"));
            receiver.next();
            assertThat(sending.close())
                    .containsExactly(new Delivery("tickets", 0, 1, 0, "HTTP 401: ticket 4711"));
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void nobodyThereIsReportedWithTheAddress() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Sending sending = open(hook("http://127.0.0.1:" + port + "/", ""));
        sending.offer(Notices.firing("errors"));
        Delivery delivery = sending.close().getFirst();
        assertThat(delivery.failed()).isEqualTo(1);
        assertThat(delivery.cause()).isEqualTo("127.0.0.1:" + port + " refuses connections");
    }

    @Test
    void theSameNoticeIsSentOnce() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            Sending sending = open(hook(receiver.url("/"), ""));
            for (int i = 0; i < 3; i++) {
                sending.offer(Notices.firing("errors"));
            }
            sending.offer(Notices.of("errors", Notice.State.RESOLVED, Severity.MAJOR));
            assertThat(sending.close().getFirst().sent()).isEqualTo(2);
            assertThat(receiver.waiting()).isEqualTo(2);
        }
    }

    @Test
    void onlyWhatIsWantedIsSent() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            Sending sending =
                    open(hook(receiver.url("/"), "    send: [firing]\n    severity: critical\n"));
            sending.offer(Notices.firing("errors"));
            sending.offer(Notices.of("errors", Notice.State.RESOLVED, Severity.CRITICAL));
            sending.offer(Notices.of("slow", Notice.State.FIRING, Severity.CRITICAL));
            assertThat(sending.close().getFirst().sent()).isEqualTo(1);
            assertThat(receiver.next().body()).contains("\"slow\"");
        }
    }

    @Test
    void aTemplateMakesTheBodyOfATicketSystem() throws Exception {
        Files.writeString(
                folder.resolve("ticket.json"),
                "{\"fields\": {\"summary\": \"[${severity}] ${text}\", \"value\": ${observed}, \"limit\": ${limit}}}");
        try (HttpReceiver receiver = new HttpReceiver()) {
            Sending sending = open(hook(receiver.url("/"), "    template: ticket.json\n"));
            Notice notice = Notices.firing("errors");
            sending.offer(notice);
            sending.close();
            JsonNode fields = new JsonMapper().readTree(receiver.next().body()).get("fields");
            assertThat(fields.get("summary").asString()).isEqualTo("[major] " + notice.text());
            assertThat(fields.get("value").asDouble()).isEqualTo(0.34);
            assertThat(fields.get("limit").isNull()).isTrue();
        }
    }

    @Test
    void aTestTellsWhatCameBack() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(202)) {
            Sending sending = open(hook(receiver.url("/"), ""));
            List<Answer> answers = sending.probe(List.of());
            sending.closeNow();
            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst().isDelivered()).isTrue();
            assertThat(answers.getFirst().text()).isEqualTo("HTTP 202: ticket 4711");
            assertThat(receiver.next().body()).contains("\"kind\":\"test\"");
        }
    }
}
