package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;

/// Reads CSV files into the table `data` of a database file, and lines that are none into
/// `Rejects`.
///
/// DuckDB finds out the dialect and the types from the first rows. A column in which a later value
/// breaks the type found is read again as text, so that no row is lost for its type; what is still
/// refused (too few or too many fields, broken quotes, bytes that are no UTF-8) is kept as a
/// reject.
final class CsvLoad {
    /// Each round turns at least one column into text.
    private static final int MOST_ROUNDS = 4;

    private static final String OPTIONS =
            "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scan',"
                    + " rejects_limit = 0, sample_size = 20480";

    private final List<Path> files;
    private final List<String> notes = new ArrayList<>();

    CsvLoad(List<Path> files) {
        this.files = files;
    }

    /// What to tell the person of how the files were read.
    List<String> notes() {
        return notes;
    }

    /// @return lines that were refused
    long into(Duck database, ExploreWatch watch) throws SQLException {
        Set<String> texts = new LinkedHashSet<>();
        for (int round = 1; ; round++) {
            boolean isLast = round == MOST_ROUNDS;
            String types = isLast ? ", all_varchar = true" : types(texts);
            Set<String> broken = read(database, types, watch);
            if (broken.isEmpty() || isLast) {
                break;
            }
            texts.addAll(broken);
        }
        if (!texts.isEmpty()) {
            notes.add(
                    "Read as text, because not every value is of the type of the first ones: %s."
                            .formatted(String.join(", ", texts)));
        }
        return keepRejects(database);
    }

    private static String types(Set<String> texts) {
        return texts.isEmpty()
                ? ""
                : texts.stream()
                        .map(name -> SqlText.text(name) + ": 'VARCHAR'")
                        .collect(Collectors.joining(", ", ", types = {", "}"));
    }

    /// @return columns with values that broke their type
    private Set<String> read(Duck database, String types, ExploreWatch watch) throws SQLException {
        String names = SqlText.texts(files.stream().map(RowSource::literalPath).toList());
        String more = files.size() > 1 ? ", union_by_name = true" : "";
        String sql =
                "CREATE OR REPLACE TABLE data AS SELECT * FROM read_csv([%s], %s%s%s)"
                        .formatted(names, OPTIONS, more, types);
        String title = files.size() == 1 ? SqlProblems.name(files.getFirst()) : "the files";
        try {
            return database.run(
                    "reading " + title,
                    watch,
                    session -> {
                        session.execute(sql);
                        session.execute(
                                "CREATE OR REPLACE TABLE Rejects AS SELECT s.file_path AS file, r.line, r.column_name AS \"column\", r.error_type AS cause, r.csv_line AS text FROM rejected r JOIN rejected_scan s USING (scan_id, file_id) ORDER BY ALL");
                        return broken(session);
                    });
        } catch (SQLException e) {
            throw problem(title, e);
        }
    }

    private static Set<String> broken(Session session) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        try (Statement statement = session.statement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT DISTINCT \"column\" FROM Rejects WHERE cause = 'CAST' ORDER BY 1")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private long keepRejects(Duck database) throws SQLException {
        long rejects =
                new Session(database.root())
                        .number("SELECT count(DISTINCT (file, line)) FROM Rejects");
        if (rejects == 0) {
            database.execute("DROP TABLE Rejects");
        }
        return rejects;
    }

    private static RuntimeException problem(String title, SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("GZIP") || message.contains("gzip")) {
            return Problem.of(
                            "explore.gzip",
                            "%s is not a whole gzip file. It may have been cut off while it was copied: copy it again."
                                    .formatted(title),
                            e)
                    .asException();
        }
        if (message.contains("sniffing") || message.contains("dialect")) {
            return Problem.of(
                            "explore.no-csv",
                            "%s does not read as CSV: no separator fits its lines. Check that it is a table of text."
                                    .formatted(title),
                            e)
                    .asException();
        }
        return SqlProblems.of(title, e);
    }
}
