package trafficinsights.ingest.directive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.FieldTable;

/// The list of fields of a W3C log whose file has none, as IIS and Amazon CloudFront document it:
/// `#Fields: date time c-ip …`, with the word in front or without it.
final class W3cDirective {
    private static final String KEYWORD = "#fields:";

    /// What is between the fields of a line; tabs are read alike.
    private static final String SEPARATOR = " ";

    private static final Pattern LIST =
            Pattern.compile(
                    "(?i)(?:#fields:)?\\s*[a-z][\\w-]*(?:\\([^)\\s]*\\))?(?:\\s+[\\w()-]+)+");

    private W3cDirective() {}

    /// Whether a text is a list of fields of which some are known.
    static boolean isOne(String text) {
        return LIST.matcher(text).matches()
                && FieldTable.ofW3c(names(text), FieldRole.IGNORED).roles().stream()
                        .anyMatch(FieldRole::isTime);
    }

    private static String names(String text) {
        boolean hasKeyword = text.regionMatches(true, 0, KEYWORD, 0, KEYWORD.length());
        return hasKeyword ? text.substring(KEYWORD.length()).strip() : text.strip();
    }

    static LogDirective of(String text) {
        List<String> names = FieldTable.w3cNames(names(text));
        FieldTable table = FieldTable.ofW3c(names(text), FieldTable.timeTaken(names));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String before = i == 0 ? "" : SEPARATOR;
            parts.add(new Part(before, names.get(i), table.roles().get(i), Part.Form.PLAIN));
        }
        return new LogDirective(Product.W3C, text, parts, "", false, false, false);
    }
}
