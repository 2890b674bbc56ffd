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
import trafficinsights.model.CsvDialect;
import trafficinsights.model.TimeForm;

/// Makes times of a column of texts, all in one form, or numbers of texts with marks between
/// thousands. Neither the order of day and month nor a mark is guessed value by value.
final class TextColumns {
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

    private static final String BLANKS = "[ \\x{00A0}\\x{202F}\\x{2009}\\x{2007}]";
    private static final String APOSTROPHES = "['\\x{2019}]";

    /// Values by which the patterns are put in order.
    private static final int LOOKED_AT = 1_000;

    private TextColumns() {}

    /// Changes the column's type, or nothing when one of its values is not a time in this form.
    ///
    /// @return whether it was changed
    static boolean toTimes(Session session, String table, String column, TimeForm form)
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

    /// Changes the column's type, or nothing when one of its values is not such a number.
    ///
    /// @return whether it was changed
    static boolean toNumbers(Session session, String table, String column, CsvDialect dialect)
            throws SQLException {
        String name = SqlText.name(column);
        String mark = mark(dialect.thousands());
        String point = dialect.decimal() == '.' ? "[.]" : ",";
        String india = dialect.thousands().equals(",") ? "|[1-9]\\d?(,\\d\\d){1,6},\\d{3}" : "";
        String number =
                "[-+]?(\\d{1,15}|[1-9]\\d{0,2}(%s\\d{3}){1,5}%s)(%s\\d+)?"
                        .formatted(mark, india, point);
        long others =
                session.number(
                        "SELECT count(*) FROM %s WHERE trim(%s) <> '' AND NOT regexp_full_match(trim(%s), %s)"
                                .formatted(table, name, name, SqlText.text(number)));
        if (others > 0) {
            return false;
        }
        String plain =
                "replace(regexp_replace(nullif(trim(%s), ''), %s, '', 'g'), ',', '.')"
                        .formatted(name, SqlText.text(mark));
        long decimals =
                session.number(
                        "SELECT count(*) FROM %s WHERE contains(%s, '.')".formatted(table, plain));
        String type = decimals > 0 ? "DOUBLE" : "BIGINT";
        session.execute(
                "ALTER TABLE %s ALTER %s TYPE %s USING (%s)::%s"
                        .formatted(table, name, type, plain, type));
        return true;
    }

    /// As a regular expression.
    private static String mark(String thousands) {
        return switch (thousands) {
            case "'" -> APOSTROPHES;
            case " " -> BLANKS;
            default -> "[" + thousands + "]";
        };
    }
}
