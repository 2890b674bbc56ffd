package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A push that is killed again and again ends with every row once.
class KilledPushIT {
    private static final int KILLS = 50;

    private static TestServer server;

    @BeforeAll
    static void migrate() throws SQLException {
        server =
                TestServer.given()
                        .withNewDatabase("ti_kill_" + Long.toString(System.nanoTime(), 36));
        try (Warehouse warehouse = Warehouse.open(server.profile(), server.secret(), 1)) {
            warehouse.migrate();
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        if (server != null) {
            server.dropDatabase();
        }
    }

    private static Process push() throws IOException {
        ProcessBuilder push =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        PushOne.class.getName(),
                                        server.profile().database()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        TestServer.tell(push);
        return push.start();
    }

    @Test
    void everyRowIsThereOnceAfterFiftyKills() throws Exception {
        long wholeMillis = wholePushMillis();
        SplittableRandom random = new SplittableRandom(50);
        Set<Long> seen = new TreeSet<>();
        int killed = 0;
        while (killed < KILLS) {
            if (ledger() == PushOne.GROUPS) {
                forgetAll();
            }
            Process push = push();
            long patience = wholeMillis / 5 + random.nextLong(wholeMillis);
            if (!push.waitFor(patience, TimeUnit.MILLISECONDS)) {
                push.destroyForcibly().waitFor();
                killed++;
                seen.add(ledger());
                assertThat(broken()).as("batches that differ from their ledger").isZero();
            }
        }
        assertThat(seen).as("batches in the ledger after a kill").hasSizeGreaterThan(2);
        Process last = push();
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertThat(server.number("SELECT COUNT_BIG(*) FROM ti.RequestLogs"))
                .isEqualTo((long) PushOne.GROUPS * PushOne.ROWS);
        assertThat(server.number("SELECT COUNT_BIG(DISTINCT request_id) FROM ti.RequestLogs"))
                .isEqualTo((long) PushOne.GROUPS * PushOne.ROWS);
        assertThat(ledger()).isEqualTo(PushOne.GROUPS);
        assertThat(broken()).isZero();
    }

    /// How long a push takes that nobody kills, start included.
    private static long wholePushMillis() throws Exception {
        long start = System.nanoTime();
        Process push = push();
        assertThat(push.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(push.exitValue()).isZero();
        assertThat(ledger()).isEqualTo(PushOne.GROUPS);
        return (System.nanoTime() - start) / 1_000_000;
    }

    /// As if nothing had ever been pushed.
    private static void forgetAll() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM ti.RequestLogs");
            statement.execute("DELETE FROM ti.BatchLedger");
        }
    }

    private static long ledger() throws SQLException {
        return server.number("SELECT COUNT_BIG(*) FROM ti.BatchLedger");
    }

    private static long broken() throws SQLException {
        return server.number(
                "SELECT COUNT(*) FROM ti.BatchCheck WHERE row_count <> found_rows OR"
                        + " ledger_checksum <> found_checksum");
    }
}
