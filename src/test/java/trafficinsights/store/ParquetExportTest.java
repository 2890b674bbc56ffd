package trafficinsights.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.report.RequestCsv;

/// The Parquet file against the CSV file of the same rows, both read by DuckDB.
class ParquetExportTest {
    private static final List<String> COLUMNS = List.of(RequestCsv.HEADER.strip().split(","));

    @TempDir private Path folder;

    @Test
    void parquetAndCsvHoldTheSameRowsInTheSameOrder() throws Exception {
        Names names = Names.create();
        List<RequestBatch> batches = StoredRequests.batches(9, names, 50_000, 0);
        Path csv = folder.resolve("request_logs.csv");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(RequestCsv.HEADER.getBytes(StandardCharsets.US_ASCII));
        RequestCsv rows = new RequestCsv();
        batches.forEach(batch -> bytes.writeBytes(rows.rows(batch)));
        Files.write(csv, bytes.toByteArray());
        Path parquet = folder.resolve("it's.parquet");
        write(parquet, names, batches);

        String time = "strftime(timestamp, '%Y-%m-%dT%H:%M:%S.%fZ')";
        List<String> fromParquet =
                rows("SELECT * REPLACE (" + time + " AS timestamp) FROM 'FILE'", parquet);
        List<String> fromCsv =
                rows(
                        "SELECT * FROM read_csv('FILE', header = true, all_varchar = true,"
                                + " delim = ',', quote = '\"', escape = '\"')",
                        csv);
        assertThat(fromCsv).hasSize(50_000);
        assertThat(fromParquet).hasSize(50_000);
        for (int i = 0; i < fromCsv.size(); i++) {
            assertThat(fromParquet.get(i)).isEqualTo(fromCsv.get(i));
        }
    }

    private void write(Path target, Names names, List<RequestBatch> batches) throws Exception {
        try (ParquetExport export = new ParquetExport(target, names);
                ExecutorService pump = Executors.newSingleThreadExecutor()) {
            Future<?> done = pump.submit(export::pump);
            for (RequestBatch batch : batches) {
                export.put(batch);
            }
            export.endOfRequests();
            done.get();
            assertThat(target).doesNotExist();
            assertThat(export.commit()).isEqualTo(target);
        }
    }

    private static List<String> rows(String sql, Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                sql.replace("FILE", file.toString().replace("'", "''")))) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (String column : COLUMNS) {
                    text.append(row.getString(column)).append(" | ");
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }

    @Test
    void anExportThatIsNotCommittedLeavesNothing() throws Exception {
        Names names = Names.create();
        List<RequestBatch> batches = StoredRequests.batches(10, names, 3_000, 0);
        Path target = folder.resolve("a.parquet");
        Files.writeString(target, "old");
        try (ParquetExport export = new ParquetExport(target, names);
                ExecutorService pump = Executors.newSingleThreadExecutor()) {
            Future<?> done = pump.submit(export::pump);
            export.put(batches.getFirst());
            export.endOfRequests();
            done.get();
        }
        assertThat(target).hasContent("old");
        assertThat(content()).containsExactly(target);
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
