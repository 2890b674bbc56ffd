package trafficinsights.warehouse.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.DoctorStep.Verdict;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.warehouse.Capabilities;
import trafficinsights.warehouse.doctor.Doctor.Limits;

/// Broken situations, each with real sockets; the right one must be named.
@Timeout(30)
class DoctorTest {
    private static final Secret PASSWORD = new Secret("not-a-real-one");

    @TempDir private Path folder;

    private static WarehouseProfile server(String server) {
        return WarehouseProfile.ofServer(server).withSignIn(SignIn.SQL, "ann");
    }

    private static WarehouseProfile at(FakeSqlServer server) {
        return server("localhost," + server.port());
    }

    private static WarehouseProfile unencrypted(FakeSqlServer server) {
        return at(server).withEncryption(Encryption.OFF, false, "");
    }

    private static DoctorReport examine(WarehouseProfile profile) throws InterruptedException {
        return Doctor.examine(profile, PASSWORD, new Limits(2_000, 300, 1_500, 1_000, 1_434));
    }

    private static DoctorReport withBrowser(int port) throws InterruptedException {
        return Doctor.examine(
                server("localhost\\SQLEXPRESS"),
                PASSWORD,
                new Limits(2_000, 300, 1_500, 1_000, port));
    }

    private static void finds(DoctorReport report, String code) {
        assertThat(Doctor.code(report)).as("%s", report.steps()).contains(code);
        DoctorStep failure = report.firstFailure().orElseThrow();
        assertThat(failure.cause()).isNotEmpty();
        assertThat(failure.mend()).isNotEmpty();
        assertThat(report.toString()).doesNotContain(PASSWORD.reveal());
        boolean isBehind = false;
        for (DoctorStep step : report.steps()) {
            assertThat(!isBehind || step.verdict() == Verdict.SKIPPED).isTrue();
            isBehind |= step.equals(failure);
        }
    }

    @Test
    void aNameThatNobodyKnows() throws Exception {
        finds(examine(server("no-such-server.invalid")), "name.unknown");
    }

    @Test
    void aBrowserThatIsSilent() throws Exception {
        try (FakeBrowser browser = new FakeBrowser(_ -> new byte[0])) {
            finds(withBrowser(browser.port()), "browser.silent");
        }
    }

    @Test
    void aMachineWithoutABrowser() throws Exception {
        int free;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        finds(withBrowser(free), "browser.silent");
    }

    @Test
    void anInstanceThatIsNotThere() throws Exception {
        try (FakeBrowser browser =
                new FakeBrowser(asked ->
                        asked[0] == 3
                                ? FakeBrowser.answer(
                                        "ServerName;S;InstanceName;OTHER;IsClustered;No;Version;15.0.2000.5;tcp;50001;;"
                                                + "ServerName;S;InstanceName;MORE;IsClustered;No;Version;15.0.2000.5;;")
                                : new byte[0])) {
            DoctorReport report = withBrowser(browser.port());
            finds(report, "browser.no-instance");
            assertThat(report.firstFailure().orElseThrow().evidence())
                    .isEqualTo("the server has: OTHER, MORE");
        }
    }

    @Test
    void anInstanceWithoutTcp() throws Exception {
        try (FakeBrowser browser =
                new FakeBrowser(_ ->
                        FakeBrowser.answer(
                                "ServerName;S;InstanceName;SQLEXPRESS;IsClustered;No;Version;15.0.2000.5;np;\\\\S\\pipe\\sql;;"))) {
            finds(withBrowser(browser.port()), "browser.no-tcp");
        }
    }

    @Test
    void aBrowserThatIsSomethingElse() throws Exception {
        try (FakeBrowser browser = new FakeBrowser(_ -> new byte[] {5, 0})) {
            finds(withBrowser(browser.port()), "browser.unreadable");
        }
    }

