package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.Backoff;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseUrl;

class WarehousePartsTest {
    @TempDir private Path folder;

    private static SQLException error(int number) {
        return new SQLException("INSERT INTO secret.table failed", "S0001", number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1205, 1222, 3960, 10054, 40197, 40501, 40613, 49918, 10928})
    void errorsThatPassAreTriedAgain(int number) {
        assertThat(SqlCause.isTransient(error(number))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "208, warehouse.no-schema",
        "229, warehouse.rights",
        "1105, warehouse.full",
        "9002, warehouse.log-full",
        "3906, warehouse.read-only",
        "4060, warehouse.no-database",
        "18456, warehouse.sign-in",
        "942, warehouse.offline",
        "50000, warehouse.failed",
    })
    void errorsThatStayStopWithTheirCause(int number, String code) {
        assertThat(SqlCause.isTransient(error(number))).isFalse();
        Problem problem = SqlCause.problem("srv", error(number));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.userMessage()).startsWith("The warehouse srv: ").endsWith(".");
        assertThat(problem.toString()).doesNotContain("INSERT", "secret.table");
    }

    @Test
    void aBrokenLineIsTriedAgain() {
        assertThat(SqlCause.isTransient(new SQLException("closed", "08S01", 0))).isTrue();
        assertThat(SqlCause.isTransient(new SQLException("x", new SocketException("reset"))))
                .isTrue();
        SQLException refused = new SQLTransientConnectionException("pool", error(18456));
        assertThat(SqlCause.isTransient(refused)).isFalse();
        assertThat(SqlCause.problem("srv", refused).code()).isEqualTo("warehouse.sign-in");
    }

    @Test
    void waitsGrowAndAreNeverLongerThanTheirEdge() {
        SplittableRandom random = new SplittableRandom(1);
        Backoff backoff = new Backoff(100, 5_000, 8);
        long edge = 100;
        for (int retry = 1; retry < 60; retry++) {
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.waitMillis(retry, random::nextLong))
                        .isBetween(1L, Math.min(5_000, edge));
            }
            edge = Math.min(5_000, edge * 2);
        }
        assertThat(backoff.waitMillis(8, n -> n - 1)).isEqualTo(5_000);
    }

    @Test
    void aScriptIsCutAtItsGoLines() {
        assertThat(Schema.batches("a\nGO\n\n  go  \nb\nGOTO c\n"))
                .containsExactly("a\n", "b\nGOTO c\n");
    }

    @ParameterizedTest
    @CsvSource({
        "F2D2\\SQLEXPRESS, F2D2, SQLEXPRESS, 0",
        "'db.example,1444', db.example, '', 1444",
        "db.example:1444, db.example, '', 1444",
        "'tcp:db.example,1433', db.example, '', 1433",
        "., localhost, '', 0",
        "'[::1]:1433', ::1, '', 1433",
        "'SRV\\INST,1500', SRV, '', 1500",
    })
    void serversAreReadAsPeopleWriteThem(String text, String host, String instance, int port) {
        WarehouseProfile profile = WarehouseProfile.ofServer(text);
        assertThat(profile.host()).isEqualTo(host);
        assertThat(profile.instance()).isEqualTo(instance);
        assertThat(profile.port()).isEqualTo(port);
        assertThat(profile.encryption()).isEqualTo(Encryption.ON);
        assertThat(profile.trustsAnyCertificate()).isFalse();
    }

    @Test
    void anAddressIsReadAndAPasswordInItRefused() {
        WarehouseProfile profile =
                WarehouseUrl.parse(
                        "jdbc:sqlserver://db.example:1444;databaseName=T;user=ann;encrypt=strict;"
                                + "hostNameInCertificate=db1;applicationIntent=ReadOnly");
        assertThat(profile)
                .isEqualTo(
                        new WarehouseProfile(
                                "db.example",
                                "",
                                1444,
                                "T",
                                SignIn.SQL,
                                "ann",
                                Encryption.STRICT,
                                false,
                                "db1",
                                true));
        assertThatThrownBy(() -> WarehouseUrl.parse("jdbc:sqlserver://h;password=hunter2"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("TI_WAREHOUSE_PASSWORD")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> WarehouseUrl.parse("jdbc:sqlserver://h;colour=red"))
                .hasMessageContaining("colour");
    }

    @Test
    void aProfileIsReadAndAPasswordInItRefused() throws IOException {
        Path file = folder.resolve(ProfileFile.NAME);
        Files.writeString(
                file,
                """
                # two of them
                [lab]
                database = Traffic
                auth = sql
                user = ann
                server = localhost,1500
                [Main]
                """);
        assertThat(ProfileFile.read(file, "LAB"))
                .isEqualTo(
                        WarehouseProfile.ofServer("localhost,1500")
                                .withDatabase("Traffic")
                                .withSignIn(SignIn.SQL, "ann"));
        assertThat(ProfileFile.read(file, "main").server()).isEqualTo("F2D2\\SQLEXPRESS");
        assertThatThrownBy(() -> ProfileFile.read(file, "other"))
                .hasMessageContaining("it has: lab, main");
        Files.writeString(file, "[lab]\npassword = hunter2\n");
        assertThatThrownBy(() -> ProfileFile.read(file, "lab"))
                .hasMessageContaining("Line 2")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aPasswordIsNeverPrinted() {
        assertThat(new Secret("hunter2").toString()).isEqualTo("(given)");
    }

    @Test
    void namesThatSqlServerCannotTellApartAreOne() {
        assertThat(CodeTable.stored("/a ")).isEqualTo("/a");
        assertThat(CodeTable.stored("  ")).isEqualTo("-");
        assertThat(CodeTable.stored("x".repeat(900))).hasSize(400);
        assertThat(Duration.ofMillis(Backoff.USUAL.longestMillis()))
                .isLessThan(Duration.ofMinutes(1));
    }
}
