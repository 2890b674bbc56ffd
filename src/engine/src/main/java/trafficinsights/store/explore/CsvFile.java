package trafficinsights.store.explore;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import trafficinsights.model.CsvShape;
import trafficinsights.model.explore.Column;

/// A CSV file, and how it is read.
public record CsvFile(Path file, CsvShape shape) {

    /// A CSV file in UTF-8 without a header, whose columns are known: commas between them, `"`
    /// around texts, times as ISO 8601 in UTC, nothing for no value.
    ///
    /// @param columns in their order, with their types in the words of SQL
    public record Typed(Path file, List<Column> columns) {
        private static final int LONGEST_LINE_BYTES = 32 << 20;

        public Typed {
            columns = List.copyOf(columns);
        }

        /// For a `FROM`.
        String sql() {
            String types =
                    columns.stream()
                            .map(c -> SqlText.text(c.name()) + ": " + SqlText.text(c.type()))
                            .collect(Collectors.joining(", ", "{", "}"));
            return "read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', max_line_size = %d, columns = %s)"
                    .formatted(
                            SqlText.text(RowSource.literalPath(file)), LONGEST_LINE_BYTES, types);
        }
    }
}
