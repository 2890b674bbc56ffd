package trafficinsights.analyze.rules;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.model.Unit;
import trafficinsights.stat.EditDistance;

/// Reads the parts of a rule's text from left to right: words, numbers with units, spans, keys.
/// Whatever it refuses it names with its column and with what would do.
final class RuleScanner {
    private static final Map<String, Long> SPAN_MICROS =
            Map.of("s", 1_000_000L, "m", 60_000_000L, "h", 3_600_000_000L, "d", 86_400_000_000L);
    private static final long LONGEST_MICROS = 366 * 86_400_000_000L;

    private final String text;
    private int at;
    private int start;

    RuleScanner(String text) {
        this.text = text;
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        start = at;
    }

    boolean isAtEnd() {
        skipSpaces();
        return at == text.length();
    }

    /// Letters, digits, `_` and `.` from here; empty when there is none.
    String word() {
        skipSpaces();
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /// Takes a word if it comes next.
    boolean takesWord(String word) {
        int before = at;
        if (word().equals(word)) {
            return true;
        }
        at = before;
        return false;
    }

    /// Takes a sign if it comes next.
    boolean takes(String sign) {
        skipSpaces();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    void needs(String sign, String after) {
        if (!takes(sign)) {
            throw wrong("expected '%s' after %s".formatted(sign, after));
        }
    }

    /// A number that is not negative.
    double number(String example) {
        skipSpaces();
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || isPoint())) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty()
                || digits.startsWith(".")
                || digits.indexOf('.', digits.indexOf('.') + 1) > 0) {
            at = start;
            throw wrong("%s is not a number; write one such as %s".formatted(found(), example));
        }
        return Double.parseDouble(digits);
    }

    private boolean isPoint() {
        return text.charAt(at) == '.';
    }

    /// A number in any of the ways in which a quantity may be written, in the unit of files.
    double amount(Unit quantity, String example) {
        double number = number(example);
        String unit = unit();
        Map<String, Double> factors = Amounts.factors(quantity);
        Double factor = factors.get(unit);
        if (factor == null) {
            throw wrong(
                    unitProblem(unit, Amounts.noun(quantity), factors.keySet().stream().toList()));
        }
        return number * factor;
    }

    /// A span of time such as `90s` or `2 m`.
    ///
    /// @return µs, above 0 and at most 366 days
    long span() {
        int place = at;
        double number = number("2m");
        String unit = unit();
        Long factor = SPAN_MICROS.get(unit);
        if (factor == null) {
            throw wrong(unitProblem(unit, "time", List.of("s", "m", "h", "d")));
        }
        double micros = number * factor;
        if (!(micros >= 1 && micros <= LONGEST_MICROS)) {
            at = place;
            skipSpaces();
            throw wrong("a span must be above 0 and at most 366d");
        }
        return Math.round(micros);
    }

    private static String unitProblem(String unit, String noun, List<String> known) {
        List<String> named = known.stream().filter(u -> !u.isEmpty()).toList();
        String write =
                named.isEmpty()
                        ? "write the number alone"
                        : named.size() == 1
                                ? "write " + named.getFirst()
                                : "write %s or %s"
                                        .formatted(
                                                String.join(
                                                        ", ", named.subList(0, named.size() - 1)),
                                                named.getLast());
        return unit.isEmpty()
                ? "the number needs a unit of %s; %s".formatted(noun, write)
                : "'%s' is not a unit of %s; %s".formatted(unit, noun, write);
    }

    /// What stands for a unit: letters, `%`, `‰`, `/` and `µ`, unless it is a word of the grammar.
    private String unit() {
        int before = at;
        skipSpaces();
        while (at < text.length() && isUnitPart(text.charAt(at))) {
            at++;
        }
        String unit = text.substring(start, at);
        if (RuleParser.KEYWORDS.contains(unit)) {
            at = before;
            start = before;
            return "";
        }
        return unit;
    }

    private static boolean isUnitPart(char c) {
        return Character.isLetter(c) || c == '%' || c == '‰' || c == '/';
    }

    /// A key up to the next space, or between double quotes.
    String key() {
        if (takes("\"")) {
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw wrong("the quote is not closed");
            }
            String key = text.substring(at, end);
            at = end + 1;
            return key;
        }
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw wrong("a key is missing; write it after the colon, such as region:eu");
        }
        return text.substring(from, at);
    }

    /// One of some words.
    ///
    /// @param noun what the word should be
    String oneOf(List<String> known, String noun) {
        String word = word();
        if (known.contains(word)) {
            return word;
        }
        String what = word.isEmpty() ? found() : "'" + word + "'";
        String hint =
                known.stream()
                        .filter(k -> EditDistance.of(k, word) <= Math.max(1, k.length() / 3))
                        .findFirst()
                        .map("; perhaps you meant '%s'"::formatted)
                        .orElse("; known: " + known.stream().collect(Collectors.joining(", ")));
        throw wrong("%s is not a valid %s%s".formatted(what, noun, hint));
    }

    /// What comes next, for messages.
    String found() {
        if (isAtEnd()) {
            return "the end";
        }
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return "'" + text.substring(at, end) + "'";
    }

    /// A refusal at the part that was read last.
    RuleSyntaxException wrong(String wrong) {
        return new RuleSyntaxException(start + 1, wrong);
    }
}
