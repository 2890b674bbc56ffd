package trafficinsights.ingest.row;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Problem;

/// How a request's region is found: a regular expression over one text of the line. Its first group
/// is the region, or, without a group, all that it found. What it does not find has no region.
public final class RegionRule {
    /// `api/eu-1` is in region `eu`, `eu-west-2b` in `eu-west`.
    private static final Pattern SERVER_NAME =
            Pattern.compile("^(?:.*/)?([a-zA-Z][a-zA-Z0-9]*(?:-[a-z]+)*)-\\d+[a-z]?$");

    /// The region that the line itself names, else what is before the number in the server's name.
    public static final RegionRule DEFAULT = new RegionRule(Text.SERVER, SERVER_NAME);

    private final Text text;
    private final Pattern pattern;

    private RegionRule(Text text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /// @param rule `FIELD:EXPRESSION`, such as `server:/([a-z]+)-`
    /// @throws trafficinsights.model.ProblemException when there is no such field or the expression
    ///   is none
    public static RegionRule of(String rule) {
        int colon = rule.indexOf(':');
        Text text = colon < 0 ? null : RequestFields.textOf(rule.substring(0, colon));
        if (text == null) {
            throw Problem.of(
                            "region.rule",
                            ("The region rule `%s` does not start with a field and"
                                            + " a colon. Fields: %s. Example: server:/([a-z]+)-")
                                    .formatted(rule, fields()))
                    .asException();
        }
        try {
            return new RegionRule(text, Pattern.compile(rule.substring(colon + 1)));
        } catch (PatternSyntaxException e) {
            throw Problem.of(
                            "region.rule",
                            "The region rule `%s` is not a valid regular expression: %s."
                                    .formatted(rule, e.getDescription()),
                            e)
                    .asException();
        }
    }

    private static String fields() {
        return Arrays.stream(Text.values()).map(Text::label).collect(Collectors.joining(", "));
    }

    Text text() {
        return text;
    }

    /// The region in a text, or [Dictionary#NONE].
    String regionOf(String value) {
        Matcher matcher = pattern.matcher(value);
        if (!matcher.find()) {
            return Dictionary.NONE;
        }
        String region = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
        return region == null || region.isEmpty() ? Dictionary.NONE : region;
    }
}
