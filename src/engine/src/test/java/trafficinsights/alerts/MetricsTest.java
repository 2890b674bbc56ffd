package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.model.Backoff;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Sample;
import trafficinsights.system.Secrets;
import trafficinsights.system.SystemProgram;

/// Figures as Prometheus text and by OTLP, against real servers on loopback.
class MetricsTest {
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"(?:,(?!}))?)*)})? (NaN|[+-]Inf|-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?)");

    private static final List<Sample> SAMPLES =
            List.of(
                    sample(
                            "traffic_latency_seconds",
                            false,
                            0.012,
                            "key",
                            "all",
                            "percentile",
                            "50"),
                    sample("workbench_requests_total", true, 12_345_678_901.0),
                    sample(
                            "traffic_latency_seconds",
                            false,
                            1.5e-7,
                            "key",
                            "a\"b\\c\nd}",
                            "percentile",
                            "50"),
                    sample("traffic_apdex_ratio", false, Double.NaN),
                    sample("traffic_error_ratio", false, Double.POSITIVE_INFINITY));

    @TempDir private Path folder;

    private static Sample sample(String name, boolean isCounter, double value, String... labels) {
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new Sample(name, "What it is.", isCounter, map, value);
    }

    private Sending open(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
        SystemProgram none = (words, input) -> new SystemProgram.Ended(-1, "", "");
        return Sending.open(
                ReceiverFile.read(file),
                "1.2.3",
                () -> SAMPLES,
                new Secrets(name -> null, none, "Linux"),
                none,
                new Backoff(1, 2, 2));
    }

    private static HttpResponse<String> get(int port, String path, String method)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void prometheusReadsTheFiguresFromThisMachine() throws Exception {
        Sending sending = open("receivers: [{prometheus: 0}]");
        int port = sending.ports().getFirst();
        HttpResponse<String> response = get(port, "/metrics", "GET");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        Map<String, Double> values = strictly(response.body());
        assertThat(values)
                .containsEntry("traffic_latency_seconds{key=\"all\",percentile=\"50\"}", 0.012)
                .containsEntry(
                        "traffic_latency_seconds{key=\"a\\\"b\\\\c\\nd}\",percentile=\"50\"}",
                        1.5e-7)
                .containsEntry("workbench_requests_total", 12_345_678_901.0)
                .containsEntry("traffic_error_ratio", Double.POSITIVE_INFINITY)
                .hasSize(4);
        assertThat(get(port, "/", "GET").statusCode()).isEqualTo(404);
        assertThat(get(port, "/metrics", "POST").statusCode()).isEqualTo(405);
        assertThat(sending.close()).containsExactly(new Delivery("prometheus", 1, 0, 0, ""));
    }

    /// The text format 0.0.4 by its letter: help, type, then the samples of that name and no other;
    /// no name and no sample twice.
    private static Map<String, Double> strictly(String text) throws Exception {
        assertThat(text).endsWith("\n");
        Map<String, Double> values = new HashMap<>();
        Set<String> names = new HashSet<>();
        String current = "";
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("# HELP ")) {
                current = lines[i].split(" ")[2];
                assertThat(names.add(current)).as("%s comes once", current).isTrue();
                assertThat(lines[++i]).matches("# TYPE " + current + " (counter|gauge)");
                assertThat(lines[i].endsWith("counter"))
                        .as("only counters end with total")
                        .isEqualTo(current.endsWith("_total"));
                continue;
            }
            Matcher matcher = SAMPLE.matcher(lines[i]);
            assertThat(matcher.matches()).as(lines[i]).isTrue();
            assertThat(matcher.group(1)).isEqualTo(current);
            String series =
                    matcher.group(2) == null ? current : current + "{" + matcher.group(2) + "}";
            double value = Double.parseDouble(matcher.group(3).replace("Inf", "Infinity"));
            assertThat(values.put(series, value)).as("%s comes once", series).isNull();
        }
        promtool(text);
        return values;
    }

    /// Prometheus' own checker, where it is installed, has no objection either.
    private static void promtool(String text) throws Exception {
        Path promtool =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(folder -> Path.of(folder, "promtool"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        if (promtool == null) {
            return;
        }
        Process process =
                new ProcessBuilder(promtool.toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aPortThatIsTakenFailsNothingAndIsReported() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Sending sending = open("receivers: [{prometheus: %d}]".formatted(taken.getLocalPort()));
            Delivery delivery = sending.close().getFirst();
            assertThat(delivery.failed()).isEqualTo(1);
            assertThat(delivery.cause())
                    .isEqualTo(
                            "port %d is already in use on this machine; choose another port"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aCollectorGetsTheFiguresByOtlp() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            Sending sending =
                    open(
                            "receivers: [{otlp: '%s', every: 1}]"
                                    .formatted(receiver.url("/v1/metrics")));
            HttpReceiver.Got got = receiver.next();
            sending.close();
            assertThat(got.path()).isEqualTo("/v1/metrics");
            assertThat(got.headers().getFirst("Content-Type")).isEqualTo("application/json");
            JsonNode resource = new JsonMapper().readTree(got.body()).get("resourceMetrics").get(0);
            assertThat(resource.get("resource").get("attributes").get(0).toString())
                    .isEqualTo(
                            "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"traffic-insights-workbench\"}}");
            JsonNode metrics = resource.get("scopeMetrics").get(0).get("metrics");
            assertThat(metrics.size()).isEqualTo(2);
            JsonNode latency = metrics.get(0);
            assertThat(latency.get("name").asString()).isEqualTo("traffic_latency_seconds");
            JsonNode points = latency.get("gauge").get("dataPoints");
            assertThat(points.size()).isEqualTo(2);
            assertThat(points.get(0).get("asDouble").asDouble()).isEqualTo(0.012);
            assertThat(points.get(0).get("timeUnixNano").isString()).isTrue();
            assertThat(points.get(0).get("timeUnixNano").asString()).hasSize(19);
            JsonNode sum = metrics.get(1).get("sum");
            assertThat(sum.get("aggregationTemporality").asInt()).isEqualTo(2);
            assertThat(sum.get("isMonotonic").asBoolean()).isTrue();
            assertThat(sum.get("dataPoints").get(0).get("startTimeUnixNano").asString())
                    .hasSize(19);
        }
    }

    @Test
    void theLastFiguresAreSentAtTheEnd() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            Sending sending =
                    open(
                            "receivers: [{otlp: '%s', every: 3600}]"
                                    .formatted(receiver.url("/v1/metrics")));
            assertThat(receiver.waiting()).isZero();
            assertThat(sending.close()).containsExactly(new Delivery("otlp", 1, 0, 0, ""));
            assertThat(receiver.waiting()).isEqualTo(1);
        }
    }

    @Test
    void aCollectorThatRefusesIsReported() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver(415)) {
            Sending sending =
                    open(
                            "receivers: [{otlp: '%s', every: 3600}]"
                                    .formatted(receiver.url("/v1/metrics")));
            assertThat(sending.close())
                    .containsExactly(new Delivery("otlp", 0, 1, 0, "HTTP 415: ticket 4711"));
        }
    }
}
