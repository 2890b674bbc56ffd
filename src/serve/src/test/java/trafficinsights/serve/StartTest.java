package trafficinsights.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.serve.access.Role;
import trafficinsights.serve.access.UserFile;
import trafficinsights.serve.http.ServeSettings;
import trafficinsights.serve.run.ServedSource;
import trafficinsights.store.LocalStore;

/// What a server can be started with, and what it says where it cannot.
class StartTest {
    private static final Secret PASSWORD = new Secret("a password of tests");

    /// Made once for all tests: each takes a second.
    @TempDir private static Path keystores;

    @TempDir private Path folder;

    private ServeSettings settings(
            String bind, int port, ServeSettings.@Nullable Tls tls, @Nullable Path users)
            throws IOException {
        return new ServeSettings(
                InetAddress.getByName(bind),
                port,
                tls,
                users,
                false,
                List.of(),
                Set.of(),
                "",
                100,
                folder);
    }

    private static Problem refused(ServedSource source, ServeSettings settings) {
        return switch (Served.tried(source, settings)) {
            case Outcome.Ok<Serving>(Serving serving) -> {
                serving.close();
                throw new AssertionError("was started");
            }
            case Outcome.Rejected<Serving>(Problem problem) -> problem;
        };
    }

    private static ServedSource run() {
        return new ServedSource.Followed(Served.badDeploy());
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Problem problem =
                    refused(run(), settings("127.0.0.1", taken.getLocalPort(), null, null));
            assertThat(problem.code()).isEqualTo("serve.port");
            assertThat(problem.userMessage())
                    .contains(Integer.toString(taken.getLocalPort()), "--port");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNotTaken() throws IOException {
        Path users = users();
        Problem problem = refused(run(), settings("192.0.2.1", 0, tls(30), users));
        assertThat(problem.code()).isEqualTo("serve.address");
    }

    @Test
    void otherMachinesNeedTlsAndUsers() throws IOException {
        for (ServeSettings open :
                List.of(
                        settings("0.0.0.0", 0, null, null),
                        settings("0.0.0.0", 0, null, users()),
                        settings("0.0.0.0", 0, tls(30), null))) {
            Problem problem = refused(run(), open);
            assertThat(problem.code()).isEqualTo("serve.unprotected");
            assertThat(problem.userMessage()).contains("--tls", "--users", "--insecure");
        }
    }

    private Path users() {
        Path file = folder.resolve("users.txt");
        UserFile.readOrNew(file).with("anna", Role.VIEWER, PASSWORD).write(file);
        return file;
    }

    /// @param days for which the certificate is valid; below 0 it has expired
    private ServeSettings.Tls tls(int days) throws IOException {
        Path keystore = keystores.resolve("keystore" + days + ".p12");
        if (Files.exists(keystore)) {
            return new ServeSettings.Tls(keystore, PASSWORD);
        }
        String start = days < 0 ? "-10d" : "-1d";
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "serve",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-startdate",
                                start,
                                "-validity",
                                Integer.toString(days < 0 ? 5 : days + 1),
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keystore.toString(),
                                "-storepass",
                                PASSWORD.reveal())
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(Files.exists(keystore)).isTrue();
        return new ServeSettings.Tls(keystore, PASSWORD);
    }

    @Test
    void wrongKeystoresAreToldApart() throws IOException {
        ServeSettings.Tls good = tls(30);
        Path text = Files.writeString(folder.resolve("text.p12"), "nothing");
        assertThat(
                        refused(
                                        run(),
                                        settings(
                                                "127.0.0.1",
                                                0,
                                                new ServeSettings.Tls(
                                                        good.keystore(), new Secret("wrong")),
                                                null))
                                .code())
                .isEqualTo("keystore.password");
        assertThat(
                        refused(
                                        run(),
                                        settings(
                                                "127.0.0.1",
                                                0,
                                                new ServeSettings.Tls(text, PASSWORD),
                                                null))
                                .code())
                .isEqualTo("keystore.unreadable");
        Problem expired = refused(run(), settings("127.0.0.1", 0, tls(-1), null));
        assertThat(expired.code()).isEqualTo("keystore.expired");
        assertThat(expired.userMessage()).contains("expired on", "Renew it");
    }

