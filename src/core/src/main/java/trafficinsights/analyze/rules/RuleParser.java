package trafficinsights.analyze.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;
import trafficinsights.model.Unit;

/// The grammar of rules and objectives:
///
/// ```text
/// rule       = indicator [ "over" span ] [ scope ] comparison amount [ "for" span ] [ clear ]
/// objective  = ("availability" | within) [ scope ] [ ">=" ] amount "over" span
/// indicator  = "p95" | "error_rate" | … | within          one of [Indicator#FIGURES]
/// within     = "within" "(" amount ")"                     within(500 ms)
/// scope      = "by" dimension | "of" dimension ":" key     by server; of region:eu; of route:"a b"
/// comparison = "<" | "<=" | ">" | ">="
/// clear      = "clear" [ "at" amount ] [ "for" span ]
/// amount     = number unit                                 500 ms; 1 %; 10/s; 2 MB/s; 0.9
/// span       = number ("s" | "m" | "h" | "d")              2m; 30d
/// ```
///
/// A rule says what is to be so; it is broken when it is not. Errors: [RuleSyntaxException].
public final class RuleParser {
    static final Set<String> KEYWORDS = Set.of("over", "by", "of", "for", "clear", "at");
    static final long DEFAULT_CLEAR_MICROS = 60_000_000;

    private static final List<String> DIMENSIONS =
            Arrays.stream(Dimension.values())
                    .filter(dimension -> dimension != Dimension.TOTAL)
                    .map(Dimension::label)
                    .toList();

    private final String text;
    private final RuleScanner scan;

    private RuleParser(String text) {
        this.text = text;
        this.scan = new RuleScanner(text);
    }

    /// A rule.
    ///
    /// @param minRequests below so many in its span it is not judged
    public static Rule.Threshold rule(
            String name, String text, Severity severity, long minRequests) {
        return new RuleParser(text).rule(name, severity, minRequests);
    }

    /// An objective with its burn rates.
    public static Rule.Objective objective(String name, String text, List<Rule.Burn> burns) {
        return new RuleParser(text).objective(name, burns);
    }

    /// `1h`, as in a list of burn rates.
    public static long span(String text) {
        RuleScanner scan = new RuleScanner(text);
        long micros = scan.span();
        if (!scan.isAtEnd()) {
            throw scan.wrong(
                    "%s is too long; write a time span such as 5m".formatted(scan.found()));
        }
        return micros;
    }

    private Rule.Threshold rule(String name, Severity severity, long minRequests) {
        Indicator indicator = indicator(Indicator.FIGURES);
        long over = scan.takesWord("over") ? scan.span() : 0;
        Scope scope = scope();
        Comparison comparison = comparison();
        double limit = limit(indicator);
        long forMicros = scan.takesWord("for") ? scan.span() : 0;
        double clearLimit = limit;
        long clearMicros = DEFAULT_CLEAR_MICROS;
        if (scan.takesWord("clear")) {
            boolean hasLimit = scan.takesWord("at");
            clearLimit = hasLimit ? clearLimit(indicator, comparison, limit) : limit;
            boolean hasSpan = scan.takesWord("for");
            clearMicros = hasSpan ? scan.span() : DEFAULT_CLEAR_MICROS;
            if (!hasLimit && !hasSpan) {
                throw scan.wrong(
                        "after 'clear', write 'at' with a limit or 'for' with a time span");
            }
        }
        end("for, clear");
        return new Rule.Threshold(
                name,
                text.strip(),
                severity,
                scope,
                indicator,
                over,
                comparison,
                limit,
                forMicros,
                clearLimit,
                clearMicros,
                minRequests);
    }

    private Rule.Objective objective(String name, List<Rule.Burn> burns) {
        Indicator indicator = indicator(Indicator.OBJECTIVES);
        Scope scope = scope();
        scan.takes(">=");
        double target = scan.amount(Unit.SHARE, "99.9 %");
        if (!(target > 0 && target < 1)) {
            throw scan.wrong(
                    "a target must be above 0 % and below 100 %, so that there is an"
                            + " error budget");
        }
        if (!scan.takesWord("over")) {
            throw missing("over", "the target and its period, such as over 30d");
        }
        long period = scan.span();
        end("nothing");
        return new Rule.Objective(name, text.strip(), scope, indicator, target, period, burns);
    }

    private Indicator indicator(List<Figure> allowed) {
        List<String> labels = allowed.stream().map(Figure::ruleWord).toList();
        String label = scan.oneOf(labels, "figure");
        Figure figure = allowed.get(labels.indexOf(label));
        if (figure != Figure.WITHIN) {
            return new Indicator(figure, 0);
        }
        scan.needs("(", "within, such as within(500 ms)");
        double bound = scan.amount(Unit.MICROS, "500 ms");
        if (bound < 1) {
            throw scan.wrong("the bound of within must be at least 1 µs");
        }
        scan.needs(")", "the bound");
        return new Indicator(figure, Math.round(bound));
    }

    private Scope scope() {
        if (scan.takesWord("by")) {
            return new Scope(dimension(), null);
        }
        if (scan.takesWord("of")) {
            Dimension dimension = dimension();
            scan.needs(":", "the dimension, such as region:eu");
            return new Scope(dimension, scan.key());
        }
        return Scope.ALL;
    }

    private Dimension dimension() {
        return Dimension.ofLabel(scan.oneOf(DIMENSIONS, "dimension"));
    }

    private Comparison comparison() {
        // The longer signs first: < is the beginning of <=.
        for (Comparison comparison :
                List.of(
                        Comparison.AT_MOST,
                        Comparison.AT_LEAST,
                        Comparison.BELOW,
                        Comparison.ABOVE)) {
            if (scan.takes(comparison.sign())) {
                return comparison;
            }
        }
        String found = scan.found();
        throw scan.wrong("%s is not a comparison; write <, <=, > or >=".formatted(found));
    }

    private double limit(Indicator indicator) {
        double limit = scan.amount(indicator.unit(), Amounts.example(indicator.unit()));
        if (indicator.unit() == Unit.SHARE && limit > 1) {
            throw scan.wrong("a share must be at most 100 %");
        }
        return limit;
    }

    private double clearLimit(Indicator indicator, Comparison comparison, double limit) {
        double clear = limit(indicator);
        if (comparison.isUpperLimit() ? clear > limit : clear < limit) {
            throw scan.wrong(
                    "the limit to clear at must be %s the rule's own"
                            .formatted(comparison.isUpperLimit() ? "at most" : "at least"));
        }
        return clear;
    }

    private void end(String more) {
        if (!scan.isAtEnd()) {
            String found = scan.found();
            throw scan.wrong("unexpected %s; allowed here: %s".formatted(found, more));
        }
    }

    private RuleSyntaxException missing(String word, String after) {
        String found = scan.found();
        return scan.wrong("found %s, expected '%s' between %s".formatted(found, word, after));
    }
}
