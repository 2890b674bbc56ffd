package trafficinsights.store.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import trafficinsights.model.explore.Column;

/// The rows that are explored, each with its number: by its number a row is found at once, however
/// many there are.
///
/// Both kinds of file keep rows in groups of which the first number is known, so a range of numbers
/// reads one or two groups.
sealed interface RowSource {
    /// Columns that people see.
    List<Column> columns();

    /// One more than the greatest row number.
    long endOfRows();

    /// Rows.
    long count();

    /// What the row number is called, quoted; no column has this name.
    String number();

    /// All rows, for a `FROM`: the columns and the number.
    String all();

    /// Rows with numbers from `first` to `last`, for a `FROM`.
    String between(long first, long last);

    /// Whether the k-th row has the number k.
    default boolean isDense() {
        return count() == endOfRows();
    }

    private static String numberName(List<Column> columns) {
        String name = "#row";
        for (int i = 0; i < columns.size(); i++) {
            String now = name;
            if (columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(now))) {
                break;
            }
            name += "_";
        }
        return SqlText.name(name);
    }

    /// A table of the opened database file, or a view of ours on one.
    ///
    /// @param select columns of the select, without the row number
    /// @param from its tables
    /// @param rowid the number's expression
    record Table(
            List<Column> columns,
            long count,
            long endOfRows,
            String select,
            String from,
            String rowid)
            implements RowSource {
        @Override
        public String number() {
            return numberName(columns);
        }

        @Override
        public String all() {
            return "(SELECT %s, %s AS %s FROM %s)".formatted(select, rowid, number(), from);
        }

        @Override
        public String between(long first, long last) {
            return "(SELECT %s, %s AS %s FROM %s WHERE %s BETWEEN %d AND %d)"
                    .formatted(select, rowid, number(), from, rowid, first, last);
        }
    }

    /// Parquet files with the same columns, where they lie.
    ///
    /// @param starts number of the first row of each file, and the end
    record Parquet(List<Column> columns, List<Path> files, List<Long> starts) implements RowSource {
        @Override
        public long endOfRows() {
            return starts.getLast();
        }

        @Override
        public long count() {
            return starts.getLast();
        }

        @Override
        public String number() {
            return numberName(columns);
        }

        private String names() {
            return SqlText.names(columns.stream().map(Column::name).toList());
        }

        @Override
        public String all() {
            String base =
                    files.size() == 1
                            ? "0"
                            : starts.stream()
                                    .map(String::valueOf)
                                    .collect(
                                            Collectors.joining(
                                                    ", ",
                                                    "([",
                                                    "]::BIGINT[])[CAST(file_index AS BIGINT) + 1]"));
            return "(SELECT %s, %s + file_row_number AS %s FROM read_parquet([%s]))"
                    .formatted(names(), base, number(), SqlText.texts(paths()));
        }

        private List<String> paths() {
            return files.stream().map(RowSource::literalPath).toList();
        }

        @Override
        public String between(long first, long last) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                long start = starts.get(i);
                if (first < starts.get(i + 1) && last >= start) {
                    parts.add(
                            ("SELECT %s, %d + file_row_number AS %s FROM read_parquet(%s)"
                                            + " WHERE file_row_number BETWEEN %d AND %d")
                                    .formatted(
                                            names(),
                                            start,
                                            number(),
                                            SqlText.text(literalPath(files.get(i))),
                                            Math.max(0, first - start),
                                            last - start));
                }
            }
            return parts.isEmpty()
                    ? "(SELECT * FROM " + all() + " WHERE false)"
                    : parts.stream().collect(Collectors.joining(" UNION ALL ", "(", ")"));
        }
    }

    /// A path that DuckDB takes as it is: in its eyes `[`, `*` and `?` make a pattern.
    static String literalPath(Path file) {
        return file.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]");
    }
}