    @Test
    void thePortOfTheInstanceIsTaken() throws Exception {
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer.saying("HTTP/1.1 400 Bad"));
                FakeBrowser browser =
                        new FakeBrowser(_ ->
                                FakeBrowser.answer(
                                        "ServerName;S;InstanceName;SQLEXPRESS;IsClustered;No;Version;15.0.2000.5;tcp;%d;;"
                                                .formatted(sql.port())))) {
            DoctorReport report = withBrowser(browser.port());
            assertThat(report.steps().get(1).evidence())
                    .startsWith("SQLEXPRESS listens on port " + sql.port());
            finds(report, "tls.not-sql-server");
        }
    }

    @Test
    void aPortWhereNobodyListens() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        finds(examine(server("127.0.0.1," + free)), "tcp.refused");
    }

    @Test
    void aHostThatSwallowsPackets() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);
            long start = System.nanoTime();
            DoctorReport report =
                    Doctor.examine(
                            server("127.0.0.1," + full.getLocalPort()), PASSWORD, Limits.USUAL);
            finds(report, "tcp.silent");
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /// Fills the queue of a port that accepts nothing: the system then drops what comes.
    private static void fill(ServerSocket full, List<Socket> waiting) {
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothing() throws Exception {
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer::silent)) {
            finds(examine(at(sql)), "tls.silent");
        }
    }

    @Test
    void aServerThatHangsUp() throws Exception {
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer::closing)) {
            finds(examine(at(sql)), "tls.closed");
        }
    }

    @Test
    void anotherProgramOnThePort() throws Exception {
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer.saying("SSH-2.0-other"))) {
            DoctorReport report = examine(at(sql));
            finds(report, "tls.not-sql-server");
            assertThat(report.firstFailure().orElseThrow().evidence()).contains("SSH-2.0-other");
        }
    }

    @Test
    void aServerThatCannotEncrypt() throws Exception {
        try (FakeSqlServer sql =
                FakeSqlServer.that(
                        FakeSqlServer.preLogin(
                                PreLogin.ENCRYPT_NOT_SUPPORTED, FakeSqlServer::silent))) {
            finds(examine(at(sql)), "tls.not-supported");
        }
    }

    @Test
    void aHandshakeThatFails() throws Exception {
        try (FakeSqlServer sql =
                FakeSqlServer.that(
                        FakeSqlServer.preLogin(
                                PreLogin.ENCRYPT_ON,
                                socket -> {
                                    FakeSqlServer.packet(socket.getInputStream());
                                    // A fatal alert: protocol_version.
                                    FakeSqlServer.send(
                                            socket.getOutputStream(),
                                            PreLogin.PACKET,
                                            new byte[] {21, 3, 1, 0, 2, 2, 70});
                                    Thread.sleep(300);
                                }))) {
            finds(examine(at(sql)), "tls.handshake");
        }
    }

    private DoctorReport certificate(String name, int startDays, int days, boolean trustsAny)
            throws Exception {
        SSLContext context = TestCertificate.of(folder, name, startDays, days);
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer.certificate(context))) {
            // A sign-in that ends at the driver: the server here goes no further than TLS.
            return examine(
                    at(sql).withEncryption(Encryption.ON, trustsAny, "")
                            .withSignIn(SignIn.ENTRA, ""));
        }
    }

    @Test
    void aCertificateThatHasExpired() throws Exception {
        finds(certificate("localhost", -30, 10, false), "tls.expired");
    }

    @Test
    void aCertificateThatIsNotValidYet() throws Exception {
        DoctorReport report = certificate("localhost", 10, 10, false);
        finds(report, "tls.expired");
        assertThat(report.firstFailure().orElseThrow().cause()).contains("not valid yet");
    }

    @Test
    void aCertificateForAnotherName() throws Exception {
        DoctorReport report = certificate("db7.example", -1, 400, false);
        finds(report, "tls.name");
        assertThat(report.firstFailure().orElseThrow().mend())
                .contains("--certificate-name db7.example");
    }

    @Test
    void aCertificateThatTheServerMadeItself() throws Exception {
        DoctorReport report = certificate("localhost", -1, 400, false);
        finds(report, "tls.untrusted");
        assertThat(report.firstFailure().orElseThrow().evidence()).contains("TLSv1.2", "localhost");
    }

    @Test
    void aCertificateThatIsNotChecked() throws Exception {
        DoctorReport report = certificate("localhost", -1, 400, true);
        assertThat(report.steps().get(3).verdict()).isEqualTo(Verdict.WARNED);
        assertThat(report.steps().get(3).code()).isEqualTo("tls.unchecked");
    }

    @Test
    void strictEncryptionWithAnOlderServer() throws Exception {
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer::closing)) {
            finds(examine(at(sql).withEncryption(Encryption.STRICT, false, "")), "tls.no-strict");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "18456, 8, sign-in.refused",
        "18452, 1, sign-in.untrusted-domain",
        "18470, 1, sign-in.disabled",
        "18486, 1, sign-in.locked",
        "18487, 1, sign-in.expired",
        "18488, 1, sign-in.must-change",
        "18461, 1, sign-in.single-user",
        "18401, 1, sign-in.upgrading",
        "17142, 1, sign-in.paused",
        "17809, 1, sign-in.full",
        "40615, 1, sign-in.firewall",
        "4060, 1, database.missing",
        "916, 1, database.no-user",
        "942, 4, database.offline",
        "927, 2, database.restoring",
        "945, 2, database.suspect",
        "40613, 1, database.unavailable",
    })
    void aSignInThatIsRefused(int number, int state, String code) throws Exception {
        try (FakeSqlServer sql = FakeSqlServer.that(FakeSqlServer.refusing(number, state))) {
            finds(examine(unencrypted(sql)), code);
        }
    }

    @Test
    void aServerThatDoesNotAnswerTheSignIn() throws Exception {
        try (FakeSqlServer sql =
                FakeSqlServer.that(
                        FakeSqlServer.preLogin(
                                PreLogin.ENCRYPT_NOT_SUPPORTED, FakeSqlServer::silent))) {
            long start = System.nanoTime();
            finds(examine(unencrypted(sql)), "sign-in.silent");
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
        }
    }

    @Test
    void aDatabaseAtTheLimitOfExpress() {
        Capabilities express = new Capabilities(4, 16, "Express Edition", false);
        assertThat(SqlSteps.size(express, 10L << 30, "NOTHING").code()).isEqualTo("size.full");
        assertThat(SqlSteps.size(express, 9L << 30, "NOTHING").code())
                .isEqualTo("size.nearly-full");
        assertThat(SqlSteps.size(express, 1L << 30, "LOG_BACKUP").code()).isEqualTo("size.log");
        assertThat(SqlSteps.size(express, 1L << 30, "NOTHING").verdict()).isEqualTo(Verdict.PASSED);
        Capabilities of2025 = new Capabilities(4, 17, "Express Edition", false);
        assertThat(SqlSteps.size(of2025, 11L << 30, "NOTHING").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aDatabaseWhereReadersWaitForAPush() {
        assertThat(SqlSteps.database("TrafficInsights", false, false).code())
                .isEqualTo("database.locks");
        assertThat(SqlSteps.database("TrafficInsights", true, true).code())
                .isEqualTo("database.read-only");
        assertThat(SqlSteps.database("TrafficInsights", false, true).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void aNameOfSeveralAddressesOfWhichOneListens() throws Exception {
        InetAddress[] addresses = {
            InetAddress.ofLiteral("127.0.0.3"), InetAddress.ofLiteral("127.0.0.1")
        };
        try (ServerSocket listener = new ServerSocket(0, 1, addresses[1])) {
            DoctorReport report =
                    Doctor.examine(
                            server("sql.example," + listener.getLocalPort()),
                            PASSWORD,
                            new Limits(2_000, 300, 1_500, 200, 1_434),
                            _ -> addresses);
            assertThat(report.steps().getFirst().evidence())
                    .isEqualTo("sql.example is 127.0.0.3, 127.0.0.1");
            DoctorStep tcp = report.steps().get(2);
            assertThat(tcp.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(tcp.evidence())
                    .contains("127.0.0.3:%d refuses".formatted(listener.getLocalPort()))
                    .contains("connected to 127.0.0.1");
        }
    }

    @Test
    void anInstanceThatIsKnownAtTheSecondAddress() throws Exception {
        InetAddress[] addresses = {
            InetAddress.ofLiteral("127.0.0.3"), InetAddress.ofLiteral("127.0.0.1")
        };
        try (FakeBrowser browser =
                new FakeBrowser(_ ->
                        FakeBrowser.answer(
                                "ServerName;S;InstanceName;SQLEXPRESS;IsClustered;No;Version;15.0.2000.5;tcp;1;;"))) {
            DoctorReport report =
                    Doctor.examine(
                            server("sql.example\\SQLEXPRESS"),
                            PASSWORD,
                            new Limits(2_000, 600, 1_500, 200, browser.port()),
                            _ -> addresses);
            assertThat(report.steps().get(1).verdict()).isEqualTo(Verdict.PASSED);
            finds(report, "tcp.refused");
        }
    }
}
