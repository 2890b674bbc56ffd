package trafficinsights.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RowOutput;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.TimeWindow;
import trafficinsights.report.CsvOutput;
import trafficinsights.report.KpiWindowCsv;

/// Longer than 400 lines: opening, loading, reading back and refusing share the same rows and
/// helpers.
class LocalStoreTest {
    private static final List<String> TABLES =
            List.of(
                    "Runs",
                    "Regions",
                    "Servers",
                    "Methods",
                    "Routes",
                    "Scenarios",
                    "Clients",
                    "RequestLogs",
                    "ServerMetrics",
                    "KpiWindows",
                    "Anomalies",
                    "Incidents",
                    "AnalyticsReports",
                    "DataQualityMetrics");

    @TempDir private Path folder;

    private static void load(
            LocalStore store, String title, Names names, List<RequestBatch> batches)
            throws Exception {
        try (StoreLoad load = store.load(title, null, names)) {
            feed(load, batches);
            load.commit();
        }
    }

    private static void feed(StoreLoad load, List<RequestBatch> batches) throws Exception {
        try (ExecutorService pump = Executors.newSingleThreadExecutor()) {
            Future<?> done = pump.submit(load::pump);
            for (RequestBatch batch : batches) {
                load.put(batch);
            }
            load.endOfRequests();
            done.get();
        }
    }

    private static List<String> read(LocalStore store) {
        List<RequestBatch> batches = new ArrayList<>();
        try (StoreReader reader = store.read(Names.create())) {
            RequestBatch batch = reader.next();
            while (batch != null) {
                batches.add(batch);
                batch = reader.next();
            }
            assertThat(batches.stream().mapToLong(RequestBatch::size).sum())
                    .isEqualTo(reader.rowCount());
        }
        return sorted(StoredRequests.texts(batches));
    }

