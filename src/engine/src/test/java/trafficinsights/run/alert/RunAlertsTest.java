package trafficinsights.run.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.alerts.HttpReceiver;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.RunBench;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Runs that tell receivers on loopback of their alerts and incidents.
class RunAlertsTest {
    @TempDir private Path folder;

    private RunSpec spec(String receivers) throws Exception {
        Files.writeString(
                folder.resolve("rules.yaml"),
                "rules:\n  - name: Few errors\n    rule: error_rate < 5 % for 1m\n    severity: critical\n");
        Files.writeString(folder.resolve("alerts.yaml"), receivers);
        return RunSpec.inMemory(
                        new RunSource.Generated(
                                "bad-deploy", OptionalLong.empty(), OptionalLong.empty()))
                .withRules(folder.resolve("rules.yaml"))
                .withAlerts(folder.resolve("alerts.yaml"));
    }

    private static String hook(HttpReceiver receiver) {
        return "receivers: [{webhook: '%s', name: hook}]".formatted(receiver.url("/"));
    }

    private static List<JsonNode> received(HttpReceiver receiver) throws Exception {
        List<JsonNode> bodies = new ArrayList<>();
        while (receiver.waiting() > 0) {
            bodies.add(new JsonMapper().readTree(receiver.next().body()));
        }
        return bodies;
    }

    private static List<String> ids(List<JsonNode> bodies) {
        return bodies.stream().map(body -> body.get("id").asString()).toList();
    }

