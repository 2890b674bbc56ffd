package trafficinsights.run.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.run.engine.RunBench;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoreLoad;
import trafficinsights.store.StoredRequests;
import trafficinsights.warehouse.Outbox;
import trafficinsights.warehouse.Warehouse;

/// What waits in the outbox arrives as a push without a detour would have brought it. A ledger
/// takes the place of the server: by key, what came under it.
class StorePushTest {
    private static final long GROUP_ROWS = 6_000;

    private static final String EVENTS =
            """
            time,kind,text
            2026-03-02T08:09:20Z,deploy,orders 4.2
            """;

    @TempDir private Path folder;

    private Path store;
    private Outbox outbox;

    /// A run that was analysed, and one with every kind of value.
    @BeforeEach
    void fillStore() throws InterruptedException {
        store = folder.resolve("s.duckdb");
        outbox = new Outbox(folder.resolve("outbox"), Outbox.USUAL_BYTES);
        RunBench.summary(
                RunSpec.inMemory(RunBench.generated("slow-server", 30_000)).withStore(store));
        Names names = Names.create();
        try (LocalStore opened = LocalStore.open(store);
                StoreLoad load = opened.load("grüße, \"odd\"", null, names)) {
            load.requests(StoredRequests.batches(7, names, 9_000, 1));
            load.quality("lines", "", 9_000);
            load.commit();
        }
    }

    /// @param run key, title and requests as the run's header has them
    /// @param content the key that follows from what came
    private record Entry(String run, String content) {}

    private static final class Ledger implements PushTarget {
        private final Map<String, Entry> entries = new TreeMap<>();
        private final Set<String> tables = new TreeSet<>();
        private int patience = Integer.MAX_VALUE;

        @Override
        public void check() {
            if (patience <= 0) {
                throw unreachable();
            }
        }

        private static ProblemException unreachable() {
            return Problem.of("warehouse.unreachable", "The server is gone.").asException();
        }

        private synchronized boolean take(String key, Entry entry) {
            if (patience-- <= 0) {
                throw unreachable();
            }
            return entries.putIfAbsent(key, entry) == null;
        }

        @Override
        public Load begin(RunHeader run) {
            return new Load() {
                @Override
                public boolean push(RequestGroup group, String key) {
                    return take(key, new Entry(run.toString(), Warehouse.key(group)));
                }

                @Override
                public boolean push(List<FactTable> facts, String key) {
                    facts.forEach(table -> tables.add(table.name()));
                    return take(key, new Entry(run.toString(), Warehouse.key(run.key(), facts)));
                }
            };
        }

        @Override
        public long retries() {
            return 0;
        }
    }

    private StorePush push(Ledger ledger) {
        return new StorePush(ledger, outbox, 2, (_, _) -> {}, GROUP_ROWS, null);
    }

    private Ledger direct() throws InterruptedException {
        Ledger ledger = new Ledger();
        PushSummary summary = push(ledger).push(store);
        assertThat(summary.batches()).isEqualTo(ledger.entries.size());
        assertThat(summary.rows()).isEqualTo(39_000);
        return ledger;
    }

    @Test
    void aDirectPushNamesEveryBatchByItsContent() throws Exception {
        assertThat(direct().entries)
                .hasSizeGreaterThan(8)
                .allSatisfy((key, entry) -> assertThat(entry.content()).isEqualTo(key));
    }

    @Test
    void eventsArePushedOnceAndARunWithoutThemKeepsItsKeys() throws Exception {
        Path file = Files.writeString(folder.resolve("deploys.csv"), EVENTS);
        Path with = folder.resolve("with.duckdb");
        RunBench.summary(
                RunSpec.inMemory(RunBench.generated("slow-server", 30_000))
                        .withStore(with)
                        .withEvents(EventFiles.of(List.of(file))));
        Ledger ledger = new Ledger();
        long first = push(ledger).push(with).batches();
        assertThat(ledger.tables).contains("Events");
        assertThat(push(ledger).push(with).known()).isEqualTo((int) first);
        Ledger without = new Ledger();
        push(without).push(store);
        assertThat(without.tables).doesNotContain("Events");
    }

