package trafficinsights.serve.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an answer has as rows, for those who ask for CSV (RFC 4180).
///
/// @param rows one cell a column; null where there is no value
public record Table(List<String> columns, List<List<@Nullable Object>> rows) {
    /// @throws IllegalArgumentException when a row has another length than the head
    public Table {
        for (List<@Nullable Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row + " is not a row of " + columns);
            }
        }
    }

    String csv() {
        StringBuilder text = new StringBuilder();
        line(text, columns);
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<? extends @Nullable Object> cells) {
        String separator = "";
        for (Object cell : cells) {
            text.append(separator).append(cell(cell));
            separator = ",";
        }
        text.append("\r\n");
    }

    private static String cell(@Nullable Object value) {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return "";
        }
        String text = value.toString();
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
