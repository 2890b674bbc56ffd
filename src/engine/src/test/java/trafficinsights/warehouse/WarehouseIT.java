package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.store.StoredRequests;

/// The warehouse on a real server.
class WarehouseIT {
    private static TestServer server;

    @BeforeAll
    static void migrate() throws SQLException {
        server =
                TestServer.given().withNewDatabase("ti_it_" + Long.toString(System.nanoTime(), 36));
        try (Warehouse warehouse = open()) {
            assertThat(warehouse.migrate().toVersion()).isEqualTo(Schema.VERSION);
            assertThat(warehouse.migrate().applied()).isZero();
            warehouse.check();
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        if (server != null) {
            server.dropDatabase();
        }
    }

    private static Warehouse open() {
        return Warehouse.open(server.profile(), server.secret(), 2);
    }

    private static RunHeader run(String name) {
        return new RunHeader(Warehouse.key(name), name, 1);
    }

    @Test
    void everyFigureComesBackAsItWent() throws Exception {
        comesBack(StoredRequests.batches(11, Names.create(), 3_000, 1_000_000), 1_000_000);
    }

    /// A century of times: among them hours that this clock skips.
    @Test
    void everyFigureComesBackAsItWentWhereTheClockIsPutForward() throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            comesBack(StoredRequests.batches(16, Names.create(), 3_000, 6_000_000), 6_000_000);
            List<RequestBatch> june = StoredRequests.batches(17, Names.create(), 3_000, 7_000_000);
            for (RequestBatch b : june) {
                for (int i = 0; i < b.size(); i++) {
                    b.epochMicros()[i] =
                            1_780_300_000_000_000L
                                    + Math.floorMod(b.epochMicros()[i], 1_000_000_000_000L);
                }
            }
            comesBack(june, 7_000_000);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static void comesBack(List<RequestBatch> parts, long firstId) throws Exception {
        RequestGroup group = new RequestGroup(parts.getFirst().names(), parts);
        try (Warehouse warehouse = open()) {
            RunLoad load = warehouse.begin(run("figures " + firstId));
            assertThat(load.push(group, Warehouse.key(group))).isTrue();
        }
        List<String> expected = new ArrayList<>();
        for (RequestBatch b : parts) {
            for (int i = 0; i < b.size(); i++) {
                expected.add(sent(b, i));
            }
        }
        assertThat(received(firstId, firstId + 3_000))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String sent(RequestBatch b, int i) {
        Names n = b.names();
        Instant time =
                Instant.ofEpochSecond(
                        Math.floorDiv(b.epochMicros()[i], 1_000_000L),
                        Math.floorMod(b.epochMicros()[i], 1_000_000L) * 1000L);
        return String.join(
                "|",
                time.toString(),
                Long.toString(b.requestId()[i]),
                Long.toString(b.firstRequestId()[i]),
                ClientId.isName(b.clientId()[i]) ? "named" : Long.toString(b.clientId()[i]),
                CodeTable.stored(n.regions().text(b.region()[i])),
                CodeTable.stored(n.servers().text(b.server()[i])),
                CodeTable.stored(n.methods().text(b.method()[i])),
                CodeTable.stored(n.routes().text(b.route()[i])),
                Short.toString(b.status()[i]),
                b.latencyMicros()[i] < 0 ? "null" : Long.toString(b.latencyMicros()[i]),
                b.bytes()[i] < 0 ? "null" : Long.toString(b.bytes()[i]),
                Byte.toString(b.attempt()[i]),
                CodeTable.stored(n.scenarios().text(b.scenario()[i])));
    }

    private static List<String> received(long fromId, long toId) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT ts, request_id, first_request_id, client, region, server,"
                                        + " method, route, status, latency_us, bytes, attempt, scenario"
                                        + " FROM ti.Requests WHERE request_id >= %d AND request_id < %d"
                                                .formatted(fromId, toId))) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                cells.add(
                        row.getObject(1, java.time.LocalDateTime.class)
                                .toInstant(java.time.ZoneOffset.UTC)
                                .toString());
                for (int i = 2; i <= 13; i++) {
                    String cell = String.valueOf(row.getString(i));
                    boolean isNamed = i == 4 && ClientId.isName(Long.parseLong(cell));
                    cells.add(isNamed ? "named" : cell);
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    @Test
    void aBatchThatIsPushedTwiceCountsOnce() throws Exception {
        Names names = Names.create();
        List<RequestBatch> parts = StoredRequests.batches(12, names, 3_000, 2_000_000);
        RequestGroup group = new RequestGroup(names, parts);
        List<RequestBatch> turned = new ArrayList<>(parts);
        Collections.reverse(turned);
        try (Warehouse warehouse = open()) {
            RunLoad load = warehouse.begin(run("twice"));
            assertThat(load.push(group, Warehouse.key(group))).isTrue();
            RequestGroup again = new RequestGroup(names, turned);
            assertThat(load.push(again, Warehouse.key(again))).isFalse();
        }
        assertThat(
                        server.number(
                                "SELECT COUNT(*) FROM ti.RequestLogs WHERE request_id >= 2000000"
                                        + " AND request_id < 2003000"))
                .isEqualTo(3_000);
    }

    @Test
    void rowsAndChecksumStandAsInTheLedger() throws Exception {
        Names names = Names.create();
        RequestGroup group =
                new RequestGroup(names, StoredRequests.batches(14, names, 4_000, 4_000_000));
        String key = Warehouse.key(group);
        try (Warehouse warehouse = open()) {
            warehouse.begin(run("ledger")).push(group, key);
            WarehouseStatus status = warehouse.status(Outbox.Waiting.NONE);
            assertThat(status.requestLogs()).isGreaterThanOrEqualTo(4_000);
            assertThat(status.schemaVersion()).isEqualTo(Schema.VERSION);
        }
        assertThat(
                        server.number(
                                "SELECT COUNT(*) FROM ti.BatchCheck WHERE batch_key = '%s' AND"
                                                .formatted(key)
                                        + " row_count = found_rows AND ledger_checksum ="
                                        + " found_checksum AND row_count = 4000"))
                .isEqualTo(1);
    }

    @Test
    void retentionTakesWhatIsOlderAndRecordsIt() throws Exception {
        Names names = Names.create();
        RequestBatch old = RequestBatch.allocate(9_000, names).withSize(9_000);
        for (int i = 0; i < 9_000; i++) {
            // In 1931, before anything else here.
            old.epochMicros()[i] = -1_230_000_000_000_000L + i;
            old.requestId()[i] = 5_000_000L + i;
            old.firstRequestId()[i] = 5_000_000L + i;
            old.attempt()[i] = 1;
        }
        RequestGroup group = new RequestGroup(names, List.of(old));
        try (Warehouse warehouse = open()) {
            warehouse.begin(run("old")).push(group, Warehouse.key(group));
            long deleted =
                    warehouse
                            .retain(Instant.parse("1932-01-01T00:00:00Z"))
                            .deletedRows()
                            .getOrDefault("RequestLogs", 0L);
            assertThat(deleted).isEqualTo(9_000);
            assertThat(warehouse.begin(run("old")).push(group, Warehouse.key(group))).isFalse();
        }
        assertThat(
                        server.number(
                                "SELECT deleted_rows FROM ti.RetentionRuns WHERE table_name ="
                                        + " 'RequestLogs' AND result = 'done'"))
                .isEqualTo(9_000);
    }

    @Test
    void qualityMetricsComeBackWithTheirRun() throws Exception {
        FactTable facts =
                new FactTable(
                        "DataQualityMetrics",
                        2,
                        List.of(
                                new FactColumn.Text("metric", new String[] {"score", "gaps"}),
                                new FactColumn.Text("detail", new String[] {"-", "web"}),
                                new FactColumn.Fraction("value", new double[] {0.9871, 3})));
        try (Warehouse warehouse = open()) {
            RunLoad load = warehouse.begin(run("quality"));
            String key = Warehouse.key(run("quality").key(), List.of(facts));
            assertThat(load.push(List.of(facts), key)).isTrue();
            assertThat(load.push(List.of(facts), key)).isFalse();
            assertThat(warehouse.quality(100))
                    .filteredOn(row -> row.run().equals("quality"))
                    .extracting(row -> row.metric() + " " + row.detail() + " " + row.value())
                    .containsExactlyInAnyOrder("score - 0.9871", "gaps web 3.0");
        }
    }
}
