package trafficinsights.run.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import trafficinsights.analyze.rules.Rule;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Severity;

class RuleFileTest {
    private static RuleSet of(String yaml) {
        return RuleFile.of("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rulesAndObjectivesStandInOneList() {
        RuleSet rules =
                of(
                        """
                        rules:
                          - name: Fast
                            rule: p95 < 500 ms for 2m
                            severity: critical
                            minRequests: 20
                          - rule: error_rate by server < 2 %
                          - name: Available
                            objective: availability 99.9 % over 30d
                            burn:
                              - { long: 1h, short: 5m, factor: 14.4, severity: critical }
                          - objective: within(300 ms) 95 % over 7d
                        """);
        assertThat(rules.rules())
                .extracting(Rule::name)
                .containsExactly(
                        "Fast",
                        "error_rate by server < 2 %",
                        "Available",
                        "within(300 ms) 95 % over 7d");
        Rule.Threshold fast = (Rule.Threshold) rules.rules().getFirst();
        assertThat(fast.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(fast.minRequests()).isEqualTo(20);
        assertThat(((Rule.Objective) rules.rules().get(2)).burns())
                .containsExactly(
                        new Rule.Burn(3_600_000_000L, 300_000_000L, 14.4, Severity.CRITICAL));
        assertThat(((Rule.Objective) rules.rules().get(3)).burns()).isEqualTo(Rule.Burn.WORKBOOK);
    }

    @Test
    void aMistakeIsReportedWithItsPlaceInTheFile() {
        assertThatThrownBy(() -> of("rules:\n  - name: a\n    rule: p95 < 500 sec\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "rules.yaml is not a valid rules file, line 3, column 21: in `p95 < 500 sec`, column 11: 'sec' is not a unit of time; write µs, us, ms, s, m or h. docs/user-guide.md has an example.");
        assertThatThrownBy(() -> of("rules:\n  - rule: \"p95 < 5 sec\"\n"))
                .hasMessageContaining("line 2, column 20");
        assertThatThrownBy(() ->
                        of(
                                "rules:\n  - objective: availability 99 % over 3d\n    burn: [{long: 1h, short: 2hours, factor: 2}]\n"))
                .hasMessageContaining("line 3, column 31")
                .hasMessageContaining("'hours' is not a unit of time");
    }

    @Test
    void whatNobodyKnowsIsRefusedWithAHint() {
        assertThatThrownBy(() -> of("rules:\n  - rule: p95 < 1 s\n    severty: minor\n"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("perhaps you meant `severity`");
        assertThatThrownBy(() -> of("rules:\n  - rule: p95 < 1 s\n    severity: high\n"))
                .hasMessageContaining("must be one of minor, major, critical");
        assertThatThrownBy(() -> of("rules:\n  - name: a\n"))
                .hasMessageContaining("needs a `rule` or an `objective`");
        assertThatThrownBy(() -> of("rules: []\n")).hasMessageContaining("must have 1 to 1000");
        assertThatThrownBy(() -> of("rules: p95\n")).hasMessageContaining("must be a list");
        assertThatThrownBy(() -> of("rules: [\n")).hasMessageContaining("it is not valid YAML");
        assertThatThrownBy(() -> of("rules:\n  - { rule: p95 < 1 s }\n  - { rule: p95 < 1 s }\n"))
                .hasMessageContaining("the name of another rule");
        assertThatThrownBy(() ->
                        of(
                                "rules:\n  - objective: availability 99 % over 3d\n    burn: [{long: 5m, short: 1h, factor: 2}]\n"))
                .hasMessageContaining("must not be longer than `long`");
    }
}
