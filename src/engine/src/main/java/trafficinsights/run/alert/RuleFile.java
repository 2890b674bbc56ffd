package trafficinsights.run.alert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import trafficinsights.analyze.rules.Rule;
import trafficinsights.analyze.rules.RuleParser;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.analyze.rules.RuleSyntaxException;
import trafficinsights.model.Severity;
import trafficinsights.yaml.StrictYaml;

/// Reads `rules.yaml`: a list of rules and objectives.
///
/// ```yaml
/// rules:
///   - name: Fast enough
///     rule: p95 < 500 ms for 2m
///     severity: critical
///   - name: Availability
///     objective: availability 99.9 % over 30d
///     burn:
///       - { long: 1h, short: 5m, factor: 14.4, severity: critical }
/// ```
///
/// Errors: a [trafficinsights.model.ProblemException] that names file, line and column.
public final class RuleFile {
    private static final int MOST_RULES = 1_000;

    private RuleFile() {}

    /// @param file name, for messages
    public static RuleSet of(String file, byte[] bytes) {
        StrictYaml yaml =
                StrictYaml.of(
                        new StrictYaml.Source(
                                file, "rules.invalid", "rules file", "docs/user-guide.md"),
                        bytes);
        yaml.checkKeys(List.of("rules"));
        List<StrictYaml> entries = yaml.maps("rules");
        if (entries.isEmpty() || entries.size() > MOST_RULES) {
            throw yaml.problem("must have 1 to %d `rules`".formatted(MOST_RULES));
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (StrictYaml entry : entries) {
            Rule rule = rule(entry);
            if (!names.add(rule.name())) {
                throw entry.problem(
                        "name", "is `%s`, the name of another rule".formatted(rule.name()));
            }
            rules.add(rule);
        }
        return new RuleSet(file, rules);
    }

    private static Rule rule(StrictYaml yaml) {
        if (yaml.has("objective")) {
            yaml.checkKeys(List.of("name", "objective", "burn"));
            List<Rule.Burn> burns =
                    yaml.has("burn")
                            ? yaml.maps("burn").stream().map(RuleFile::burn).toList()
                            : Rule.Burn.WORKBOOK;
            String text = yaml.text("objective");
            String name = yaml.text("name", text);
            return placed(yaml, "objective", text, () -> RuleParser.objective(name, text, burns));
        }
        yaml.checkKeys(List.of("name", "rule", "severity", "minRequests"));
        if (!yaml.has("rule")) {
            throw yaml.problem("needs a `rule` or an `objective`");
        }
        String text = yaml.text("rule");
        String name = yaml.text("name", text);
        Severity severity = severity(yaml, Severity.MAJOR);
        double min = yaml.number("minRequests", 1);
        if (!(min >= 1 && min <= 1e9) || min != Math.rint(min)) {
            throw yaml.problem(
                    "minRequests", "is %s, must be a whole number from 1".formatted(min));
        }
        return placed(yaml, "rule", text, () -> RuleParser.rule(name, text, severity, (long) min));
    }

    private static Rule.Burn burn(StrictYaml yaml) {
        yaml.checkKeys(List.of("long", "short", "factor", "severity"));
        long longMicros = span(yaml, "long");
        long shortMicros = span(yaml, "short");
        double factor = yaml.number("factor", Double.NaN);
        if (!(factor > 0 && factor <= 1e6)) {
            throw yaml.problem("factor", "must be a number above 0");
        }
        if (shortMicros > longMicros) {
            throw yaml.problem("short", "must not be longer than `long`");
        }
        return new Rule.Burn(longMicros, shortMicros, factor, severity(yaml, Severity.MAJOR));
    }

    private static long span(StrictYaml yaml, String key) {
        String text = yaml.text(key);
        return placed(yaml, key, text, () -> RuleParser.span(text));
    }

    private static Severity severity(StrictYaml yaml, Severity otherwise) {
        List<String> labels = Arrays.stream(Severity.values()).map(Severity::label).toList();
        String label = yaml.word("severity", otherwise.label(), labels);
        return Severity.valueOf(label.toUpperCase(Locale.ROOT));
    }

    /// Turns the column within a text into a place of the file.
    private static <T> T placed(StrictYaml yaml, String key, String text, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (RuleSyntaxException e) {
            throw yaml.problem(
                    key,
                    e.column(),
                    "in `%s`, column %d: %s".formatted(text, e.column(), e.wrong()));
        }
    }
}
