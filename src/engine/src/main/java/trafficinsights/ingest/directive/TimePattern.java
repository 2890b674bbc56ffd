package trafficinsights.ingest.directive;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// Times in the notation of `strftime` (POSIX), with Envoy's `%3f` for parts of a second.
final class TimePattern {
    private TimePattern() {}

    /// @throws trafficinsights.model.ProblemException when a conversion is not one of a time
    static DateTimeFormatter ofStrftime(String pattern, DirectiveBuilder builder) {
        DateTimeFormatterBuilder form = new DateTimeFormatterBuilder().parseCaseInsensitive();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c != '%') {
                form.appendLiteral(c);
                continue;
            }
            int digits = 9;
            if (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                digits = pattern.charAt(at++) - '0';
            }
            char conversion = at < pattern.length() ? pattern.charAt(at++) : ' ';
            if (!append(form, conversion, digits)) {
                throw builder.problem(
                        "its time `%s` has `%%%s`, which is not read"
                                .formatted(pattern, conversion));
            }
        }
        return form.toFormatter(Locale.ENGLISH);
    }

    private static boolean append(DateTimeFormatterBuilder form, char conversion, int digits) {
        switch (conversion) {
            case 'Y' -> form.appendValue(ChronoField.YEAR, 4);
            case 'm' -> form.appendValue(ChronoField.MONTH_OF_YEAR, 2);
            case 'd' -> form.appendValue(ChronoField.DAY_OF_MONTH, 2);
            case 'H' -> form.appendValue(ChronoField.HOUR_OF_DAY, 2);
            case 'M' -> form.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
            case 'S' -> form.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
            case 'b' -> form.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'z' -> form.appendPattern("[XXX][XX][X]");
            case 'f' -> form.appendFraction(ChronoField.NANO_OF_SECOND, 0, digits, false);
            case 'F' -> form.appendPattern("uuuu-MM-dd");
            case 'T' -> form.appendPattern("HH:mm:ss");
            case '%' -> form.appendLiteral('%');
            default -> {
                return false;
            }
        }
        return true;
    }
}
