package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.model.Outcome;
import trafficinsights.run.alert.RuleFiles;

/// `--rules`, from the file to the exit code.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class RulesCommandTest {
    private static final String BROKEN =
            """
            rules:
              - name: Few errors
                rule: error_rate < 5 % for 1m
                severity: critical
              - name: Servers are fast
                rule: p99 by server < 10 s
              - name: Available
                objective: availability 99.9 % over 30d
            """;

    @TempDir private Path folder;

    private Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    @Test
    void aBrokenRuleEndsWith99AndIsReported() throws Exception {
        Files.writeString(folder.resolve("rules.yaml"), BROKEN);
        Said said = run("run --scenario bad-deploy --as none --out DIR/out --rules DIR/rules.yaml");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(99);
        assertThat(said.out())
                .contains("Few errors")
                .contains("Available (14.4 times over 1 h)")
                .contains("Server error rate of all requests reached");
        List<String> alerts = Files.readAllLines(folder.resolve("out/alerts.csv"));
        assertThat(alerts.getFirst())
                .isEqualTo("start,end,state,severity,rule,dimension,key,observed,limit,sentence");
        // The deploy goes out at 08:10 and is rolled back at 08:15.
        assertThat(alerts)
                .anyMatch(row -> row.startsWith("2026-03-02T08:10:00.000000Z,2026-03-02T08:15:0"));
        JsonNode json =
                new JsonMapper().readTree(folder.resolve("out/analytics_report.json").toFile());
        assertThat(json.get("objectives").get("isBroken").asBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("Rules and objectives");
    }

    @Test
    void rulesThatHoldEndWith0AndAreCounted() throws Exception {
        Files.writeString(
                folder.resolve("rules.yaml"),
                "rules:\n  - rule: error_rate < 90 %\n  - rule: p50 by region < 10 s\n");
        Said said =
                run(
                        "run --scenario bad-deploy --as none --out DIR/out --json --rules DIR/rules.yaml");
        assertThat(said.exitCode()).isZero();
        JsonNode json = new JsonMapper().readTree(said.out());
        assertThat(json.get("rules").asInt()).isEqualTo(2);
        assertThat(json.get("alerts").asInt()).isZero();
        assertThat(json.get("isBroken").asBoolean()).isFalse();
        assertThat(Files.readAllLines(folder.resolve("out/alerts.csv"))).hasSize(1);
    }

    @Test
    void aMistakeInTheRulesIsReportedBeforeAnythingIsRead() throws Exception {
        Files.writeString(
                folder.resolve("rules.yaml"), "rules:\n  - rule: p95 < 500 ms for 2 sec\n");
        Said said = run("analyze DIR/missing.log --out DIR/out --rules DIR/rules.yaml");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("rules.yaml is not a valid rules file, line 2, column 30")
                .contains("'sec' is not a unit of time; write s, m, h or d");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(run("analyze DIR/missing.log --out DIR/out --rules DIR/none.yaml").err())
                .contains("cannot be read");
    }

    @Test
    void withoutRulesThereIsNoWordOfThem() {
        Said said = run("run --scenario steady --duration 1m --as none --out DIR/out --json");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).doesNotContain("isBroken");
        assertThat(folder.resolve("out/alerts.csv")).doesNotExist();
    }

    @Test
    void aFileOfRulesCanBeCheckedWithoutARun() throws Exception {
        Path file = folder.resolve("rules.yaml");
        Files.writeString(file, BROKEN);
        assertThat(RuleFiles.check(file))
                .isEqualTo(
                        Outcome.ok(
                                List.of(
                                        new RuleFiles.RuleInfo(
                                                "Few errors", "error_rate < 5 % for 1m"),
                                        new RuleFiles.RuleInfo(
                                                "Servers are fast", "p99 by server < 10 s"),
                                        new RuleFiles.RuleInfo(
                                                "Available", "availability 99.9 % over 30d"))));
        Files.writeString(file, "rules: [{ rule: p95 }]");
        assertThat(RuleFiles.check(file)).isInstanceOf(Outcome.Rejected.class);
    }
}
