package trafficinsights.analyze.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static trafficinsights.analyze.rules.ScriptedRequests.SECOND;
import static trafficinsights.analyze.rules.ScriptedRequests.rule;

import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Severity;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleVerdicts;

class RuleEvaluationTest {
    @Test
    void aSlowSpanIsOneAlertWithItsSentence() {
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .slow(0, 300, 20_000)
                        .slow(300, 480, 900_000)
                        .slow(480, 900, 20_000)
                        .against(rule("p95 < 500 ms for 2m"));
        assertThat(verdicts.isBroken()).isTrue();
        assertThat(verdicts.alerts()).hasSize(1);
        Alert alert = verdicts.alerts().getFirst();
        assertThat(alert.state()).isEqualTo(AlertState.RESOLVED);
        assertThat(alert.startMicros()).isEqualTo(300 * SECOND);
        assertThat(alert.endMicros()).isEqualTo(480 * SECOND);
        assertThat(alert.observed()).isCloseTo(900_000, within(900_000 / 128.0));
        assertThat(alert.sentence())
                .isEqualTo(
                        "p95 latency of all requests reached 897 ms (required: less than 500 ms) from 1970-01-01 00:05:00 UTC for 3 min.");
        assertThat(verdicts.rules().getFirst().firingMicros()).isEqualTo(180 * SECOND);
    }

    @Test
    void aSpanShorterThanTheRuleSaysIsNotAnAlert() {
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .slow(0, 300, 20_000)
                        .slow(300, 410, 900_000)
                        .slow(410, 900, 20_000)
                        .against(rule("p95 < 500 ms for 2m"));
        assertThat(verdicts.isBroken()).isFalse();
        assertThat(verdicts.alerts()).isEmpty();
        assertThat(verdicts.rules().getFirst().state()).isEqualTo(AlertState.NORMAL);
    }

    @Test
    void eachSeriesIsJudgedByItself() {
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .add(0, 600, "eu-1", 50, 0, 20_000)
                        .add(0, 600, "eu-2", 50, 10, 20_000)
                        .add(0, 600, "us-1", 50, 10, 20_000)
                        .against(
                                """
                                rules:
                                  - { name: any, rule: error_rate by server < 5 % }
                                  - { name: one, rule: "error_rate of region:us < 5 %", severity: minor }
                                  - { name: gone, rule: "error_rate of region:ap < 5 %" }
                                """);
        assertThat(verdicts.alerts()).extracting(Alert::key).containsExactly("eu-2", "us-1", "us");
        assertThat(verdicts.alerts())
                .extracting(Alert::severity)
                .containsExactly(Severity.MAJOR, Severity.MAJOR, Severity.MINOR);
        assertThat(verdicts.rules().get(0).series()).isEqualTo(3);
        assertThat(verdicts.rules().get(0).fired()).isEqualTo(2);
        assertThat(verdicts.rules().get(2).state()).isEqualTo(AlertState.NO_DATA);
        assertThat(verdicts.rules().get(2).series()).isZero();
    }

    @Test
    void aRateFallsToNothingInAGapAndOtherFiguresHaveNoData() {
        ScriptedRequests traffic = new ScriptedRequests().add(0, 300, 50, 0).add(900, 1200, 50, 0);
        List<Alert> rate = traffic.against(rule("request_rate > 1/s for 1m")).alerts();
        assertThat(rate).hasSize(1);
        assertThat(rate.getFirst().startMicros()).isEqualTo(300 * SECOND);
        assertThat(rate.getFirst().endMicros()).isEqualTo(900 * SECOND);
        assertThat(rate.getFirst().observed()).isZero();
        assertThat(traffic.against(rule("error_rate < 1 %")).alerts()).isEmpty();
    }

    @Test
    void aServerThatFallsSilentWhileFiringEndsWithoutData() {
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .add(0, 900, "eu-1", 50, 0, 20_000)
                        .add(0, 300, "eu-2", 50, 25, 20_000)
                        .against(rule("error_rate by server < 5 %"));
        assertThat(verdicts.alerts()).extracting(Alert::state).containsExactly(AlertState.NO_DATA);
        assertThat(verdicts.alerts().getFirst().sentence()).endsWith(", then no data arrived.");
    }

    @Test
    void aLongGapIsJudgedAsIfEveryWindowOfItWere() {
        long year = 365 * 86_400;
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .add(0, 300, 50, 0)
                        .add(year, year + 300, 50, 0)
                        .against(rule("request_rate > 1/s for 1m"));
        assertThat(verdicts.alerts()).hasSize(1);
        assertThat(verdicts.alerts().getFirst().endMicros()).isEqualTo(year * SECOND);
    }

