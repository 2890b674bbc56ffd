package trafficinsights.analyze.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trafficinsights.DocText;
import trafficinsights.KnownText;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;

/// Which figures a file of rules may name, in which units, and how sentences name them.
class RuleWordsTest {
    private static final List<String> WORDS =
            List.of(
                    "p50",
                    "p90",
                    "p95",
                    "p99",
                    "p99.9",
                    "mean",
                    "max",
                    "error_rate",
                    "client_error_rate",
                    "retry_rate",
                    "availability",
                    "success_after_retry",
                    "within(300 ms)",
                    "apdex",
                    "retry_amplification",
                    "request_rate",
                    "byte_rate");

    private static final List<String> UNITS =
            List.of(
                    "µs", "us", "ms", "s", "m", "h", "%", "‰", "/s", "/m", "/h", "B/s", "kB/s",
                    "MB/s", "GB/s", "");

    @Test
    void aFileOfRulesMayUseTheSameWords() {
        KnownText.check(
                "rule_words.txt",
                WORDS.stream().map(RuleWordsTest::line).collect(Collectors.joining())
                        + wrong("p94 < 1 s")
                        + wrong("latency < 1 s")
                        + wrong("p95 < 1 parsec")
                        + wrong("error_rate < 1")
                        + wrong("byte_rate < 1 ms")
                        + wrong("apdex < 1 ms")
                        + wrong("request_rate < ms"));
    }

    @Test
    void theUserGuideListsThem() {
        String rows =
                Indicator.FIGURES.stream()
                        .map(RuleWordsTest::documented)
                        .collect(Collectors.joining("\n"));
        DocText.check(
                "docs/user-guide.md",
                "rule figures",
                "\n\n| figure | units | meaning |\n| --- | --- | --- |\n" + rows + "\n\n");
    }

    private static String documented(Figure figure) {
        String units = String.join(", ", Amounts.factors(figure.unit()).keySet());
        String word = figure.ruleWord() + (figure == Figure.WITHIN ? "(300 ms)" : "");
        return "| `%s` | %s | %s |"
                .formatted(word, units.isEmpty() ? "a number alone" : units, figure.meaning());
    }

    private static String line(String word) {
        StringBuilder line = new StringBuilder(word);
        for (String unit : UNITS) {
            line.append(accepted(word, unit));
        }
        return line.append('\n').toString();
    }

    /// Empty where the unit is refused.
    private static String accepted(String word, String unit) {
        try {
            Rule.Threshold rule = rule(word + " < 0.5 " + unit);
            return "; %s → %s %s".formatted(unit, rule.limit(), rule.indicator().words());
        } catch (RuleSyntaxException refused) {
            return "";
        }
    }

    private static String wrong(String text) {
        try {
            return text + " is a rule: " + rule(text) + "\n";
        } catch (RuleSyntaxException refused) {
            return "%s, column %d: %s%n".formatted(text, refused.column(), refused.wrong());
        }
    }

    private static Rule.Threshold rule(String text) {
        return RuleParser.rule("r", text, Severity.MAJOR, 1);
    }
}