    @Test
    void incidentsThatDoNotSayWhenTheyWereDetectedKeepTheirKeys() throws Exception {
        Path old = folder.resolve("old.duckdb");
        Files.copy(store, old);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + old);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE Incidents SET detected = NULL, deviation = NULL");
        }
        Path older = folder.resolve("older.duckdb");
        Files.copy(old, older);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + older);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE Incidents DROP COLUMN detected");
            statement.execute("ALTER TABLE Incidents DROP COLUMN deviation");
            statement.execute("UPDATE StoreInfo SET schema_version = 6");
        }
        Ledger ledger = new Ledger();
        long first = push(ledger).push(older).batches();
        assertThat(ledger.tables).contains("Incidents");
        assertThat(push(ledger).push(old).known()).isEqualTo((int) first);
        assertThat(push(ledger).push(store).batches()).isEqualTo(1);
    }

    @Test
    void whatWaitedForAServerArrivesAsADirectPushBringsIt() throws Exception {
        Ledger direct = direct();
        Ledger ledger = new Ledger();
        ledger.patience = 0;
        PushSummary waiting = push(ledger).push(store);
        assertThat(waiting.toOutbox()).isEqualTo(direct.entries.size());
        assertThat(waiting.unreachable()).isPresent();
        assertThat(outbox.waiting().batches()).isEqualTo(direct.entries.size());
        assertThat(ledger.entries).isEmpty();
        ledger.patience = Integer.MAX_VALUE;
        assertThat(push(ledger).sendOutbox().fromOutbox()).isEqualTo(direct.entries.size());
        assertThat(ledger.entries).isEqualTo(direct.entries);
        assertThat(outbox.waiting().batches()).isZero();
        PushSummary again = push(ledger).push(store);
        assertThat(again.batches()).isZero();
        assertThat(again.known()).isEqualTo(direct.entries.size());
    }

    @Test
    void aServerThatIsLostOnTheWayTwiceGetsEveryBatchOnce() throws Exception {
        Ledger direct = direct();
        Ledger ledger = new Ledger();
        ledger.patience = 3;
        PushSummary cut = push(ledger).push(store);
        assertThat(cut.batches()).isEqualTo(3);
        assertThat(cut.toOutbox()).isEqualTo(direct.entries.size() - 3);
        ledger.patience = 2;
        ProblemException lost =
                catchThrowableOfType(ProblemException.class, () -> push(ledger).sendOutbox());
        assertThat(lost.problem().code()).isEqualTo("warehouse.unreachable");
        assertThat(outbox.waiting().batches()).isEqualTo(direct.entries.size() - 5);
        ledger.patience = Integer.MAX_VALUE;
        PushSummary last = push(ledger).push(store);
        assertThat(last.fromOutbox()).isEqualTo(direct.entries.size() - 5);
        assertThat(last.batches()).isZero();
        assertThat(ledger.entries).isEqualTo(direct.entries);
    }

    /// Its tables have fewer columns than those of a store of today, which is what waits.
    @Test
    void batchesOfAStoreOfAnEarlierVersionKeepTheirKeys() throws Exception {
        execute("ALTER TABLE Anomalies DROP COLUMN deviation");
        execute("DROP TABLE Incidents");
        Ledger direct = direct();
        Ledger ledger = new Ledger();
        ledger.patience = 0;
        push(ledger).push(store);
        ledger.patience = Integer.MAX_VALUE;
        push(ledger).sendOutbox();
        assertThat(ledger.entries.keySet()).isEqualTo(direct.entries.keySet());
        assertThat(push(ledger).push(store).batches()).isZero();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void batchesOfAnEarlierVersionAreKeptAndNamedOnceTheOthersAreSent() throws Exception {
        Ledger ledger = new Ledger();
        ledger.patience = 0;
        push(ledger).push(store);
        Path old = Files.writeString(folder.resolve("outbox/00.batch"), "of another format");
        ledger.patience = Integer.MAX_VALUE;
        Problem problem = refusedOutbox(ledger);
        assertThat(problem.code()).isEqualTo("outbox.old");
        assertThat(outbox.waiting().batches()).isEqualTo(1);
        assertThat(ledger.entries).isEqualTo(direct().entries);
        assertThat(old).exists();
    }

    private Problem refusedOutbox(Ledger ledger) {
        return catchThrowableOfType(ProblemException.class, () -> push(ledger).sendOutbox())
                .problem();
    }

    @Test
    void aDamagedBatchIsNamedAndKept() throws Exception {
        Ledger ledger = new Ledger();
        ledger.patience = 0;
        push(ledger).push(store);
        Path first = first();
        byte[] whole = Files.readAllBytes(first);
        ledger.patience = Integer.MAX_VALUE;
        for (int cut : new int[] {0, 5_000, whole.length / 2}) {
            Files.write(first, java.util.Arrays.copyOf(whole, cut));
            Problem problem = refusedOutbox(ledger);
            assertThat(problem.code()).isEqualTo("outbox.damaged");
            assertThat(problem.userMessage()).contains(first.toString());
            assertThat(ledger.entries).isEmpty();
        }
        assertThat(first).exists();
    }

    private Path first() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("outbox"))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }
}
