package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioWriterTest {
    static List<String> builtIn() {
        return ScenarioFile.builtInNames();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void aWrittenScenarioIsReadBackAsItWas(String name) {
        Scenario scenario = ScenarioFile.load(name).scenario();
        String text = ScenarioWriter.text(scenario);
        assertThat(ScenarioFile.parse(name, text, List.of()).scenario()).isEqualTo(scenario);
    }

    @Test
    void textsThatYamlReadsOtherwiseAndEveryNumberStayAsTheyWere() {
        String text =
                """
                name: "- \\"a\\": {b}, #c \\\\ \\u00e9\\u4e2d \\t"
                title: ""
                seed: 0
                start: 2026-03-02T08:00:00.25Z
                duration: 1500ms
                requestsPerSecond: 0.1
                clients: 1
                curve: { step: 2s, values: [0, 0.1, 12345678] }
                regions:
                  - name: "-"
                    share: 0.333333333333
                    zone: "+05:30"
                    servers:
                      - { name: "-", workers: 3, weight: 0.7, latencyMillis: [0, 0.001, 7], errorRate: 0.01 }
                routes:
                  - { path: "(others)", share: 1, medianMillis: 1.5, statuses: { 200: 1, 503: 1e-9 } }
                  - { path: "/a:", share: 1, medianMillis: 2 }
                """;
        Scenario scenario = ScenarioFile.parse("test", text, List.of()).scenario();
        assertThat(ScenarioFile.parse("test", ScenarioWriter.text(scenario), List.of()).scenario())
                .isEqualTo(scenario);
    }
}
