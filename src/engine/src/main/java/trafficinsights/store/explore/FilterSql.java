package trafficinsights.store.explore;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.Filter;

/// A [Filter] as the condition of a `WHERE`.
///
/// Errors: a [trafficinsights.model.ProblemException] for a column that is not there and a value
/// that its column cannot have.
final class FilterSql {
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "-inf", "infinity", "-infinity");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final List<Column> columns;

    FilterSql(List<Column> columns) {
        this.columns = columns;
    }

    /// The condition; `true` when no row is left out.
    String where(Filter filter) {
        return switch (filter) {
            case Filter.Equals(String name, String value) -> {
                Column column = column(name);
                yield comparable(column) + " = " + literal(column, value);
            }
            case Filter.OneOf(String name, List<String> values) -> oneOf(column(name), values);
            case Filter.Range range -> range(range);
            case Filter.Contains(String name, String text, boolean ignoresCase) -> {
                String value = asText(column(name));
                yield ignoresCase
                        ? "contains(lower(%s), lower(%s))".formatted(value, SqlText.text(text))
                        : "contains(%s, %s)".formatted(value, SqlText.text(text));
            }
            case Filter.TimeSpan span -> timeSpan(span);
            case Filter.IsNull(String name) -> SqlText.name(column(name).name()) + " IS NULL";
            case Filter.Not(Filter inner) -> "(" + where(inner) + ") IS NOT TRUE";
            case Filter.And(List<Filter> filters) -> and(filters);
            // A comment at the end of the condition must not swallow what follows.
            case Filter.Sql(String condition) -> "(" + condition + "\n)";
        };
    }

    private String and(List<Filter> filters) {
        List<String> conditions = new ArrayList<>();
        for (Filter filter : filters) {
            String condition = where(filter);
            if (!condition.equals("true")) {
                conditions.add(condition);
            }
        }
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    private String oneOf(Column column, List<String> values) {
        return values.isEmpty()
                ? "false"
                : values.stream()
                        .map(value -> literal(column, value))
                        .collect(Collectors.joining(", ", comparable(column) + " IN (", ")"));
    }

    private String range(Filter.Range range) {
        Column column = column(range.column());
        String value = comparable(column);
        List<String> ends = new ArrayList<>();
        if (range.from() != null) {
            ends.add(value + " >= " + literal(column, range.from()));
        }
        if (range.to() != null) {
            ends.add(value + " <= " + literal(column, range.to()));
        }
        return String.join(" AND ", ends);
    }

    private String timeSpan(Filter.TimeSpan span) {
        Column column = column(span.column());
        if (column.kind() != ColumnKind.TIME) {
            throw Problem.of(
                            "explore.value",
                            "%s has no times, so no time range can be selected from it."
                                    .formatted(column.name()))
                    .asException();
        }
        String name = SqlText.name(column.name());
        return "%s >= %s AND %s < %s"
                .formatted(
                        name, instant(column, span.fromMicros()),
                        name, instant(column, span.toMicros()));
    }

    private static String instant(Column column, long micros) {
        String text = TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        return column.type().endsWith("TIME ZONE")
                ? "TIMESTAMPTZ '" + text + "+00'"
                : "TIMESTAMP '" + text + "'";
    }

    Column column(String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        for (Column column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        throw Problem.of(
                        "explore.column",
                        "There is no column %s. The columns are %s."
                                .formatted(
                                        name,
                                        columns.stream()
                                                .map(Column::name)
                                                .collect(Collectors.joining(", "))))
                .asException();
    }

    static String asText(Column column) {
        String name = SqlText.name(column.name());
        return column.type().equals("VARCHAR") ? name : "CAST(" + name + " AS VARCHAR)";
    }

    private static String comparable(Column column) {
        return switch (column.kind()) {
            case NUMBER, TIME, BOOLEAN -> SqlText.name(column.name());
            case TEXT, OTHER -> asText(column);
        };
    }

    private static String literal(Column column, String value) {
        return switch (column.kind()) {
            case TEXT, OTHER -> SqlText.text(value);
            case NUMBER -> number(column, value.strip());
            case BOOLEAN -> bool(column, value.strip());
            case TIME -> cast(column, value);
        };
    }

    private static String cast(Column column, String value) {
        return "CAST(%s AS %s)".formatted(SqlText.text(value), column.type());
    }

    /// A fraction of a column of whole numbers stays one; a column of doubles takes the double that
    /// the text means, and not a decimal on the way to it.
    private static String number(Column column, String value) {
        boolean isFloating = ColumnTypes.isFloating(column.type());
        if (isFloating && NOT_FINITE.contains(value.toLowerCase(Locale.ROOT))) {
            return cast(column, value);
        }
        if (!isFloating && PLAIN_NUMBER.matcher(value).matches()) {
            return value;
        }
        try {
            BigDecimal number = new BigDecimal(value);
            return isFloating
                    ? cast(column, value)
                    : "CAST(%s AS DOUBLE)".formatted(SqlText.text(number.toString()));
        } catch (NumberFormatException e) {
            throw wrong(column, value, "a number");
        }
    }

    private static String bool(Column column, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "false" -> value.toLowerCase(Locale.ROOT);
            default -> throw wrong(column, value, "true or false");
        };
    }

    private static RuntimeException wrong(Column column, String value, String wanted) {
        return Problem.of(
                        "explore.value",
                        "%s is not a valid value for the column %s, which needs %s."
                                .formatted(value, column.name(), wanted))
                .asException();
    }
}
