package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import trafficinsights.run.home.UserFolder;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class WarehouseCommandTest {
    @TempDir private Path folder;
    private String closed = "";

    /// A port where nobody listens.
    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = "127.0.0.1," + socket.getLocalPort();
        }
    }

    private Said by(String... arguments) {
        return Said.by(folder, arguments);
    }

    private void store() {
        assertThat(
                        by(
                                        "run",
                                        "--scenario",
                                        "steady",
                                        "--rows",
                                        "2000",
                                        "--out",
                                        "DIR/out",
                                        "--store",
                                        "DIR/s.duckdb",
                                        "--as",
                                        "none",
                                        "--quiet")
                                .exitCode())
                .isZero();
    }

    @Test
    void withNoServerBatchesWaitAndNothingIsLost() {
        store();
        Said first =
                by(
                        "warehouse",
                        "push",
                        "--server",
                        closed,
                        "--auth",
                        "entra",
                        "--store",
                        "DIR/s.duckdb",
                        "--json");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("\"rows\":0", "\"toOutbox\":2");
        assertThat(first.err()).contains("cannot be reached", "In the outbox: 2 batches");
    }

    @Test
    void theOutboxAloneCannotBeSentWithoutAServer() {
        Said said = by("warehouse", "push", "--server", closed, "--auth", "entra");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("cannot be reached", "warehouse doctor");
    }

    @Test
    void theDoctorFailsAndListsItsStepsAsJson() {
        Said said = by("warehouse", "doctor", "--server", closed, "--auth", "entra", "--json");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains(
                        "\"healthy\":false", "\"code\":\"tcp.refused\"", "\"name\":\"round-trip\"");
        assertThat(Pattern.compile("\"verdict\":\"skipped\"").matcher(said.out()).results().count())
                .isEqualTo(10);
    }

    @Test
    void theDoctorSpeaksToPeopleToo() {
        Said said = by("warehouse", "doctor", "--server", closed, "--auth", "entra");
        assertThat(said.out()).contains("FAIL  Connection", "do:  Check the port", "DBA: ");
    }

    @Test
    void aPasswordIsAskedForWhereThereIsNoTerminalByTheNameOfItsVariable() {
        Said said = by("warehouse", "status", "--server", closed, "--user", "ann");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("ann", "TI_WAREHOUSE_PASSWORD");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        Said said =
                by("warehouse", "status", "--url", "jdbc:sqlserver://h;user=a;password=hunter2");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("TI_WAREHOUSE_PASSWORD").doesNotContain("hunter2");
    }

    @Test
    void aProfileIsTakenFromTheUsersFile() throws IOException {
        Path file = UserFolder.path().resolve("warehouse-profiles.ini");
        Files.createDirectories(UserFolder.path());
        Files.writeString(file, "[lab]\nserver = " + closed + "\nauth = entra\n");
        try {
            Said pushed =
                    by(
                            "run",
                            "--scenario",
                            "steady",
                            "--rows",
                            "1000",
                            "--out",
                            "DIR/r",
                            "--as",
                            "none",
                            "--warehouse",
                            "lab",
                            "--json");
            assertThat(pushed.exitCode()).isZero();
            assertThat(pushed.out()).startsWith("{").contains("\"requests\":1000");
            assertThat(pushed.err()).contains("In the outbox: 2 batches");
            Said missing = by("warehouse", "status", "--profile", "other");
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.err()).contains("no profile other; it has: lab");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void wrongUsageIsReportedFromFailure() {
        assertThat(by("warehouse").exitCode()).isEqualTo(2);
        assertThat(
                        by(
                                        "warehouse",
                                        "retain",
                                        "--server",
                                        closed,
                                        "--auth",
                                        "entra",
                                        "--days",
                                        "0")
                                .exitCode())
                .isEqualTo(2);
        assertThat(by("warehouse", "status", "--server", "a", "--url", "b").exitCode())
                .isEqualTo(2);
        assertThat(by("warehouse", "push", "--server", closed, "--auth", "magic").exitCode())
                .isEqualTo(1);
    }
}