    @Test
    void withTlsTheSessionIsSentOverTlsOnly() throws Exception {
        ServeSettings.Tls tls = tls(30);
        Path users = users();
        try (Served served = Served.start(run(), settings("127.0.0.1", 0, tls, users));
                HttpClient client = HttpClient.newBuilder().sslContext(trusting(tls)).build()) {
            assertThat(served.serving.address()).startsWith("https://");
            var response =
                    client.send(
                            HttpRequest.newBuilder(served.uri("/login"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "name=anna&password="
                                                            + PASSWORD.reveal().replace(' ', '+')))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(response.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
            assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    private static SSLContext trusting(ServeSettings.Tls tls) throws Exception {
        KeyStore own =
                KeyStore.getInstance(
                        tls.keystore().toFile(), tls.password().reveal().toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("serve", (X509Certificate) own.getCertificate("serve"));
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private Path store(int runs) throws InterruptedException {
        Path store = folder.resolve("traffic.duckdb");
        for (int i = 0; i < runs; i++) {
            try (Run run = Runs.start(Served.badDeploy().withStore(store))) {
                run.await();
            }
        }
        return store;
    }

    @Test
    void aStoreHasItsRequestsItsRunsAndAllSteps() throws Exception {
        Path store = store(2);
        RunSpec spec = RunSpec.inMemory(new RunSource.Stored(store)).withThreads(2);
        try (Served served =
                Served.start(new ServedSource.Store(store, spec), Served.settings(folder))) {
            served.await(() -> served.run().snapshot().isEnded());
            JsonNode runs = served.json("/api/v1/runs").get("runs");
            assertThat(runs.valueStream().map(run -> run.get("id").asString()))
                    .containsExactly("main", "run-1", "run-2");
            assertThat(served.json("/api/v1/runs/main").get("requests").asLong())
                    .isEqualTo(2 * served.json("/api/v1/runs/run-1").get("requests").asLong());
            JsonNode page = served.json("/api/v1/runs/main/requests?limit=5");
            assertThat(page.get("rows")).hasSize(5);
            assertThat(page.get("next").asLong()).isEqualTo(5);
            assertThat(served.get("/api/v1/runs/main/requests?limit=5000").statusCode())
                    .isEqualTo(400);
            assertThat(served.get("/api/v1/runs/run-1/figures?figure=p95&step=10").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused =
                    served.get("/api/v1/runs/run-1/figures?figure=p95&step=60");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("serve.no-histograms", "step=10");
        }
    }

    @Test
    void aFolderIsServedFromItsReport() throws Exception {
        Path out = folder.resolve("out");
        try (Run run =
                Runs.start(
                        Served.badDeploy().withOut(out).withRequests(RunSpec.RequestOutput.CSV))) {
            run.await();
        }
        try (Served served = Served.start(new ServedSource.Folder(out), Served.settings(folder))) {
            assertThat(served.get("/api/v1/runs/main/report").body())
                    .isEqualToIgnoringWhitespace(
                            Files.readString(out.resolve("analytics_report.json")));
            assertThat(
                            served.json("/api/v1/runs/main/cells")
                                    .get("heat")
                                    .get("emptyText")
                                    .asString())
                    .contains("no histograms");
            assertThat(served.json("/api/v1/runs/main/requests?limit=3").get("columns").toString())
                    .contains("latency");
        }
        Problem problem =
                refused(
                        new ServedSource.Folder(folder.resolve("nothing")),
                        Served.settings(folder));
        assertThat(problem.userMessage()).contains("nothing", "analytics_report.json");
    }

    @Test
    void aStoreThatIsInUseIsNamed() throws Exception {
        Path store = store(1);
        try (LocalStore _ = LocalStore.open(store)) {
            Problem problem =
                    refused(
                            new ServedSource.Store(
                                    store, RunSpec.inMemory(new RunSource.Stored(store))),
                            Served.settings(folder));
            assertThat(problem.code()).isEqualTo("store.locked");
            assertThat(problem.userMessage()).contains("traffic.duckdb", "in use");
        }
    }

    @Test
    void aStoreThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.duckdb");
        Problem problem =
                refused(
                        new ServedSource.Store(
                                missing, RunSpec.inMemory(new RunSource.Stored(missing))),
                        Served.settings(folder));
        assertThat(problem.code()).isEqualTo("store.missing");
    }

    @Test
    void aLogInNoKnownFormatIsRefusedAtOnce() throws IOException {
        Path log = Files.writeString(folder.resolve("x.log"), "no log at all\n".repeat(20));
        RunSpec spec = RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto"));
        Problem problem = refused(new ServedSource.Followed(spec), Served.settings(folder));
        assertThat(problem.userMessage()).contains("x.log", "unknown format");
    }
}
