package trafficinsights.store.explore;

import java.util.Collection;
import java.util.stream.Collectors;

/// Names and texts as SQL has them.
final class SqlText {
    private SqlText() {}

    /// A name in quotes, whatever is in it.
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A text in quotes, whatever is in it.
    static String text(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        // A text of SQL ends at a zero character.
        return text.indexOf('\0') < 0
                ? quoted
                : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    static String names(Collection<String> names) {
        return names.stream().map(SqlText::name).collect(Collectors.joining(", "));
    }

    static String texts(Collection<String> texts) {
        return texts.stream().map(SqlText::text).collect(Collectors.joining(", "));
    }
}
