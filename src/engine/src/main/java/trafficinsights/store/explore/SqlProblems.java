package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// What a refusal of DuckDB means for the person.
final class SqlProblems {
    static final String CANCELLED = "explore.cancelled";

    private static final Pattern KIND = Pattern.compile("^[A-Z][A-Za-z ]*Error: ");
    private static final Pattern POSITION = Pattern.compile("LINE (\\d+): ([^\\n]*)\\n( *)\\^");
    private static final int LONGEST_REASON = 400;

    private SqlProblems() {}

    static ProblemException cancelled() {
        return Problem.of(CANCELLED, "Cancelled. Nothing was changed.").asException();
    }

    /// @param about what was worked on, for people
    static ProblemException of(String about, SQLException e) {
        Problem known = known(about, e);
        return (known != null
                        ? known
                        : Problem.of(
                                "explore.failed",
                                "%s could not be read: %s".formatted(about, reason(e)),
                                e))
                .asException();
    }

    /// What was wrong with SQL that a person wrote.
    static ProblemException ofSql(SQLException e) {
        Problem known = known("The result", e);
        return (known != null
                        ? known
                        : Problem.of(
                                "explore.sql",
                                "The SQL cannot be run: " + reason(e) + position(e),
                                e))
                .asException();
    }

    private static @Nullable Problem known(String about, SQLException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left")
                || message.contains("not enough space")
                || message.contains("max_temp_directory_size")) {
            return Problem.of(
                    "explore.disk-full",
                    "The disk is full. Free some space, or choose another folder"
                            + " for temporary files (--temp).",
                    e);
        }
        if (message.startsWith("out of memory")) {
            return Problem.of(
                    "explore.memory",
                    about
                            + " needs more memory than allowed. Use fewer rows or"
                            + " columns, or group by something with fewer values.",
                    e);
        }
        if (message.contains("file system operations are disabled")
                || message.contains("configuration has been locked")) {
            return Problem.of(
                    "explore.locked-in",
                    "SQL can use only the opened data, not other files or"
                            + " settings. To query a file, open it first.",
                    e);
        }
        if (message.contains("read-only mode") || message.contains("in read-only")) {
            return Problem.of(
                    "explore.read-only",
                    "The SQL would change the data, which is open read-only. To"
                            + " allow changes, open the store with --write.",
                    e);
        }
        return null;
    }

    /// DuckDB's first sentence, without its kind of error.
    static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String first = KIND.matcher(message).replaceFirst("").split("\n", 2)[0].strip();
        String cut =
                first.length() > LONGEST_REASON ? first.substring(0, LONGEST_REASON) + "…" : first;
        return cut.endsWith(".") || cut.endsWith("!") || cut.endsWith("?") ? cut : cut + ".";
    }

    /// Where in the person's own SQL, if DuckDB says so.
    private static String position(SQLException e) {
        Matcher found = POSITION.matcher(String.valueOf(e.getMessage()));
        return found.find()
                ? " (line %s: %s)".formatted(found.group(1), found.group(2).strip())
                : "";
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
