package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;

/// Parquet files as one source of rows.
final class ParquetFiles {
    private ParquetFiles() {}

    /// Reads the ends of the files only.
    static RowSource.Parquet source(Duck duck, List<Path> files) throws SQLException {
        List<Column> columns = List.of();
        List<Long> starts = new ArrayList<>();
        starts.add(0L);
        for (Path file : files) {
            List<Column> own;
            try {
                String from = "read_parquet(" + SqlText.text(RowSource.literalPath(file)) + ")";
                own = Explorer.columns(duck.root(), from);
                starts.add(
                        starts.getLast()
                                + new Session(duck.root()).number("SELECT count(*) FROM " + from));
            } catch (SQLException e) {
                throw Problem.of(
                                "explore.parquet",
                                "%s is not a complete Parquet file. Copy it or write it again."
                                        .formatted(file),
                                e)
                        .asException();
            }
            if (!columns.isEmpty() && !columns.equals(own)) {
                throw Problem.of(
                                "explore.columns",
                                ("%s and %s have different columns. Open only"
                                                + " files with the same columns together.")
                                        .formatted(file, files.getFirst()))
                        .asException();
            }
            columns = own;
        }
        return new RowSource.Parquet(columns, files, starts);
    }
}