    @Test
    void firstAndLastWindowTellNoRate() {
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .add(0, 10, 1, 0)
                        .add(10, 300, 50, 0)
                        .add(300, 310, 1, 0)
                        .against(rule("request_rate > 1/s"));
        assertThat(verdicts.isBroken()).isFalse();
    }

    /// Nine windows of a hundred fast requests, one of ten thousand slow ones: the mean of the
    /// windows' percentiles would be low, the percentile of all requests is not.
    @Test
    void aPercentileOverALongerSpanIsThatOfAllItsRequests() {
        ScriptedRequests traffic =
                new ScriptedRequests()
                        .add(0, 90, "eu-1", 100, 0, 10_000)
                        .add(90, 100, "eu-1", 10_000, 0, 800_000);
        List<Alert> alerts = traffic.against(rule("p50 over 100s < 500 ms")).alerts();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.getFirst().startMicros()).isEqualTo(90 * SECOND);
        assertThat(alerts.getFirst().observed()).isCloseTo(800_000, within(800_000 / 128.0));
        assertThat(traffic.against(rule("within(500 ms) over 100s > 8 %")).isBroken()).isFalse();
        assertThat(traffic.against(rule("within(500 ms) over 100s > 9 %")).isBroken()).isTrue();
    }

    @Test
    void windowsOfFewRequestsTellNothing() {
        ScriptedRequests traffic =
                new ScriptedRequests().add(0, 300, 50, 0).add(300, 400, 3, 1).add(400, 700, 50, 0);
        assertThat(traffic.against(rule("error_rate < 5 %")).isBroken()).isTrue();
        assertThat(
                        traffic.against("rules: [{ rule: error_rate < 5 %, minRequests: 20 }]")
                                .isBroken())
                .isFalse();
    }

    /// The workbook's arithmetic: at 14.4 times the allowed failures, 2 % of the budget of 30 days
    /// is gone after an hour.
    @Test
    void aBurnRateFiresWhenTwoPercentOfTheBudgetAreGone() {
        String yaml =
                """
                rules:
                  - name: up
                    objective: availability 99 % over 30d
                    burn: [{ long: 1h, short: 5m, factor: 14.4, severity: critical }]
                """;
        // 20 % of requests fail: 20 times the allowed 1 %.
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .add(0, 7200, 100, 0)
                        .add(7200, 14_400, 100, 20)
                        .add(14_400, 21_600, 100, 0)
                        .against(yaml);
        assertThat(verdicts.alerts()).hasSize(1);
        Alert alert = verdicts.alerts().getFirst();
        // The long span burns at 20 × (minutes since) / 60, so 14.4 is reached after 43.2 minutes.
        assertThat(alert.startMicros()).isEqualTo((7200 + 2590 - 10 + 10) * SECOND);
        // The short span falls below 14.4 when 28 % of it are good again.
        assertThat(alert.endMicros()).isBetween(14_460 * SECOND, 14_490 * SECOND);
        assertThat(alert.observed()).isCloseTo(20, within(1e-9));
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        ObjectiveResult result = verdicts.objectives().getFirst();
        assertThat(result.attained()).isCloseTo(1 - 0.2 / 3, within(1e-9));
        // Two hours at 20 times: 40 / 720 of the period's budget.
        assertThat(result.budgetUsed()).isCloseTo(40.0 / 720, within(1e-3));
        assertThat(result.isUsedUp()).isFalse();
        assertThat(alert.sentence())
                .startsWith(
                        "Availability of all requests used up its error budget 20 times as fast as 99.0");
    }

    @Test
    void aShortRunDoesNotFireForItsFirstFailures() {
        String yaml = "rules: [{ objective: availability 99.9 % over 30d }]";
        assertThat(
                        new ScriptedRequests()
                                .add(0, 10, 20, 1)
                                .add(10, 600, 20, 0)
                                .against(yaml)
                                .isBroken())
                .isFalse();
        // Everything fails: 1,000 times the allowed, so after 52 s 2 % of the budget are gone.
        RuleVerdicts outage =
                new ScriptedRequests().add(0, 300, 20, 0).add(300, 600, 20, 20).against(yaml);
        assertThat(outage.alerts())
                .anySatisfy(a -> {
                    assertThat(a.rule()).contains("(14.4 times over 1 h)");
                    assertThat(a.startMicros()).isEqualTo(350 * SECOND);
                });
    }

    @Test
    void aBudgetThatIsUsedUpIsABrokenObjectiveWithoutAnyAlert() {
        RuleVerdicts verdicts =
                new ScriptedRequests()
                        .add(0, 3600, 100, 2)
                        .against("rules: [{ objective: availability 99 % over 30m, burn: [] }]");
        assertThat(verdicts.alerts()).isEmpty();
        assertThat(verdicts.objectives().getFirst().budgetUsed()).isCloseTo(2, within(1e-9));
        assertThat(verdicts.isBroken()).isTrue();
    }
}
