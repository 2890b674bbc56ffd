package trafficinsights.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Outcome;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.result.Reports;

/// The REST interface over a finished run: its answers are those of the report, and as its document
/// describes them.
class ApiTest {
    private static final String RUN = "/api/v1/runs/main";

    @TempDir private static Path folder;
    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.ended(folder);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static RunReport report() {
        return served.run().snapshot().report();
    }

    private static JsonNode document() {
        return served.json("/openapi.json");
    }

    /// A schema of the document, with all that it refers to.
    private static Schema schema(JsonNode of) {
        ObjectNode whole = ((ObjectNode) of).deepCopy();
        whole.set("components", document().get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
    }

    private static List<String> errors(JsonNode schema, String body) {
        return schema(schema).validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /// An address for each path of the document.
    private static String example(String path) {
        String query =
                switch (path.replaceFirst(".*/", "")) {
                    case "figures" -> path.contains("runs") ? "?figure=p95&by=server&step=60" : "";
                    case "what-changed" -> "?from=2026-03-02T08:12:00Z&to=2026-03-02T08:14:00Z";
                    default -> "";
                };
        return path.replace("{id}", "main") + query;
    }

    @Test
    void everyPathOfTheDocumentAnswersAsItSays() {
        List<String> tried = new ArrayList<>();
        document()
                .get("paths")
                .propertyStream()
                .filter(path -> !path.getKey().endsWith("/live"))
                .filter(path -> !path.getKey().endsWith("/requests"))
                .forEach(path -> {
                    HttpResponse<String> response = served.get(example(path.getKey()));
                    assertThat(response.statusCode()).as(path.getKey()).isEqualTo(200);
                    JsonNode content =
                            path.getValue().get("get").get("responses").get("200").get("content");
                    JsonNode json = content.get("application/json");
                    if (json != null) {
                        assertThat(errors(json.get("schema"), response.body()))
                                .as(path.getKey())
                                .isEmpty();
                        assertThat(response.headers().firstValue("Content-Type"))
                                .contains("application/json");
                    }
                    tried.add(path.getKey());
                });
        assertThat(tried).hasSize(14);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/v1/runs/other|404|serve.unknown-run|Known are main
                    /api/v1/runs/main/nothing|404|serve.unknown-path|openapi.json
                    /nothing|404|serve.unknown-path|openapi.json
                    /api/v1/runs/main/figures?figure=p96|400|serve.unknown-figure|p99
                    /api/v1/runs/main/figures?by=client|400|serve.unknown-dimension|total, region
                    /api/v1/runs/main/figures?stepp=60|400|serve.unknown-parameter|stepp
                    /api/v1/runs/main/figures?from=yesterday|400|serve.time|2026-03-02T08:10:00Z
                    /api/v1/runs/main/figures?step=15|400|serve.step|step=20
                    /api/v1/runs/main/figures?step=1|400|serve.step|step=10
                    /api/v1/runs/main/figures?step=0|400|serve.number|step is 0
                    /api/v1/runs/main/figures?from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=10|400|serve.step|smallest step
                    /api/v1/runs/main/figures?from=2026-03-02T09:00:00Z&to=2026-03-02T08:00:00Z|400|serve.range|before from
                    /api/v1/runs/main/figures?last=60&from=2026-03-02T08:00:00Z|400|serve.range|either last
                    /api/v1/runs/main/figures?by=route|400|serve.route-windows|step=whole
                    /api/v1/runs/main/figures?by=region&by=server|400|serve.twice|once
                    /api/v1/runs/main/charts?part=server:eu-9|400|serve.unknown-part|server:NAME
                    /api/v1/runs/main/what-changed|400|serve.range|from and to
                    /api/v1/runs/main/requests|409|serve.no-rows|request_logs.csv
                    """)
    void aWrongRequestIsToldWhatWouldBeRight(String path, int status, String code, String word) {
        HttpResponse<String> response = served.get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = Served.JSON.readTree(response.body());
        assertThat(problem.get("type").asString()).isEqualTo("urn:traffic-insights:" + code);
        assertThat(problem.get("detail").asString()).contains(word);
        JsonNode schema = document().get("components").get("schemas").get("Problem");
        assertThat(errors(schema, response.body())).isEmpty();
    }

    @Test
    void theSmallestStepThatIsNamedWorks() {
        String range = "&from=2016-01-01T00:00:00Z&to=2026-04-01T00:00:00Z&by=server";
        JsonNode refused = served.json(RUN + "/figures?figure=p95&step=10" + range);
        long step = refused.get("smallestStep").asLong();
        assertThat(step % 10).isZero();
        assertThat(served.get(RUN + "/figures?figure=p95&step=" + step + range).statusCode())
                .isEqualTo(200);
        assertThat(served.get(RUN + "/figures?figure=p95&step=" + (step - 10) + range).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theKeyNumbersAreThoseOfTheReport() {
        JsonNode numbers = served.json(RUN).get("numbers");
        assertThat(numbers).hasSize(5);
        for (JsonNode number : numbers) {
            Figure figure = figure(number.get("figure").asString());
            double expected = figure.known(report().totals(), report().spanSeconds());
            assertThat(number.get("value").asDouble()).isEqualTo(expected);
            assertThat(number.get("text").asString()).isEqualTo(figure.text(expected));
        }
    }

    private static Figure figure(String id) {
        return KpiWindow.FIGURES.stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void figuresOfWindowsAreThoseOfTheReport() {
        JsonNode points = served.json(RUN + "/figures?figure=p95&by=server").get("points");
        List<KpiWindow> windows =
                report().series().stream()
                        .filter(window -> window.dimension() == Dimension.SERVER)
                        .toList();
        assertThat(points).hasSameSizeAs(windows);
        Map<String, Double> expected = new TreeMap<>();
        windows.forEach(window ->
                expected.put(
                        instant(window.window().startMicros()) + window.key(),
                        Figure.P95.of(window)));
        for (JsonNode point : points) {
            assertThat(point.get("value").asDouble())
                    .isEqualTo(
                            expected.get(
                                    point.get("time").asString() + point.get("key").asString()));
        }
    }

    private static String instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    /// The oracle is a second run, whose windows are as long as the step.
    @ParameterizedTest
    @CsvSource({"p95,server", "p999,total", "error_rate,region"})
    void longerStepsAreMergedAndNotAveraged(String id, String by) throws InterruptedException {
        try (Run run = Runs.start(Served.badDeploy().withWindow(Duration.ofSeconds(60)))) {
            RunReport minutes =
                    Objects.requireNonNull(((Outcome.Ok<RunSummary>) run.await()).value().report());
            JsonNode points =
                    served.json(RUN + "/figures?figure=%s&by=%s&step=60".formatted(id, by))
                            .get("points");
            Dimension dimension = Dimension.ofLabel(by);
            int compared = 0;
            for (JsonNode point : points) {
                Double expected = expected(minutes, dimension, point, figure(id));
                if (expected != null) {
                    assertThat(point.get("value").asDouble())
                            .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(25);
        }
    }

    /// Null for a window that the report does not have, and for the run's last, partial one.
    private static @Nullable Double expected(
            RunReport minutes, Dimension dimension, JsonNode point, Figure figure) {
        return minutes.series().stream()
                .filter(window ->
                        window.dimension() == dimension
                                && window.key().equals(point.get("key").asString())
                                && instant(window.window().startMicros())
                                        .equals(point.get("time").asString())
                                && window.window().endMicros() <= minutes.endMicros()
                                && window.window().startMicros()
                                        >= Objects.requireNonNull(minutes.span()).startMicros())
                .findFirst()
                .map(figure::of)
                .orElse(null);
    }

    @Test
    void classesOfStatusAddUpToTheTotal() {
        double total = sum(served.json(RUN + "/figures?figure=requests&by=total&step=60"));
        double classes = sum(served.json(RUN + "/figures?figure=requests&by=status&step=60"));
        assertThat(total).isEqualTo((double) report().totals().requests());
        assertThat(classes).isEqualTo(total);
    }

    private static double sum(JsonNode series) {
        return series.get("points").valueStream().mapToDouble(p -> p.get("value").asDouble()).sum();
    }

    @Test
    void routesHaveOneValueForTheRun() {
        JsonNode points =
                served.json(RUN + "/figures?figure=requests&by=route&step=whole").get("points");
        assertThat(points.valueStream().mapToDouble(p -> p.get("value").asDouble()).sum())
                .isEqualTo((double) report().totals().requests());
    }

    @Test
    void theReportIsTheReport() {
        assertThat(served.get(RUN + "/report").body()).isEqualTo(Reports.json(report()));
    }

    @Test
    void incidentsAreThoseOfTheReport() {
        JsonNode incidents = served.json(RUN + "/incidents").get("incidents");
        assertThat(incidents.valueStream().map(i -> i.get("sentence").asString()))
                .containsExactlyElementsOf(
                        report().incidents().stream().map(i -> i.sentence()).toList())
                .isNotEmpty();
    }

    @Test
    void csvHasTheSameRowsWithTheColumnAndTheUnitOfKpiWindows() {
        String path = RUN + "/figures?figure=p95&by=region&step=60";
        String csv = served.get(path, r -> r.header("Accept", "text/csv")).body();
        JsonNode points = served.json(path).get("points");
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("time,region,p95_ms");
        assertThat(lines).hasSize(points.size() + 1);
        JsonNode first = points.get(0);
        assertThat(lines.get(1))
                .isEqualTo(
                        "%s,%s,%s"
                                .formatted(
                                        first.get("time").asString(),
                                        first.get("key").asString(),
                                        first.get("value").asDouble() / 1_000));
    }

    @Test
    void anAnswerThatTheViewerHasIsNotSentAgain() {
        HttpResponse<String> first = served.get(RUN + "/charts");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second =
                served.get(RUN + "/charts", r -> r.header("If-None-Match", etag));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).contains(etag);
        assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
    }

    @Test
    void answersArePackedOnRequest() throws IOException, InterruptedException {
        byte[] packed =
                served.client
                        .send(
                                HttpRequest.newBuilder(served.uri(RUN + "/charts"))
                                        .header("Accept-Encoding", "gzip")
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .body();
        String plain = served.get(RUN + "/charts").body();
        assertThat(packed.length).isLessThan(plain.length() / 3);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(plain);
        }
    }

    @Test
    void headHasTheLengthAndNoBody() {
        HttpResponse<String> head =
                served.send(HttpRequest.newBuilder(served.uri(RUN)).HEAD().build());
        HttpResponse<String> get = served.get(RUN);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                .isEqualTo(get.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @Test
    void nothingCanBeWritten() {
        HttpResponse<String> response =
                served.send(
                        HttpRequest.newBuilder(served.uri(RUN))
                                .method("DELETE", HttpRequest.BodyPublishers.noBody())
                                .build());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void figuresForMonitoringNameTheRun() {
        String metrics = served.get("/metrics").body();
        assertThat(metrics)
                .contains("traffic_latency_seconds{")
                .contains("run=\"main\"")
                .contains("workbench_serve_answers_total{status=\"2xx\"}");
    }
}
