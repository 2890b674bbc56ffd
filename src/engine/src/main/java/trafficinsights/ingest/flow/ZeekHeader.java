package trafficinsights.ingest.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the lines with `#` of a Zeek log say: the separator, the names of the fields, and how
/// values are written that are not set. Threads: one.
final class ZeekHeader {
    private static final Pattern SEPARATOR =
            Pattern.compile("#separator\\s+(?:\\\\x(\\p{XDigit}{2})|(\\S))\\s*");

    private char separator = '\t';
    private List<String> fields = List.of();
    private String unset = "-";
    private String empty = "(empty)";

    /// @param line that begins with `#`
    void read(String line) {
        Matcher named = SEPARATOR.matcher(line);
        if (named.matches()) {
            String hex = named.group(1);
            separator = hex == null ? named.group(2).charAt(0) : (char) Integer.parseInt(hex, 16);
            return;
        }
        List<String> parts = FlowLayout.split(line, separator);
        if (parts.size() < 2) {
            return;
        }
        switch (parts.getFirst()) {
            case "#fields" -> fields = List.copyOf(new ArrayList<>(parts.subList(1, parts.size())));
            case "#unset_field" -> unset = parts.get(1);
            case "#empty_field" -> empty = parts.get(1);
            default -> {
                // Types are known by the names; the rest is of no use to a table.
            }
        }
    }

    char separator() {
        return separator;
    }

    /// The names, in the order of a line's values; none before the line that has them.
    List<String> fields() {
        return fields;
    }

    boolean isUnset(String value) {
        return value.equals(unset) || value.equals(empty);
    }
}
