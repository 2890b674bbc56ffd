package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.report.KpiWindowCsv;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSpec;

/// What a store has of a run besides its requests is what the run's files have: every column, every
/// row, in the same order. The files are read by another CSV reader than the program's.
@TestInstance(Lifecycle.PER_CLASS)
class StoredTablesTest {
    private Path folder;
    private Path out;
    private Path both;
    private Path storeOnly;

    @BeforeAll
    void runTwice(@TempDir Path temporary, @TempDir Path given) throws Exception {
        folder = temporary;
        out = folder.resolve("out");
        both = folder.resolve("both.duckdb");
        storeOnly = folder.resolve("only.duckdb");
        Path events = given.resolve("deploys.csv");
        Files.writeString(
                events,
                """
                time,end,kind,text,server
                2026-03-02T08:09:20.5Z,,deploy,"orders 4.2, blue",web-1
                2026-03-02T08:12:00Z,2026-03-02T08:13:00Z,maintenance,"two
                lines",db-1
                """);
        RunSpec spec =
                RunSpec.inMemory(RunBench.generated("slow-server", 200_000))
                        .withThreads(2)
                        .withEvents(EventFiles.of(List.of(events)));
        RunBench.summary(spec.withOut(out).withStore(both));
        RunBench.summary(spec.withStore(storeOnly));
    }

    @ParameterizedTest
    @CsvSource({
        "kpi_windows.csv, KpiWindows",
        "anomalies.csv, Anomalies",
        "incidents.csv, Incidents",
        "events.csv, Events"
    })
    void aStoreHasTheRowsOfTheFileInItsOrderWithOrWithoutAFolder(String file, String table)
            throws Exception {
        List<List<Object>> expected = rowsOf(out.resolve(file), both, table);
        assertThat(expected).isNotEmpty();
        assertThat(stored(both, table)).isEqualTo(expected);
        assertThat(stored(storeOnly, table)).isEqualTo(expected);
    }

    @Test
    void whatIsNotKnownOfAWindowIsNullInTheStore() throws Exception {
        List<List<Object>> rows = rowsOf(out.resolve(KpiWindowCsv.FILE_NAME), both, "KpiWindows");
        assertThat(rows).anyMatch(row -> row.contains(NULL));
    }

    @Test
    void theReportInTheStoreIsTheFile() throws Exception {
        String file = Files.readString(out.resolve("analytics_report.json"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + both);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT report FROM AnalyticsReports")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(file);
        }
    }

    /// Takes the place of null, which a list of AssertJ may not show well.
    private static final Object NULL = "null";

    /// The fields of a file in the types of a table's columns of the same name.
    private static List<List<Object>> rowsOf(Path csv, Path store, String table)
            throws IOException, CsvException, SQLException {
        List<String[]> lines;
        try (var reader =
                new CSVReaderBuilder(Files.newBufferedReader(csv))
                        .withCSVParser(new RFC4180ParserBuilder().build())
                        .build()) {
            lines = reader.readAll();
        }
        List<String> header = Arrays.asList(lines.getFirst());
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery(select(table) + " LIMIT 0")) {
            int count = columns.getMetaData().getColumnCount();
            assertThat(header).hasSize(count);
            for (String[] line : lines.subList(1, lines.size())) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    String field = line[header.indexOf(columns.getMetaData().getColumnName(i))];
                    row.add(value(field, columns.getMetaData().getColumnTypeName(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object value(String field, String type) {
        if (field.isEmpty()) {
            return NULL;
        }
        return switch (type) {
            case "TIMESTAMP" -> Instant.parse(field);
            case "BIGINT" -> Long.valueOf(field);
            case "DOUBLE" -> Double.valueOf(field);
            case "VARCHAR" -> field;
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static String select(String table) {
        return "SELECT * EXCLUDE (run_id) FROM " + table;
    }

    private static List<List<Object>> stored(Path store, String table) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select(table) + " ORDER BY rowid")) {
            int count = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    values.add(plain(row.getObject(i)));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> NULL;
            case Timestamp time -> time.toLocalDateTime().toInstant(ZoneOffset.UTC);
            default -> value;
        };
    }

    @Test
    void aRunIntoAStoreLeavesNothingBesideIt() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(out, both, storeOnly);
        }
    }
}
