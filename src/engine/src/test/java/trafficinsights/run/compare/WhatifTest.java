package trafficinsights.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.generate.Scenario;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.generate.SimulatedTraffic;
import trafficinsights.generate.TrafficUnit;
import trafficinsights.model.Kpi;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.RunBench;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSpec;

class WhatifTest {
    /// The deploy goes wrong at once, so that a short run has it.
    private static final String SOON = "failures[0].at=20s";

    @TempDir private Path folder;

    private Outcome<Whatif.Result> run(String scenario, String... changes) {
        return new Whatif(
                        scenario,
                        List.of(changes),
                        OptionalLong.of(7),
                        Optional.of(Duration.ofMinutes(2)),
                        folder.resolve("out"),
                        Duration.ofSeconds(10),
                        2)
                .run(WhatifTest::toItsEnd);
    }

    private static Outcome<RunSummary> toItsEnd(RunSpec spec) {
        try (Run run = Runs.start(spec)) {
            return run.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String withoutRetries() throws IOException {
        ScenarioFile file = ScenarioFile.load("bad-deploy", List.of("retries=0", SOON));
        return Files.writeString(folder.resolve("no-retries.yaml"), file.text()).toString();
    }

    private static Whatif.Result ok(Outcome<Whatif.Result> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        return ((Outcome.Ok<Whatif.Result>) outcome).value();
    }

    /// Share of first attempts that no attempt served.
    private static double unserved(Kpi kpi) {
        long served = kpi.requests() - kpi.serverErrors();
        return 1 - (double) served / kpi.logicalRequests();
    }

    @Test
    void retriesServeMoreClientsAndAmplifyTheLoad() throws IOException {
        Whatif.Result result = ok(run(withoutRetries(), "retries=3"));
        Kpi base = RunBench.report(result.base()).totals();
        Kpi changed = RunBench.report(result.changed()).totals();
        assertThat(base.logicalRequests()).isEqualTo(changed.logicalRequests());
        assertThat(base.retryAmplification()).isEqualTo(1);
        assertThat(changed.retryAmplification()).isGreaterThan(1.01);
        assertThat(unserved(changed)).isLessThan(0.6 * unserved(base));
        assertThat(result.sentence())
                .startsWith("With retries=3, the server error rate ")
                .contains("p95");
    }

    @Test
    void bothReportsAndTheComparisonAreWritten() throws IOException {
        Whatif.Result result = ok(run("bad-deploy", "latency=+50ms"));
        Path out = folder.resolve("out");
        for (String run : List.of("base", "changed")) {
            assertThat(out.resolve(run)).isDirectoryContaining("glob:**/report.html");
            assertThat(out.resolve(run).resolve("request_logs.csv")).doesNotExist();
        }
        assertThat(result.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("whatif.json", "whatif.csv", "whatif.html");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(out.resolve("whatif.json")));
        assertThat(json.get("figures").size()).isEqualTo(17 * (1 + 3 + 6));
        assertThat(json.get("changed").get("sha256").asString())
                .isEqualTo(RunBench.sha256(out.resolve("changed/scenario.yaml")))
                .isNotEqualTo(json.get("base").get("sha256").asString());
        assertThat(Files.readAllLines(out.resolve("whatif.csv"))).hasSize(1 + 170);
        assertThat(Files.readString(out.resolve("whatif.html")))
                .contains(result.sentence(), "All requests", "eu-2", "<svg");
        double rise =
                RunBench.report(result.changed()).totals().p50Micros()
                        - RunBench.report(result.base()).totals().p50Micros();
        assertThat(rise).isBetween(35_000.0, 65_000.0);
    }

    @Test
    void aChangeThatCannotBeMadeIsRefusedBeforeAnythingRuns() {
        for (String change : List.of("retires=3", "seed=9", "duration=5m")) {
            assertThat(run("steady", change)).isInstanceOf(Outcome.Rejected.class);
        }
        Problem problem = ((Outcome.Rejected<Whatif.Result>) run("steady", "seed=9")).problem();
        assertThat(problem.code()).isEqualTo("whatif.other-time");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void firstAttemptsAreTheSameWhateverTheRetries() throws InterruptedException {
        List<String> without = firstAttempts("retries=0");
        assertThat(without).hasSizeGreaterThan(10_000);
        assertThat(firstAttempts("retries=3")).isEqualTo(without);
    }

    /// Time, region, route and client of each.
    private static List<String> firstAttempts(String change) throws InterruptedException {
        Scenario scenario =
                ScenarioFile.load("bad-deploy", List.of(SOON, change, "duration=1m")).scenario();
        SimulatedTraffic traffic =
                new SimulatedTraffic(scenario, 7, OptionalLong.empty(), Duration.ofDays(1));
        List<String> rows = new ArrayList<>();
        for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
            unit.requests(batch -> addFirsts(rows, batch));
        }
        return rows;
    }

    private static void addFirsts(List<String> rows, RequestBatch b) {
        for (int i = 0; i < b.size(); i++) {
            if (b.attempt()[i] == 1) {
                rows.add(
                        "%d %d %d %d"
                                .formatted(
                                        b.epochMicros()[i],
                                        b.region()[i],
                                        b.route()[i],
                                        b.clientId()[i]));
            }
        }
    }
}
