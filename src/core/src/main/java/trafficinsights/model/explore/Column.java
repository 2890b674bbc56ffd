package trafficinsights.model.explore;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A column of opened data or of a result.
///
/// @param name as the data has it; any text
/// @param type in the words of SQL, `BIGINT`
public record Column(String name, String type, ColumnKind kind) {
    private static final Set<String> WHOLE =
            Set.of(
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "UHUGEINT");

    private static final Pattern STATUS = Pattern.compile("(^|.*[^a-z])status(_?code)?$");

    /// Whether numbers of a type are whole.
    ///
    /// @param type in the words of SQL
    public static boolean isWhole(String type) {
        return WHOLE.contains(type);
    }

    /// `clientId` as `client_id`.
    public String snakeName() {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /// Whether its numbers are statuses of HTTP, which people read by their class: `5xx`.
    public boolean isStatus() {
        return kind == ColumnKind.NUMBER && STATUS.matcher(snakeName()).matches();
    }
}
