package trafficinsights.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoreReader;

/// Prints the rates that a push is compared with: a bare bulk copy of the same rows from memory,
/// into a table without and with the index of `ti.RequestLogs`, and a plain batched insert of some
/// of them. The database has the warehouse's tables.
final class BareCopyBench {
    private static final int INSERTED_ROWS = 20_000;
    private static final int BATCH = 1_000;

    private BareCopyBench() {}

    /// @param arguments store; database
    public static void main(String[] arguments) throws Exception {
        TestServer given = TestServer.given();
        TestServer server =
                new TestServer(given.profile().withDatabase(arguments[1]), given.secret());
        Names names = Names.create();
        List<RequestBatch> parts = new ArrayList<>();
        try (LocalStore store = LocalStore.openReadOnly(Path.of(arguments[0]));
                StoreReader reader = store.read(names)) {
            for (RequestBatch b = reader.next(); b != null; b = reader.next()) {
                parts.add(b);
            }
        }
        RequestGroup group = new RequestGroup(names, parts);
        CodeTables codes = new CodeTables();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            codes.learn(connection, group);
            for (int round = 1; round <= 3; round++) {
                for (boolean isIndexed : new boolean[] {false, true}) {
                    table(statement, isIndexed);
                    long start = System.nanoTime();
                    BatchLoad.copy(
                            connection,
                            "ti.Bare",
                            new RequestRows(group, codes, new Clock(true, 0), 1));
                    print(
                            "bulk copy " + (isIndexed ? "with index" : "no index"),
                            group.rows(),
                            start);
                }
                table(statement, true);
                long start = System.nanoTime();
                insert(connection, group, codes);
                print("batched insert", INSERTED_ROWS, start);
            }
            statement.execute("DROP TABLE ti.Bare");
        }
    }

    private static void table(Statement statement, boolean isIndexed) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS ti.Bare");
        statement.execute(
                "CREATE TABLE ti.Bare (batch_id int NOT NULL, ts datetime2(6) NOT NULL, request_id bigint NOT NULL,"
                        + " first_request_id bigint NOT NULL, client bigint NOT NULL, region smallint"
                        + " NOT NULL, server smallint NOT NULL, method smallint NOT NULL, route smallint"
                        + " NOT NULL, status smallint NOT NULL, latency_us bigint NULL, bytes bigint"
                        + " NULL, attempt smallint NOT NULL, scenario smallint NOT NULL)");
        if (isIndexed) {
            statement.execute("CREATE CLUSTERED INDEX CX_Bare ON ti.Bare (ts)");
        }
    }

    private static void insert(Connection connection, RequestGroup group, CodeTables codes)
            throws SQLException {
        RequestRows rows = new RequestRows(group, codes, new Clock(true, 0), 1);
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO ti.Bare VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 1; i <= INSERTED_ROWS && rows.next(); i++) {
                Object[] row = rows.getRowData();
                insert.setObject(1, row[0], Types.INTEGER);
                insert.setTimestamp(2, (Timestamp) row[1]);
                for (int c = 2; c < row.length; c++) {
                    insert.setObject(c + 1, row[c], rows.getColumnType(c + 1));
                }
                insert.addBatch();
                if (i % BATCH == 0) {
                    insert.executeBatch();
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void print(String what, long rows, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        System.out.printf("%-22s %.2f s  %,.0f rows/s%n", what, seconds, rows / seconds);
    }
}
