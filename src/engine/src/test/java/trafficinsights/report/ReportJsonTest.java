package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import trafficinsights.SourceTree;
import trafficinsights.model.events.Event;
import trafficinsights.model.report.RunReport;

class ReportJsonTest {
    private static final Path SCHEMA = SourceTree.of("docs/analytics_report.schema.json");

    private final JsonMapper mapper = new JsonMapper();
    @TempDir private Path folder;

    @Test
    void everyReportIsValid() throws IOException {
        for (RunReport report :
                List.of(
                        RunReportFixture.incident(),
                        RunReportFixture.quiet(),
                        RunReportFixture.hostile(),
                        RunReportFixture.empty())) {
            assertThat(errors(text(report))).isEmpty();
        }
    }

    @Test
    void whatRulesSayIsThereOnlyWhenThereAreRules() throws IOException {
        RunReport report = RunReportFixture.incident();
        assertThat(mapper.readTree(text(report)).has("objectives")).isFalse();
        String text = text(report.with(RunReportFixture.insights()));
        assertThat(errors(text)).isEmpty();
        JsonNode objectives = mapper.readTree(text).get("objectives");
        assertThat(objectives.get("isBroken").asBoolean()).isTrue();
        assertThat(objectives.get("rules").get(0).get("firingSeconds").asDouble()).isEqualTo(60);
        assertThat(objectives.get("budgets").get(0).get("burnRate").asDouble())
                .isCloseTo(612 / 204.113, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(objectives.get("alerts").get(0).get("unit").asString()).isEqualTo("µs");
        assertThat(objectives.get("alerts").get(1).get("observed").isNull()).isTrue();
        JsonNode pattern = mapper.readTree(text).get("patterns").get(0);
        assertThat(pattern.get("seasonSeconds").isNull()).isTrue();
        assertThat(pattern.get("changes").get(0).get("after").asDouble()).isEqualTo(0.5);
        JsonNode forecast = mapper.readTree(text).get("forecasts").get(0);
        assertThat(forecast.get("crossing").get("expected").isNull()).isTrue();
        assertThat(forecast.get("points").get(1).get("high95").asDouble()).isEqualTo(0.9);
    }

    @Test
    void eventsAreThereOnlyWhenThereAreSome() throws IOException {
        RunReport report = RunReportFixture.incident();
        assertThat(mapper.readTree(text(report)).has("events")).isFalse();
        long onset = report.incidents().getFirst().startMicros();
        Event deploy =
                new Event(onset - 40_000_000, OptionalLong.empty(), "deploy", "orders 4.2", "");
        Event vacuum =
                new Event(onset, OptionalLong.of(onset + 5), "maintenance", "vacuum", "db-1", 3);
        String text = text(report.with(List.of(deploy, vacuum)));
        assertThat(errors(text)).isEmpty();
        JsonNode events = mapper.readTree(text).get("events");
        assertThat(events.get(0).get("end").isNull()).isTrue();
        assertThat(events.get(1).get("count").asInt()).isEqualTo(3);
        JsonNode before = mapper.readTree(text).get("incidents").get(0).get("eventBefore");
        assertThat(before.get("words").asString())
                .isEqualTo("maintenance vacuum on db-1, at the same time");
        assertThat(before.get("leadSeconds").asDouble()).isZero();
    }

    @Test
    void theSchemaIsStrict() throws IOException {
        ObjectNode extra = (ObjectNode) mapper.readTree(text(RunReportFixture.incident()));
        extra.withObject("/totals").put("surprise", 1);
        assertThat(errors(extra.toString())).isNotEmpty();

        ObjectNode missing = (ObjectNode) mapper.readTree(text(RunReportFixture.incident()));
        missing.withObject("/counts").remove("lateRows");
        assertThat(errors(missing.toString())).isNotEmpty();

        ObjectNode wrongUnit = (ObjectNode) mapper.readTree(text(RunReportFixture.incident()));
        ((ObjectNode) wrongUnit.get("anomalies").get(0)).put("unit", "share");
        assertThat(errors(wrongUnit.toString())).isNotEmpty();
    }

    @Test
    void figuresReadBackAsTheyWere() throws IOException {
        RunReport report = RunReportFixture.incident();
        JsonNode json = mapper.readTree(text(report));
        JsonNode totals = json.get("totals");
        assertThat(totals.get("requests").asLong()).isEqualTo(report.totals().requests());
        assertThat(totals.get("p95Micros").asDouble()).isEqualTo(report.totals().p95Micros());
        assertThat(totals.get("apdex").asDouble()).isEqualTo(report.totals().apdex());
        assertThat(totals.get("requestsPerSecond").asDouble())
                .isEqualTo(report.totals().requests() / 1800.0);
        assertThat(json.get("series")).hasSize(report.series().size());
        assertThat(json.get("breakdown").get("server")).hasSize(6);
        assertThat(json.get("provenance").get("scenario").get("seed").asLong()).isEqualTo(42);
        assertThat(json.get("span").get("start").asString())
                .isEqualTo("2026-11-22T10:15:00.000000Z");
        long lines =
                json.get("counts").get("requests").asLong()
                        + json.get("counts").get("otherLines").asLong()
                        + json.get("counts").get("rejectedLines").asLong();
        assertThat(json.get("counts").get("lines").asLong()).isEqualTo(lines);
    }

    @Test
    void whatIsNotKnownIsNull() throws IOException {
        JsonNode json = mapper.readTree(text(RunReportFixture.empty()));
        assertThat(json.get("span").isNull()).isTrue();
        assertThat(json.get("totals").get("p95Micros").isNull()).isTrue();
        assertThat(json.get("totals").get("requestsPerSecond").isNull()).isTrue();
        assertThat(json.get("provenance").get("scenario").isNull()).isTrue();
    }

    @Test
    void eachWindowIsOnItsOwnLine() throws IOException {
        RunReport report = RunReportFixture.incident();
        long windows =
                text(report).lines().filter(line -> line.startsWith("    {\"start\":")).count();
        assertThat(windows)
                .isEqualTo(
                        (long) report.series().size()
                                + report.anomalies().size()
                                + report.incidents().size());
    }

    private String text(RunReport report) throws IOException {
        Path target = folder.resolve(ReportJson.FILE_NAME);
        ReportJson.write(target, report);
        return Files.readString(target);
    }

    private static List<Error> errors(String json) throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON);
    }
}