    @Test
    void theEndOfARunTellsItsAlertsAndIncidents() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            RunSummary summary;
            try (Run run = Runs.start(spec(hook(receiver)))) {
                summary = RunBench.summary(run.await());
            }
            List<JsonNode> bodies = received(receiver);
            assertThat(summary.deliveries())
                    .containsExactly(new Delivery("hook", bodies.size(), 0, 0, ""));
            assertThat(bodies)
                    .filteredOn(body -> body.get("name").asString().equals("Few errors"))
                    .extracting(body -> body.get("state").asString())
                    .containsExactly("firing", "resolved");
            JsonNode firing = bodies.getFirst();
            assertThat(firing.get("start").asString()).isEqualTo("2026-03-02T08:10:00Z");
            assertThat(firing.get("severity").asString()).isEqualTo("critical");
            assertThat(firing.get("source").asString()).isEqualTo("Bad deploy");
            assertThat(bodies)
                    .filteredOn(body -> body.get("kind").asString().equals("incident"))
                    .hasSizeGreaterThanOrEqualTo(2 * summary.foundIncidents().size() - 1);
        }
    }

    @Test
    void aNoticeOfAnIncidentNamesTheEventJustBeforeWhileTheRunGoesOnAndAtItsEnd() throws Exception {
        Path deploys = folder.resolve("deploys.csv");
        Files.writeString(deploys, "time,kind,text\n2026-03-02T08:09:20Z,deploy,orders 4.2\n");
        for (double speed : new double[] {0, 300}) {
            try (HttpReceiver receiver = new HttpReceiver()) {
                RunSpec spec =
                        spec(hook(receiver))
                                .withSpeed(speed)
                                .withEvents(EventFiles.of(List.of(deploys)));
                try (Run run = Runs.start(spec)) {
                    RunBench.summary(run.await());
                }
                assertThat(received(receiver))
                        .filteredOn(body -> body.get("kind").asString().equals("incident"))
                        .isNotEmpty()
                        .first()
                        .extracting(body -> body.get("text").asString())
                        .asString()
                        .endsWith(" Just before: deploy orders 4.2, 40 s earlier.");
            }
        }
    }

    @Test
    void theSameRunAgainHasTheSameIds() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            RunSpec spec = spec(hook(receiver));
            List<List<String>> both = new ArrayList<>();
            for (int threads = 1; threads <= 2; threads++) {
                try (Run run = Runs.start(spec.withThreads(threads))) {
                    RunBench.summary(run.await());
                }
                both.add(ids(received(receiver)));
            }
            assertThat(both.getFirst()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(both.get(1)).isEqualTo(both.getFirst());
        }
    }

    @Test
    void aRunThatIsPlayedTellsAnAlertWhileItGoesOn() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver()) {
            // Half an hour in 20 s: the deploy goes out after 7 s.
            try (Run run = Runs.start(spec(hook(receiver)).withSpeed(90))) {
                List<JsonNode> early = new ArrayList<>();
                while (early.stream()
                        .noneMatch(body -> body.get("name").asString().equals("Few errors"))) {
                    early.add(new JsonMapper().readTree(receiver.next().body()));
                }
                assertThat(run.progress().stage()).isEqualTo(RunProgress.Stage.GENERATING);
                assertThat(run.progress().doneShare()).isLessThan(0.9);
                RunSummary summary = RunBench.summary(run.await());
                List<String> all = new ArrayList<>(ids(early));
                List<JsonNode> rest = received(receiver);
                all.addAll(ids(rest));
                assertThat(all).doesNotHaveDuplicates();
                assertThat(summary.deliveries().getFirst().sent()).isEqualTo(all.size());
                // What the end found is what was reported before: one alert, one id.
                assertThat(early)
                        .last()
                        .extracting(body -> body.get("state").asString())
                        .isEqualTo("firing");
                assertThat(rest)
                        .filteredOn(body -> body.get("name").asString().equals("Few errors"))
                        .extracting(
                                body -> body.get("state").asString(),
                                body -> body.get("alert").asString())
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(
                                        "resolved", early.getLast().get("alert").asString()));
            }
        }
    }

    @Test
    void theFiguresOfARunCanBeReadWhileItGoesOn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RunSpec spec = spec("receivers: [{prometheus: %d}]".formatted(port)).withSpeed(90);
        try (Run run = Runs.start(spec);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:%d/metrics".formatted(port)))
                            .build();
            String wanted = "traffic_requests_per_second{dimension=\"total\",key=\"all\"} ";
            List<String> lines = List.of();
            while (lines.stream().noneMatch(line -> line.startsWith(wanted))) {
                Thread.sleep(100);
                assertThat(run.progress().stage().isEnd()).isFalse();
                if (run.progress().rows() > 0) {
                    lines =
                            client.send(request, HttpResponse.BodyHandlers.ofString())
                                    .body()
                                    .lines()
                                    .toList();
                }
            }
            double rate =
                    lines.stream()
                            .filter(line -> line.startsWith(wanted))
                            .mapToDouble(
                                    line -> Double.parseDouble(line.substring(wanted.length())))
                            .findFirst()
                            .orElseThrow();
            // The scenario has 400 requests a second.
            assertThat(rate).isBetween(300.0, 500.0);
            assertThat(lines)
                    .anyMatch(line -> line.matches("workbench_requests_total [1-9].*"))
                    .anyMatch(line -> line.matches("workbench_heap_used_bytes [1-9].*"))
                    .anyMatch(line ->
                            line.matches(
                                    "traffic_latency_seconds\\{dimension=\"server\",key=\"eu-1\",percentile=\"95\"} 0\\.\\d+"));
            run.cancel();
        }
    }

    @Test
    void receiversThatFailChangeNothingOfTheRun() throws Exception {
        String nobody =
                "flush: 0.5\nreceivers:\n  - webhook: http://127.0.0.1:9/\n  - syslog: tcp://127.0.0.1:9\n";
        RunSpec spec = spec(nobody);
        RunSummary with;
        RunSummary without;
        long start = System.nanoTime();
        try (Run run = Runs.start(spec)) {
            with = RunBench.summary(run.await());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Run run = Runs.start(spec.withAlerts(null))) {
            without = RunBench.summary(run.await());
        }
        assertThat(with.requests()).isEqualTo(without.requests());
        assertThat(with.foundIncidents()).isEqualTo(without.foundIncidents());
        assertThat(with.rules()).isEqualTo(without.rules());
        assertThat(seconds).isLessThan(without.seconds() + 15);
        assertThat(with.deliveries()).hasSize(2).allMatch(delivery -> delivery.failed() > 0);
        assertThat(with.deliveries().getFirst().cause())
                .contains("127.0.0.1:9 refuses connections");
    }

    @Test
    void aMistakeInTheFileIsReportedBeforeTheRunBegins() throws Exception {
        RunSpec spec = spec("receivers: [{webhook: 'https://a/', secret: 'env:NO_SUCH_VARIABLE'}]");
        try (Run run = Runs.start(spec)) {
            assertThat(RunBench.problem(run.await()).userMessage())
                    .contains("Set the environment variable NO_SUCH_VARIABLE.");
            assertThat(run.progress().rows()).isZero();
        }
    }
}
