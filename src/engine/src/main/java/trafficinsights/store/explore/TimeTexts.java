package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.model.TimeForm;

/// Makes times of a column of texts, all in one form; the order of day and month is never guessed
/// value by value.
final class TimeTexts {
    private static final List<String> CLOCKS =
            List.of(
                    "%H:%M:%S",
                    "%H:%M",
                    "%H:%M:%S.%f",
                    "%H:%M:%S,%f",
                    "%I:%M:%S %p",
                    "%I:%M %p",
                    "%I:%M:%S%p",
                    "%I:%M%p");

    /// Values by which the patterns are put in order.
    private static final int LOOKED_AT = 1_000;

    private TimeTexts() {}

    /// Changes the column's type, or nothing when one of its values is not a time in this form.
    ///
    /// @return whether it was changed
    static boolean convert(Session session, String table, String column, TimeForm form)
            throws SQLException {
        boolean isTimes = convert(session, table, column, instants(form), "TIMESTAMP");
        return isTimes
                || (form.isCalendar() && convert(session, table, column, days(form), "DATE"));
    }

    private static boolean convert(
            Session session, String table, String column, List<String> patterns, String type)
            throws SQLException {
        String name = SqlText.name(column);
        Map<String, Long> hits = hits(session, table, name, patterns);
        List<String> ordered =
                patterns.stream()
                        .sorted(Comparator.comparingLong(p -> -hits.getOrDefault(p, 0L)))
                        .toList();
        if (hits.getOrDefault(ordered.getFirst(), 0L) == 0) {
            return false;
        }
        String parsed = "try_strptime(%s, [%s])".formatted(name, SqlText.texts(ordered));
        long broken =
                session.number(
                        "SELECT count(*) FROM %s WHERE %s IS NOT NULL AND %s IS NULL"
                                .formatted(table, name, parsed));
        if (broken > 0) {
            return false;
        }
        String target = parsed.contains("%z") ? "TIMESTAMPTZ" : type;
        session.execute(
                "ALTER TABLE %s ALTER %s TYPE %s USING %s::%s"
                        .formatted(table, name, target, parsed, target));
        return true;
    }

    /// How many of the first values each pattern reads.
    private static Map<String, Long> hits(
            Session session, String table, String name, List<String> patterns) throws SQLException {
        String counts =
                patterns.stream()
                        .map(p -> "count(try_strptime(v, %s))".formatted(SqlText.text(p)))
                        .collect(Collectors.joining(", "));
        Map<String, Long> hits = new LinkedHashMap<>();
        try (Statement statement = session.statement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT %s FROM (SELECT %s AS v FROM %s WHERE %s IS NOT NULL LIMIT %d)"
                                        .formatted(counts, name, table, name, LOOKED_AT))) {
            row.next();
            for (int i = 0; i < patterns.size(); i++) {
                hits.put(patterns.get(i), row.getLong(i + 1));
            }
        }
        return hits;
    }

    private static List<String> instants(TimeForm form) {
        if (form == TimeForm.CLF) {
            return List.of("%d/%b/%Y:%H:%M:%S %z", "[%d/%b/%Y:%H:%M:%S %z]");
        }
        List<String> patterns = new ArrayList<>();
        for (String day : days(form)) {
            for (String gap : List.of(" ", ", ", "T")) {
                CLOCKS.forEach(clock -> patterns.add(day + gap + clock));
            }
        }
        return patterns;
    }

    private static List<String> days(TimeForm form) {
        return switch (form) {
            case DAY_FIRST -> List.of("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y");
            case MONTH_FIRST -> List.of("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y");
            default -> List.of("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d");
        };
    }
}
