package trafficinsights.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;
import trafficinsights.report.RequestCsv;

/// Every column of a request has its place in the store and in the files.
class StoredColumnsTest {
    @TempDir private Path folder;
    private final Names names = Names.create();

    private RequestBatch row() {
        return StoredRequests.batches(11, names, 1, 40).getFirst();
    }

    /// A value as a reader sees it: codes and ids of names mean their text.
    private static String meaning(RequestColumn column, RequestBatch batch) {
        if (column == RequestColumn.CLIENT) {
            return ClientId.text(batch.clientId()[0], batch.names().clients());
        }
        if (column.hasNames()) {
            return column.names(batch.names()).text(column.small(batch, 0));
        }
        return column.array(batch) instanceof long[] longs
                ? String.valueOf(longs[0])
                : String.valueOf(column.small(batch, 0));
    }

    private RequestBatch storedAndRead(RequestBatch batch) throws Exception {
        Path file = folder.resolve("s.duckdb");
        try (LocalStore store = LocalStore.open(file);
                ExecutorService pump = Executors.newSingleThreadExecutor()) {
            try (StoreLoad load = store.load("one", null, names)) {
                Future<?> done = pump.submit(load::pump);
                load.put(batch);
                load.endOfRequests();
                done.get();
                load.commit();
            }
            try (StoreReader reader = store.read(Names.create())) {
                return Objects.requireNonNull(reader.next(), "the row");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedValueIsReadBack(RequestColumn column) throws Exception {
        RequestBatch batch = row();
        String before = meaning(column, batch);
        StoredRequests.change(batch, column, 0);
        RequestBatch read = storedAndRead(batch);
        assertThat(meaning(column, read)).isNotEqualTo(before).isEqualTo(meaning(column, batch));
    }

    @ParameterizedTest
    @EnumSource
    void aChangedValueChangesTheRowOfTheFile(RequestColumn column) {
        RequestBatch batch = row();
        String[] before = fields(batch);
        StoredRequests.change(batch, column, 0);
        String[] after = fields(batch);
        int place = RequestColumn.OF_FILES.indexOf(column);
        for (int i = 0; i < after.length; i++) {
            assertThat(after[i].equals(before[i]))
                    .as(RequestColumn.OF_FILES.get(i).fileName())
                    .isEqualTo(i != place);
        }
    }

    private static String[] fields(RequestBatch batch) {
        RequestCsv csv = new RequestCsv();
        csv.add(batch);
        String row = new String(csv.take().array(), java.nio.charset.StandardCharsets.UTF_8);
        return row.substring(0, row.indexOf('\n')).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    }

    @Test
    void aStoreFromBeforeTheTimeToFirstByteIsReadWithoutAChange() throws Exception {
        Path file = folder.resolve("v3.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String script : List.of("schema.sql", "schema-2.sql", "schema-3.sql")) {
                statement.execute(
                        Files.readString(
                                Path.of("src/main/resources/trafficinsights/store", script)));
            }
            for (String table : List.of("Regions", "Servers", "Methods", "Routes", "Scenarios")) {
                statement.execute("INSERT INTO " + table + " VALUES (0, 'one')");
            }
            statement.execute(
                    "INSERT INTO RequestLogs VALUES (1, TIMESTAMP '2026-11-22 10:00:00', 7, 7, 5, 0,"
                            + " 0, 0, 0, 200, 1500, 90, 1, 0)");
        }
        try (LocalStore store = LocalStore.openReadOnly(file);
                StoreReader reader = store.read(Names.create())) {
            RequestBatch read = Objects.requireNonNull(reader.next(), "the row");
            assertThat(read.latencyMicros()[0]).isEqualTo(1500);
            assertThat(read.ttfbMicros()[0]).isEqualTo(RequestBatch.UNKNOWN);
            assertThat(described(store, "RequestLogs")).doesNotContain("ttfb_us BIGINT");
        }
    }

    @Test
    void filesHaveEveryColumnOnce() {
        assertThat(RequestColumn.OF_FILES).containsExactlyInAnyOrder(RequestColumn.values());
    }

    @Test
    void theTableAndTheViewHaveTheColumns() throws Exception {
        try (LocalStore store = LocalStore.open(folder.resolve("s.duckdb"))) {
            assertThat(described(store, "RequestLogs"))
                    .containsExactlyElementsOf(
                            Stream.concat(
                                            Stream.of("run_id INTEGER"),
                                            Stream.of(RequestColumn.values())
                                                    .map(c -> c.sqlName() + " " + type(c)))
                                    .toList());
            assertThat(described(store, "Requests"))
                    .map(column -> column.split(" ")[0])
                    .containsExactlyElementsOf(
                            Stream.concat(
                                            Stream.of("run_id"),
                                            RequestColumn.OF_FILES.stream()
                                                    .map(RequestColumn::fileName))
                                    .toList());
        }
    }

    private static String type(RequestColumn column) {
        return switch (column.kind()) {
            case TIME -> "TIMESTAMP";
            case WHOLE, MEASURED, CLIENT -> "BIGINT";
            case NAME -> "INTEGER";
            case SMALL -> "SMALLINT";
            case TINY -> "TINYINT";
        };
    }

    private static List<String> described(LocalStore store, String table) throws Exception {
        List<String> columns = new ArrayList<>();
        try (Statement statement = store.connection().createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + table)) {
            while (rows.next()) {
                columns.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return columns;
    }
}
