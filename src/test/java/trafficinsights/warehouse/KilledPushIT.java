package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PushOne.class.getName(),
                                server.profile().database()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void everyRowStandsOnceAfterFiftyKills() throws Exception {
        SplittableRandom random = new SplittableRandom(50);
        int killed = 0;
        long longestMillis = 1_500;
        Set<Long> seen = new TreeSet<>();
        while (killed < KILLS) {
            Process push = push();
            if (push.waitFor(300 + random.nextLong(longestMillis), TimeUnit.MILLISECONDS)) {
                // It came to its end before the kill: the others must come earlier.
                longestMillis = Math.max(200, longestMillis * 3 / 4);
                // Gives the next ones something to do.
                forgetOneBatch();
                continue;
            }
            push.destroyForcibly().waitFor();
            killed++;
            seen.add(server.number("SELECT COUNT_BIG(*) FROM ti.BatchLedger"));
            assertThat(broken()).as("batches that differ from their ledger").isZero();
        }
        assertThat(seen).as("batches in the ledger after a kill").hasSizeGreaterThan(2);
        Process last = push();
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertThat(server.number("SELECT COUNT_BIG(*) FROM ti.RequestLogs"))
                .isEqualTo((long) PushOne.GROUPS * PushOne.ROWS);
        assertThat(server.number("SELECT COUNT_BIG(DISTINCT request_id) FROM ti.RequestLogs"))
                .isEqualTo((long) PushOne.GROUPS * PushOne.ROWS);
        assertThat(server.number("SELECT COUNT_BIG(*) FROM ti.BatchLedger"))
                .isEqualTo(PushOne.GROUPS);
        assertThat(broken()).isZero();
    }

    /// Takes one batch out whole, as if it had never been pushed.
    private static void forgetOneBatch() throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "DELETE FROM ti.RequestLogs WHERE batch_id = (SELECT MAX(batch_id) FROM"
                            + " ti.BatchLedger)");
            statement.execute(
                    "DELETE FROM ti.BatchLedger WHERE batch_id = (SELECT MAX(batch_id) FROM"
                            + " ti.BatchLedger)");
            connection.commit();
        }
    }

    private static long broken() throws SQLException {
        return server.number(
                "SELECT COUNT(*) FROM ti.BatchCheck WHERE row_count <> found_rows OR"
                        + " ledger_checksum <> found_checksum");
    }
}
