package trafficinsights.analyze.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;

class RuleParserTest {
    private static final long SECOND = 1_000_000;

    private static Rule.Threshold rule(String text) {
        return RuleParser.rule("r", text, Severity.MAJOR, 1);
    }

    @Test
    void aRuleHasFigureLimitAndSpan() {
        Rule.Threshold rule = rule("p95 < 500 ms for 2m");
        assertThat(rule.indicator().figure()).isEqualTo(Figure.P95);
        assertThat(rule.comparison()).isEqualTo(Comparison.BELOW);
        assertThat(rule.limit()).isEqualTo(500_000);
        assertThat(rule.forMicros()).isEqualTo(120 * SECOND);
        assertThat(rule.scope()).isEqualTo(Scope.ALL);
        assertThat(rule.overMicros()).isZero();
        assertThat(rule.clearMicros()).isEqualTo(60 * SECOND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error_rate < 1 %               | 0.01",
                "error_rate <= 0.5%             | 0.005",
                "error_rate<1‰                  | 0.001",
                "request_rate > 10/s            | 10",
                "request_rate > 90 /m           | 1.5",
                "byte_rate < 2.5 MB/s           | 2500000",
                "byte_rate < 80 kB/s            | 80000",
                "apdex >= 0.9                   | 0.9",
                "apdex >= 0.9 for 5m            | 0.9",
                "mean < 750us                   | 750",
                "mean < 750 µs                  | 750",
                "max < 1.5 s                    | 1500000",
                "max < 2 m for 1m               | 120000000",
                "availability >= 99.9 %         | 0.999",
                "p99.9 over 5m by route < 2 s   | 2000000",
                "within(300 ms) >= 95 %         | 0.95"
            })
    void unitsAreThoseOfTheFigure(String text, double limit) {
        assertThat(rule(text).limit()).isCloseTo(limit, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aScopeIsEveryKeyOrOne() {
        assertThat(rule("p99 by server < 800 ms for 1m").scope())
                .isEqualTo(new Scope(Dimension.SERVER, null));
        assertThat(rule("error_rate of region:eu < 2 %").scope())
                .isEqualTo(new Scope(Dimension.REGION, "eu"));
        assertThat(rule("error_rate of route:\"/a b\" < 2 %").scope())
                .isEqualTo(new Scope(Dimension.ROUTE, "/a b"));
        assertThat(rule("p50 over 5m of server:api/eu-1 < 1 s").scope().key())
                .isEqualTo("api/eu-1");
    }

    @Test
    void anAlertMayClearAtAStricterLimitAndLater() {
        Rule.Threshold rule = rule("p95 < 500 ms for 2m clear at 400 ms for 5m");
        assertThat(rule.clearLimit()).isEqualTo(400_000);
        assertThat(rule.clearMicros()).isEqualTo(300 * SECOND);
        assertThat(rule("p95 < 500 ms clear for 5m").clearLimit()).isEqualTo(500_000);
        assertThat(rule("apdex > 0.9 clear at 0.95").clearLimit()).isEqualTo(0.95);
    }

    @Test
    void anObjectiveHasATargetAndAPeriod() {
        Rule.Objective objective =
                RuleParser.objective(
                        "o", "availability by region >= 99.9 % over 30d", Rule.Burn.WORKBOOK);
        assertThat(objective.target()).isCloseTo(0.999, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(objective.periodMicros()).isEqualTo(30 * 86_400 * SECOND);
        assertThat(objective.scope().dimension()).isEqualTo(Dimension.REGION);
        assertThat(
                        RuleParser.objective("o", "within(300 ms) 95 % over 7d", Rule.Burn.WORKBOOK)
                                .indicator())
                .isEqualTo(new Indicator(Figure.WITHIN, 300_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95 < 500 sec           | Column 11: 'sec' is not a unit of time; write µs, us, ms, s, m or h.",
                "p95 < 500               | Column 10: the number needs a unit of time; write µs, us, ms, s, m or h.",
                "p95 < 500 for 2m        | Column 10: the number needs a unit of time; write µs, us, ms, s, m or h.",
                "p95 < 500 ms for 2 min  | Column 20: 'min' is not a unit of time; write s, m, h or d.",
                "p96 < 500 ms            | Column 1: 'p96' is not a valid figure; perhaps you meant 'p90'.",
                "eror_rate < 1 %         | Column 1: 'eror_rate' is not a valid figure; perhaps you meant 'error_rate'.",
                "error_rate < 120 %      | Column 18: a share must be at most 100 %.",
                "error_rate = 1 %        | Column 12: '=' is not a comparison; write <, <=, > or >=.",
                "error_rate < one %      | Column 14: 'one' is not a number; write one such as 1 %.",
                "error_rate < 1 ms       | Column 16: 'ms' is not a unit of a share; write % or ‰.",
                "apdex > 0.9 %           | Column 13: '%' is not a unit of a ratio; write the number alone.",
                "p95 by servers < 1 s    | Column 8: 'servers' is not a valid dimension; perhaps you meant 'server'.",
                "p95 of region eu < 1 s  | Column 15: expected ':' after the"
                        + " dimension, such as region:eu.",
                "p95 < 1 s clear at 2 s  | Column 22: the limit to clear at must be at most the rule's own.",
                "p95 < 1 s clear         | Column 16: after 'clear', write 'at'"
                        + " with a limit or 'for' with a time span.",
                "p95 < 1 s and more      | Column 11: unexpected 'and'; allowed here: for, clear.",
                "within 5 ms < 1 %       | Column 8: expected '(' after"
                        + " within, such as within(500 ms)."
            })
    void mistakesAreReportedWithColumnAndHint(String text, String message) {
        assertThatThrownBy(() -> rule(text))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void anObjectiveLeavesABudget() {
        assertThatThrownBy(() ->
                        RuleParser.objective(
                                "o", "availability 100 % over 30d", Rule.Burn.WORKBOOK))
                .hasMessageContaining("above 0 % and below 100 %");
        assertThatThrownBy(() -> RuleParser.objective("o", "availability 99 %", Rule.Burn.WORKBOOK))
                .hasMessageContaining("'over'");
        assertThatThrownBy(() -> RuleParser.objective("o", "p95 99 % over 3d", Rule.Burn.WORKBOOK))
                .hasMessageContaining("'p95' is not a valid figure; known: availability, within");
    }
}
