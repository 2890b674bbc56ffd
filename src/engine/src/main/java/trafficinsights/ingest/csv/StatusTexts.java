package trafficinsights.ingest.csv;

import java.util.List;
import java.util.regex.Pattern;

/// A column of statuses in which texts stand too: load testers and clients write why there was no
/// answer where the status would be. Such a row is a request without an answer. A column of which
/// nearly all values are texts is not a status.
final class StatusTexts {
    /// Share of the values that must be statuses.
    static final double LEAST_STATUSES = 0.1;

    private static final Pattern STATUS =
            Pattern.compile("(?:HTTP(?:/[\\d.]+)? )?[1-9]\\d\\d( .*|[.,]0+)?|0+|-1");
    private static final Pattern TEXT = Pattern.compile("[^-+\\d].*", Pattern.DOTALL);

    private StatusTexts() {}

    /// Whether a value is a status, or says in a number that there is none.
    static boolean isOne(String value) {
        return STATUS.matcher(value).matches();
    }

    /// Whether a value is a text that stands in the place of a status.
    static boolean isText(String value) {
        return TEXT.matcher(value).matches() && !isOne(value);
    }

    /// Whether a column is one of statuses.
    static boolean isStatus(List<String> cells) {
        int values = 0;
        int statuses = 0;
        for (String cell : cells) {
            boolean isValue = !ColumnProfile.isNothing(cell);
            values += isValue ? 1 : 0;
            statuses += isValue && isOne(cell) ? 1 : 0;
        }
        return statuses > 0 && statuses >= LEAST_STATUSES * values;
    }
}
