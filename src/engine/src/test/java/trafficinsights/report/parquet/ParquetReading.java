package trafficinsights.report.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.store.StoredRequests;

/// The rows of a Parquet file as two independent readers see them, each row as
/// [StoredRequests#texts] has it: what is not known is -1, or `-` for a text.
final class ParquetReading {
    static final List<String> COLUMNS =
            List.of(
                    "timestamp",
                    "request_id",
                    "client_id",
                    "region",
                    "server",
                    "method",
                    "route",
                    "status",
                    "latency_us",
                    "bytes",
                    "attempt",
                    "first_request_id",
                    "ttfb_us",
                    "scenario");

    private ParquetReading() {}

    static List<String> duckDb(Path file) throws SQLException {
        return query(
                file,
                "SELECT epoch_us(timestamp), request_id, client_id, region, server, method, route,"
                        + " status, coalesce(latency_us, -1), coalesce(bytes, -1), attempt,"
                        + " first_request_id, coalesce(ttfb_us, -1), coalesce(scenario, '-') FROM 'FILE'");
    }

    /// The rows of a query, each as one text; `FILE` stands for the file's name.
    static List<String> query(Path file, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                sql.replace("FILE", file.toString().replace("'", "''")))) {
            Object[] values = new Object[row.getMetaData().getColumnCount()];
            while (row.next()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getString(i + 1);
                }
                rows.add(StoredRequests.text(values));
            }
        }
        return rows;
    }

    static List<String> hardwood(Path file) throws IOException {
        List<List<Object>> columns = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            for (String name : COLUMNS) {
                try (ColumnReader column = reader.columnReader(name)) {
                    columns.add(values(column));
                }
            }
        }
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < columns.getFirst().size(); row++) {
            Object[] values = new Object[COLUMNS.size()];
            for (int c = 0; c < values.length; c++) {
                values[c] = columns.get(c).get(row);
            }
            rows.add(StoredRequests.text(values));
        }
        return rows;
    }

    private static List<Object> values(ColumnReader column) {
        List<Object> values = new ArrayList<>();
        while (column.nextBatch()) {
            Validity validity = column.getLeafValidity();
            switch (column.getColumnSchema().type()) {
                case INT32 -> {
                    int[] batch = column.getInts();
                    for (int i = 0; i < column.getRecordCount(); i++) {
                        values.add(validity.isNull(i) ? -1 : batch[i]);
                    }
                }
                case INT64 -> {
                    long[] batch = column.getLongs();
                    for (int i = 0; i < column.getRecordCount(); i++) {
                        values.add(validity.isNull(i) ? -1 : batch[i]);
                    }
                }
                default -> {
                    String[] batch = column.getStrings();
                    for (int i = 0; i < column.getRecordCount(); i++) {
                        values.add(validity.isNull(i) ? "-" : batch[i]);
                    }
                }
            }
        }
        return values;
    }
}