    /// The rows of the view for people, by plain SQL.
    private static List<String> view(Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT epoch_us(timestamp), request_id, client_id, region, server,"
                                        + " method, route, status, coalesce(latency_us, -1),"
                                        + " coalesce(bytes, -1), attempt, first_request_id,"
                                        + " coalesce(ttfb_us, -1), scenario"
                                        + " FROM Requests ORDER BY request_id")) {
            while (row.next()) {
                Object[] values = new Object[14];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getObject(i + 1);
                }
                rows.add(StoredRequests.text(values));
            }
        }
        return rows;
    }

    /// A store keeps rows, not their order: what is read is compared sorted.
    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static long number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void whatWasLoadedIsReadBackAndShownTheSame() throws Exception {
        Path file = folder.resolve("new/deep/a.duckdb");
        Names names = Names.create();
        List<RequestBatch> batches = StoredRequests.batches(1, names, 60_000, 0);
        try (LocalStore store = LocalStore.open(file)) {
            load(store, "first", names, batches);
            assertThat(read(store)).isEqualTo(sorted(StoredRequests.texts(batches)));
        }
        assertThat(view(file)).isEqualTo(StoredRequests.texts(batches));
        try (LocalStore store = LocalStore.openReadOnly(file)) {
            assertThat(read(store)).isEqualTo(sorted(StoredRequests.texts(batches)));
        }
        assertThat(number(file, "SELECT requests FROM Runs WHERE title = 'first'"))
                .isEqualTo(60_000);
    }

    @Test
    void twoLoadsShareTheIdsOfTheirNames() throws Exception {
        Path file = folder.resolve("a.duckdb");
        Names first = Names.create();
        Names second = Names.create();
        // The same names under other codes.
        for (String server : List.of("us-1", "x;y|z", "new-1", "eu-1")) {
            second.servers().code(server);
        }
        List<RequestBatch> one = StoredRequests.batches(2, first, 9_000, 0);
        List<RequestBatch> two = StoredRequests.batches(3, second, 9_000, 9_000);
        try (LocalStore store = LocalStore.open(file)) {
            load(store, "one", first, one);
        }
        try (LocalStore store = LocalStore.open(file)) {
            load(store, "two", second, two);
        }
        List<String> expected = new ArrayList<>(StoredRequests.texts(one));
        expected.addAll(StoredRequests.texts(two));
        assertThat(view(file)).isEqualTo(expected);
        try (LocalStore store = LocalStore.openReadOnly(file)) {
            assertThat(read(store)).isEqualTo(sorted(expected));
        }
        for (String table :
                List.of("Regions", "Servers", "Methods", "Routes", "Scenarios", "Clients")) {
            assertThat(number(file, "SELECT count(*) - count(DISTINCT name) FROM " + table))
                    .isZero();
            assertThat(number(file, "SELECT count(*) - count(DISTINCT id) FROM " + table)).isZero();
        }
        assertThat(number(file, "SELECT count(DISTINCT run_id) FROM RequestLogs")).isEqualTo(2);
        assertThat(number(file, "SELECT count(*) FROM Runs")).isEqualTo(2);
    }

    @Test
    void aLoadThatIsNotCommittedLeavesNothing() throws Exception {
        Path file = folder.resolve("a.duckdb");
        Names names = Names.create();
        List<RequestBatch> kept = StoredRequests.batches(4, names, 500, 0);
        try (LocalStore store = LocalStore.open(file)) {
            load(store, "kept", names, kept);
            List<Long> before = sizes(store);
            Names others = Names.create();
            try (StoreLoad load = store.load("dropped", null, others)) {
                feed(load, StoredRequests.batches(5, others, 5_000, 0));
                load.serverMetrics(metrics(names, 10));
                KpiWindowCsv.row(load.rows("KpiWindows"), window(1, "/"));
                load.report("{}");
                load.quality("lines", "", 1);
                assertThat(load.storedRows()).isEqualTo(5_000);
            }
            assertThat(sizes(store)).isEqualTo(before);
            assertThat(read(store)).isEqualTo(sorted(StoredRequests.texts(kept)));
            load(store, "next", names, StoredRequests.batches(6, names, 10, 500));
            assertThat(sizes(store).getFirst()).isEqualTo(2);
        }
    }

    private static List<Long> sizes(LocalStore store) throws SQLException {
        List<Long> sizes = new ArrayList<>();
        try (Statement statement = store.connection().createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    sizes.add(row.getLong(1));
                }
            }
        }
        return sizes;
    }

    @Test
    void anAbortedLoadEndsAtOnceAndTheStoreCanBeUsedAgain() throws Exception {
        Names names = Names.create();
        List<RequestBatch> batches = StoredRequests.batches(7, names, 40_000, 0);
        try (LocalStore store = LocalStore.open(folder.resolve("a.duckdb"))) {
            try (StoreLoad load = store.load("aborted", null, names);
                    ExecutorService pump = Executors.newSingleThreadExecutor()) {
                Future<?> done = pump.submit(load::pump);
                load.put(batches.getFirst());
                load.abort();
                ExecutionException failure =
                        catchThrowableOfType(
                                ExecutionException.class, () -> done.get(20, TimeUnit.SECONDS));
                assertThat(failure).hasCauseInstanceOf(ProblemException.class);
            }
            assertThat(sizes(store)).containsOnly(0L);
            load(store, "again", names, batches);
            assertThat(read(store)).hasSize(40_000);
        }
    }

    @Test
    void serverMetricsAreStoredAsTheyAre() throws Exception {
        Path file = folder.resolve("a.duckdb");
        Names names = Names.create();
        ServerMetricBatch metrics = metrics(names, 50);
        try (LocalStore store = LocalStore.open(file);
                StoreLoad load = store.load("m", null, names)) {
            feed(load, List.of());
            load.serverMetrics(metrics);
            load.commit();
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            expected.add(
                    StoredRequests.text(
                            metrics.epochMicros()[i],
                            names.servers().text(metrics.server()[i]),
                            (double) metrics.cpuUtilization()[i],
                            metrics.networkOutBytesPerSecond()[i],
                            metrics.health()[i]));
        }
        List<String> stored = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT epoch_us(ts), server, cpu_utilization,"
                                        + " network_out_bytes_per_second, health FROM ServerMetrics"
                                        + " ORDER BY ts")) {
            while (row.next()) {
                stored.add(
                        StoredRequests.text(
                                row.getLong(1),
                                row.getString(2),
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getByte(5)));
            }
        }
        assertThat(stored).isEqualTo(expected);
    }

    private static ServerMetricBatch metrics(Names names, int rows) {
        ServerMetricBatch batch = ServerMetricBatch.allocate(rows, names);
        for (int i = 0; i < rows; i++) {
            batch.epochMicros()[i] = (i - 5) * 10_000_000L + 123;
            batch.server()[i] = (short) names.servers().code("s-" + i % 3);
            batch.cpuUtilization()[i] = i / 50f;
            batch.networkOutBytesPerSecond()[i] = 1e6 / (i + 1);
            batch.health()[i] = (byte) (i % 2);
        }
        return batch.withSize(rows);
    }

    @Test
    void windowsOfAnyKeyArriveWhileRequestsAreWritten() throws Exception {
        String odd = "say \"hi\", it's;x|y\t ";
        Path stored = folder.resolve("it's.duckdb");
        Names names = Names.create();
        List<RequestBatch> batches = StoredRequests.batches(8, names, 20_000, 0);
        try (LocalStore store = LocalStore.open(stored);
                StoreLoad load = store.load("k", null, names);
                ExecutorService pump = Executors.newSingleThreadExecutor()) {
            Future<?> done = pump.submit(load::pump);
            load.put(batches.getFirst());
            RowOutput rows = load.rows("KpiWindows");
            for (int i = 0; i < 30_000; i++) {
                KpiWindowCsv.row(rows, window(i, "/plain/" + i % 7));
            }
            KpiWindowCsv.row(rows, window(30_000, odd));
            for (RequestBatch batch : batches.subList(1, batches.size())) {
                load.put(batch);
            }
            load.endOfRequests();
            done.get();
            load.commit();
        }
        assertThat(number(stored, "SELECT count(*) FROM RequestLogs")).isEqualTo(20_000);
        String where = " FROM KpiWindows WHERE window_start = make_timestamp(300000000000)";
        assertThat(number(stored, "SELECT count(*) FROM KpiWindows")).isEqualTo(30_001);
        assertThat(number(stored, "SELECT requests" + where)).isEqualTo(30_000);
        assertThat(
                        number(
                                stored,
                                "SELECT count(*)"
                                        + where
                                        + " AND key = 'say \"hi\", it''s;x|y\t '"))
                .isEqualTo(1);
        assertThat(number(stored, "SELECT count(*)" + where + " AND p50_ms IS NULL")).isEqualTo(1);
    }

    /// Numbers of every size, at the edges of rounding as well.
    @Test
    void numbersAreThoseThatAReaderOfTheFileSees() throws Exception {
        Random random = new Random(11);
        List<Double> values =
                new ArrayList<>(
                        List.of(0.0, -0.0, 0.0000005, -0.0000004, 1e9, -1e9, 1e300, 0.1 + 0.2));
        while (values.size() < 3_000) {
            values.add(random.nextGaussian() * Math.pow(10, random.nextInt(24) - 10));
        }
        Path csv = folder.resolve("numbers.csv");
        Path stored = folder.resolve("numbers.duckdb");
        try (CsvOutput file = CsvOutput.create(csv, "value");
                LocalStore store = LocalStore.open(stored);
                StoreLoad load = store.load("n", null, Names.create())) {
            feed(load, List.of());
            RowOutput rows = load.rows("Incidents");
            for (double value : values) {
                file.number(value, 6).endRow();
                rows.time(0).time(0).text("").text("").text("").text("");
                rows.number(value, 6).text("").time(0).number(Double.NaN, 6).empty().endRow();
            }
            file.commit();
            load.commit();
        }
        List<Double> seen = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + stored);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT share FROM Incidents ORDER BY rowid")) {
            while (row.next()) {
                seen.add(row.getDouble(1));
            }
        }
        List<String> lines = Files.readAllLines(csv);
        assertThat(seen)
                .isEqualTo(lines.stream().skip(1).map(Double::valueOf).toList())
                .hasSize(3_000);
    }

    private static KpiWindow window(int i, String key) {
        double nan = Double.NaN;
        Kpi kpi =
                new Kpi(
                        i,
                        i,
                        i,
                        0,
                        0,
                        0,
                        0,
                        10,
                        0,
                        0,
                        0,
                        nan,
                        nan,
                        nan,
                        nan,
                        nan,
                        nan,
                        nan,
                        Double.NaN,
                        Double.NaN,
                        true);
        return new KpiWindow(
                new TimeWindow(i * 10_000_000L, 10_000_000), Dimension.ROUTE, key, kpi);
    }

    // --- what is wrong with a store ---

    @Test
    void aStoreThatAnotherProgramHoldsIsSaidToBeInUse() throws Exception {
        Path file = folder.resolve("held.duckdb");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProgram.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).startsWith("open");
            for (ThrowingCallable open :
                    List.<ThrowingCallable>of(
                            () -> LocalStore.open(file), () -> LocalStore.openReadOnly(file))) {
                Problem problem = problem(open);
                assertThat(problem.code()).isEqualTo("store.locked");
                assertThat(problem.userMessage()).contains(file.toString(), "in use");
            }
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        LocalStore.open(file).close();
    }

    @Test
    void aStoreThatThisProgramWritesIsSaidToBeInUse() {
        Path file = folder.resolve("a.duckdb");
        try (LocalStore store = LocalStore.open(file)) {
            assertThat(store.file()).isEqualTo(file);
            assertThat(problem(() -> LocalStore.openReadOnly(file)).code())
                    .isEqualTo("store.locked");
        }
    }

    @Test
    void aFileThatIsNotAStoreIsRefusedByWhatItIs() throws Exception {
        // The words of the reasons must not come from the names of files.
        Path locks = Files.createDirectory(folder.resolve("locks"));
        Path text = Files.writeString(locks.resolve("clock.txt"), "hello ".repeat(5_000));
        Path foreign = locks.resolve("foreign.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + foreign);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INTEGER)");
        }
        assertRefused(text, "store.not-duckdb");
        assertRefused(Files.createFile(locks.resolve("empty.duckdb")), "store.not-duckdb");
        assertRefused(foreign, "store.foreign");
        assertRefused(locks, "store.failed");
        assertRefused(text.resolve("a.duckdb"), "store.unwritable");
        assertThat(problem(() -> LocalStore.openReadOnly(locks.resolve("none.duckdb"))).code())
                .isEqualTo("store.missing");
        assertThat(locks.resolve("none.duckdb")).doesNotExist();
    }

    private static void assertRefused(Path file, String code) {
        Problem problem = problem(() -> LocalStore.open(file));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.userMessage())
                .contains(file.toString())
                .endsWith(".")
                .hasLineCount(1)
                .doesNotContain("SELECT", "Exception");
    }

    @Test
    void aStoreOfAnEarlierVersionIsReadAsItIsAndBroughtUpToDateWhenWritten() throws Exception {
        Path file = folder.resolve("a.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    new String(
                            LocalStore.class
                                    .getResourceAsStream("/trafficinsights/store/schema.sql")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8));
        }
        LocalStore.openReadOnly(file).close();
        assertThat(number(file, "SELECT schema_version FROM StoreInfo")).isEqualTo(1);
        LocalStore.open(file).close();
        assertThat(number(file, "SELECT schema_version FROM StoreInfo"))
                .isEqualTo(LocalStore.SCHEMA_VERSION);
        assertThat(number(file, "SELECT count(*) FROM Incidents")).isZero();
        assertThat(number(file, "SELECT count(deviation) FROM Anomalies")).isZero();
        assertThat(number(file, "SELECT count(detected) FROM Incidents")).isZero();
        assertThat(number(file, "SELECT count(event_before) FROM Incidents")).isZero();
    }

    @Test
    void aStoreOfALaterVersionIsLeftToTheProgramThatMadeIt() throws Exception {
        Path file = folder.resolve("a.duckdb");
        LocalStore.open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE StoreInfo SET schema_version = 99");
        }
        assertRefused(file, "store.version");
        assertThat(problem(() -> LocalStore.openReadOnly(file)).userMessage())
                .contains("version 99", "version " + LocalStore.SCHEMA_VERSION);
        // It is closed again, so that the right program can use it.
        assertThat(number(file, "SELECT schema_version FROM StoreInfo")).isEqualTo(99);
    }

    @Test
    void aDamagedStoreIsNotSaidToBeInUse() throws Exception {
        Path file = folder.resolve("a.duckdb");
        Names names = Names.create();
        try (LocalStore store = LocalStore.open(file)) {
            load(store, "x", names, StoredRequests.batches(8, names, 30_000, 0));
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[2_000];
            Arrays.fill(noise, (byte) 0x5A);
            for (long at = 12_288 + 100; at < bytes.length(); at += 100_000) {
                bytes.seek(at);
                bytes.write(noise);
            }
        }
        Problem problem =
                problem(() -> {
                    try (LocalStore store = LocalStore.openReadOnly(file)) {
                        read(store);
                    }
                });
        assertThat(problem.code()).isEqualTo("store.damaged");
        assertThat(problem.userMessage()).contains(file.toString());
    }

    private static Problem problem(ThrowingCallable call) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, call);
        assertThat(failure).as("refused").isNotNull();
        return failure.problem();
    }

    @Test
    void whatAKillLeftOfAStoreThatWasBeingMadeIsMadeAgain() throws Exception {
        Path file = folder.resolve("killed.duckdb");
        DriverManager.getConnection("jdbc:duckdb:" + file).close();
        try (LocalStore store = LocalStore.open(file)) {
            assertThat(store.hasRun("any")).isFalse();
        }
    }

    @Test
    void aRunIsKnownByItsKeyOnceItWasCommitted() throws Exception {
        Path file = folder.resolve("known.duckdb");
        for (boolean isCommitted : new boolean[] {false, true}) {
            try (LocalStore store = LocalStore.open(file);
                    StoreLoad load = store.load("k", "the key", Names.create())) {
                feed(load, List.of());
                if (isCommitted) {
                    load.commit();
                }
            }
            try (LocalStore store = LocalStore.open(file)) {
                assertThat(store.hasRun("the key")).isEqualTo(isCommitted);
            }
        }
    }
}
