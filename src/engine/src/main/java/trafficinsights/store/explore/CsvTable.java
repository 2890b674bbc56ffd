package trafficinsights.store.explore;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvShape;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeForm;
import trafficinsights.model.explore.ExploreWatch;

/// Reads one CSV file into a table, and its lines that are no rows into `Rejects`.
///
/// DuckDB finds out the types from the first rows. A column in which a later value breaks the type
/// found is read again as text, so that no row is lost for its type; what is still refused (too few
/// or too many fields, broken quotes) is kept as a reject.
final class CsvTable {
    private static final String OPTIONS = "sample_size = 20480";
    private static final String REJECTS =
            "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scan',"
                    + " rejects_limit = 0";

    /// Each round turns at least one column into text.
    private static final int MOST_ROUNDS = 4;

    private final CsvFile csv;
    private final String table;
    private final String title;
    private final Set<String> brokenColumns = new LinkedHashSet<>();
    private final Set<String> brokenTimes = new LinkedHashSet<>();
    private final Set<String> doubtful = new LinkedHashSet<>();
    private boolean hasForeignBytes;

    /// @param table its name
    CsvTable(CsvFile csv, String table) {
        this.csv = csv;
        this.table = table;
        title = SqlProblems.name(csv.file());
    }

    /// Columns that are text because a later value is of another type.
    Set<String> brokenColumns() {
        return brokenColumns;
    }

    /// Columns that are text because a value is not a time, where the first ones are.
    Set<String> brokenTimes() {
        return brokenTimes;
    }

    /// Columns that are text because it is not certain which numbers their marks make.
    Set<String> doubtful() {
        return doubtful;
    }

    /// Whether lines were refused because their bytes are no UTF-8.
    boolean hasForeignBytes() {
        return hasForeignBytes;
    }

    /// @param text the file itself, or a copy of it in UTF-8
    void read(Path text, Duck database, ExploreWatch watch) throws SQLException {
        try {
            database.run(
                    "reading " + title,
                    watch,
                    session -> {
                        read(text, session);
                        return true;
                    });
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private void read(Path text, Session session) throws SQLException {
        brokenColumns.clear();
        doubtful.clear();
        List<String> names = names(text, session);
        Map<String, TimeForm> times = times(names);
        List<String> grouped = named(csv.shape().grouped(), names);
        doubtful.addAll(named(csv.shape().texts(), names));
        Set<String> asText = new LinkedHashSet<>(times.keySet());
        asText.addAll(grouped);
        asText.addAll(doubtful);
        for (int round = 1; ; round++) {
            boolean isLast = round == MOST_ROUNDS;
            load(text, session, isLast ? ", all_varchar = true" : types(asText));
            Set<String> broken = broken(session);
            // In a copy all are UTF-8, and what is refused is refused.
            hasForeignBytes =
                    text.equals(csv.file())
                            && session.number(
                                            "SELECT count(*) FROM rejected WHERE error_type = 'INVALID ENCODING'")
                                    > 0;
            if (hasForeignBytes || broken.isEmpty() || isLast) {
                break;
            }
            brokenColumns.addAll(broken);
        }
        if (hasForeignBytes) {
            return;
        }
        for (Map.Entry<String, TimeForm> time : times.entrySet()) {
            if (!TextColumns.toTimes(session, table, time.getKey(), time.getValue())) {
                brokenTimes.add(time.getKey());
            }
        }
        CsvDialect dialect = csv.shape().dialect();
        for (String column : grouped) {
            if (dialect == null || !TextColumns.toNumbers(session, table, column, dialect)) {
                doubtful.add(column);
            }
        }
        keepRejects(session);
    }

    private String source(Path text, String more) {
        return "read_csv(%s, %s%s%s)"
                .formatted(SqlText.text(RowSource.literalPath(text)), OPTIONS, dialect(), more);
    }

    private String dialect() {
        CsvDialect dialect = csv.shape().dialect();
        if (dialect == null) {
            return "";
        }
        String skipped =
                csv.shape().asideLines() == 0 ? "" : ", skip = " + csv.shape().asideLines();
        return ", delim = %s, quote = %s, header = %s, decimal_separator = %s%s"
                .formatted(
                        SqlText.text(String.valueOf(dialect.delimiter())),
                        SqlText.text(String.valueOf(dialect.quote())),
                        dialect.hasHeader(),
                        SqlText.text(String.valueOf(dialect.decimal())),
                        skipped);
    }

    /// Of the columns in the table; none where nothing is known of any.
    private List<String> names(Path text, Session session) throws SQLException {
        CsvShape shape = csv.shape();
        boolean isNothingKnown =
                shape.times().isEmpty() && shape.grouped().isEmpty() && shape.texts().isEmpty();
        return isNothingKnown
                ? List.of()
                : texts(
                        session,
                        "SELECT column_name FROM (DESCRIBE SELECT * FROM %s)"
                                .formatted(source(text, ", ignore_errors = true")));
    }

    /// @param places from 1
    private static List<String> named(Set<Integer> places, List<String> names) {
        return places.stream()
                .sorted()
                .filter(place -> place <= names.size())
                .map(place -> names.get(place - 1))
                .toList();
    }

    /// The columns with times, by their names in the table.
    private Map<String, TimeForm> times(List<String> names) {
        Map<String, TimeForm> times = new LinkedHashMap<>();
        csv.shape()
                .times()
                .forEach((place, form) -> {
                    if (place <= names.size()) {
                        times.put(names.get(place - 1), form);
                    }
                });
        return times;
    }

    private String types(Set<String> asText) {
        Set<String> texts =
                Stream.concat(brokenColumns.stream(), asText.stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return texts.isEmpty()
                ? ""
                : texts.stream()
                        .map(name -> SqlText.text(name) + ": 'VARCHAR'")
                        .collect(Collectors.joining(", ", ", types = {", "}"));
    }

    private void load(Path text, Session session, String types) throws SQLException {
        session.execute("DROP TABLE IF EXISTS rejected");
        session.execute("DROP TABLE IF EXISTS rejected_scan");
        session.execute(
                "CREATE OR REPLACE TABLE %s AS SELECT * FROM %s"
                        .formatted(table, source(text, ", " + REJECTS + types)));
    }

    private static Set<String> broken(Session session) throws SQLException {
        return new LinkedHashSet<>(
                texts(
                        session,
                        "SELECT DISTINCT column_name FROM rejected WHERE error_type = 'CAST' ORDER BY 1"));
    }

    private static List<String> texts(Session session, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = session.statement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void keepRejects(Session session) throws SQLException {
        session.execute(
                "INSERT INTO Rejects SELECT %s, line, column_name, error_type, csv_line FROM rejected ORDER BY ALL"
                        .formatted(SqlText.text(csv.file().toAbsolutePath().toString())));
    }

    private RuntimeException problem(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("GZIP") || message.contains("gzip")) {
            return cutOff(e);
        }
        if (message.contains("sniffing") || message.contains("dialect")) {
            return Problem.of(
                            "explore.no-csv",
                            ("%s cannot be read as CSV: no separator fits its"
                                            + " lines. Check that it is a text table.")
                                    .formatted(title),
                            e)
                    .asException();
        }
        return SqlProblems.of(title, e);
    }

    private RuntimeException cutOff(SQLException e) {
        return Problem.of(
                        "explore.gzip",
                        "%s is not a complete gzip file. Copy it again.".formatted(title),
                        e)
                .asException();
    }
}
