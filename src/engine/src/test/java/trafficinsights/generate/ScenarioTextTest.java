package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenarioTextTest {
    private static final String TEXT =
            """
            # ours, é
            name: mine
            seed: 7   # lucky
            start: 2026-03-02T08:00:00Z
            duration: 30m
            requestsPerSecond: 10
            clients: 100
            regions:
              - { name: eu, share: 1, servers: 2, workers: 4 }
              - name: us
                share: 2 # more
                workers: 3
                servers:
                  - { name: a }
                  - { name: b, workers: 9 }
            routes:
              - { path: /a, share: 1, medianMillis: 5 }

            # what goes wrong
            failures:
              - kind: surge # at noon
                at: 10m
                length: 5m
                strength: 2
              # the end
            """;

    static List<String> builtIn() {
        return ScenarioFile.builtInNames();
    }

    @Test
    void aChangedValueLeavesEverythingElseAsItWasWritten() {
        assertThat(ScenarioText.with(TEXT, Map.of("seed", "8")))
                .isEqualTo(TEXT.replace("seed: 7 ", "seed: 8 "));
        assertThat(ScenarioText.with(TEXT, Map.of("regions.1.share", "3")))
                .isEqualTo(TEXT.replace("share: 2 #", "share: 3 #"));
        assertThat(ScenarioText.with(TEXT, Map.of("failures.0.at", "11m")))
                .isEqualTo(TEXT.replace("at: 10m", "at: 11m"));
    }

    @Test
    void aKeyThatIsMissingIsAddedWhereItBelongs() {
        String text = ScenarioText.with(TEXT, Map.of("failures.0.target", "us"));
        assertThat(ScenarioFile.ofText("x", text).scenario().failures().getFirst().target())
                .isEqualTo("us");
        String retried = ScenarioText.with(TEXT, Map.of("retries.max", "3"));
        assertThat(retried).isEqualTo(TEXT + "retries: { max: 3 }\n");
        String named = ScenarioText.with(TEXT, Map.of("regions.0.zone", "Europe/Berlin"));
        assertThat(ScenarioFile.ofText("x", named).scenario().regions().getFirst().zone().getId())
                .isEqualTo("Europe/Berlin");
    }

    @Test
    void whatNoFileCouldSayIsQuotedAndRefusedAsInAFile() {
        String text = ScenarioText.with(TEXT, Map.of("failures.0.at", "a: {b"));
        assertThat(ScenarioFile.compose("x", text)).isNotNull();
        assertThat(text).contains("at: \"a: {b\"");
    }

    @Test
    void failuresAreWrittenOneALineAndReadBackEqual() {
        Scenario.Failure drift =
                new Scenario.Failure(
                        FailureKind.LATENCY_DRIFT,
                        "/a",
                        Duration.ofSeconds(90),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(3),
                        1.5);
        Scenario.Failure slow =
                new Scenario.Failure(
                        FailureKind.SLOW_SERVER,
                        "b",
                        Duration.ofHours(0),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(700),
                        8);
        String text = ScenarioText.withFailures(TEXT, List.of(drift, slow));
        assertThat(ScenarioFile.ofText("x", text).scenario().failures())
                .containsExactly(drift, slow);
        assertThat(text).startsWith("# ours").contains("# what goes wrong").endsWith("# the end\n");
        String none = ScenarioText.withFailures(text, List.of());
        assertThat(ScenarioFile.ofText("x", none).scenario().failures()).isEmpty();
        assertThat(ScenarioText.withFailures(none, List.of(slow))).contains("kind: slow_server");
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void theFailuresOfEveryBuiltInScenarioCanBeWrittenAgain(String name) {
        ScenarioFile file = ScenarioFile.load(name);
        String text = ScenarioText.withFailures(file.text(), file.scenario().failures());
        assertThat(ScenarioFile.ofText(name, text).scenario()).isEqualTo(file.scenario());
    }

    @Test
    void theExpectedRateIsTheLawAndWhatFailuresDoToIt() {
        Scenario scenario = ScenarioFile.ofText("x", TEXT).scenario();
        ExpectedRate rate = ExpectedRate.of(scenario, 30);
        assertThat(rate.regions()).containsExactly("eu", "us");
        assertThat(rate.perSecond(0)[0])
                .isEqualTo(10 / 3.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(rate.perSecond(1)[12])
                .isEqualTo(2 * 20 / 3.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(rate.perSecond(1)[16])
                .isEqualTo(20 / 3.0, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void entriesComeAndGoInBothStylesOfLists() {
        String block =
                """
                a: 1
                routes:
                  # first
                  - { path: /a }
                  - path: /b
                    share: 2

                z: 1
                """;
        String longer = ScenarioText.withEntry(block, "routes", "{ path: /c }");
        assertThat(longer)
                .isEqualTo(block.replace("    share: 2\n", "    share: 2\n  - { path: /c }\n"));
        assertThat(ScenarioText.withoutEntry(longer, "routes", 2)).isEqualTo(block);
        assertThat(ScenarioText.withoutEntry(block, "routes", 1))
                .isEqualTo(block.replace("  - path: /b\n    share: 2\n", ""));
        assertThat(ScenarioText.withoutEntry(block, "routes", 0))
                .isEqualTo(block.replace("  - { path: /a }\n", ""));
        String flow = "routes: [{ path: /a }, { path: /b }]\n";
        assertThat(ScenarioText.withEntry(flow, "routes", "{ path: /c }"))
                .isEqualTo("routes: [{ path: /a }, { path: /b }, { path: /c }]\n");
        assertThat(ScenarioText.withoutEntry(flow, "routes", 0))
                .isEqualTo("routes: [{ path: /b }]\n");
        assertThat(ScenarioText.withoutEntry(flow, "routes", 1))
                .isEqualTo("routes: [{ path: /a }]\n");
    }
}
