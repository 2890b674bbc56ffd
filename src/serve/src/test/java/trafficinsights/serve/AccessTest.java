package trafficinsights.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.serve.access.Limits;
import trafficinsights.serve.access.Role;
import trafficinsights.serve.access.UserFile;
import trafficinsights.serve.access.Users;
import trafficinsights.serve.http.ServeSettings;
import trafficinsights.serve.run.ServedSource;

/// Who may see what: users, tokens, sessions, roles, hosts, limits, and the record of accesses.
class AccessTest {
    private static final String RUN = "/api/v1/runs/main";
    private static final Secret PASSWORD = new Secret("correct horse battery");

    @TempDir private static Path folder;
    private static Path users;
    private static String token;
    private static Served served;

    @BeforeAll
    static void start() {
        users = folder.resolve("users.txt");
        token = UserFile.newToken();
        UserFile.readOrNew(users)
                .with("anna", Role.VIEWER, PASSWORD)
                .with("otto", Role.OPERATOR, PASSWORD)
                .withToken("grafana", Role.VIEWER, token)
                .write(users);
        served =
                Served.start(
                        new ServedSource.Followed(Served.badDeploy()),
                        Served.settings(folder, users, 10_000));
        served.await(() -> served.run().snapshot().isEnded());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String form(String name, String password) {
        return "name=" + name + "&password=" + password.replace(' ', '+');
    }

    private static String session(String name) {
        HttpResponse<String> response = served.post("/login", form(name, PASSWORD.reveal()));
        assertThat(response.statusCode()).isEqualTo(303);
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static int status(String path, String cookie) {
        return served.get(path, r -> r.header("Cookie", cookie.split(";")[0])).statusCode();
    }

    @Test
    void withoutASessionThereIsOnlyTheWayToOne() {
        assertThat(served.get(RUN).statusCode()).isEqualTo(401);
        assertThat(served.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(served.get("/openapi.json").statusCode()).isEqualTo(401);
        HttpResponse<String> page = served.get("/?last=900&part=server%3Aeu-1");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location"))
                .contains("/login?last=900&part=server%3Aeu-1");
        assertThat(served.get("/login").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionIsACookieThatNoScriptAndNoOtherSiteCanUse() {
        String cookie = session("anna");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(status(RUN, cookie)).isEqualTo(200);
        assertThat(status(RUN, cookie.replace("ti_session=", "ti_session=A"))).isEqualTo(401);
    }

    @Test
    void aWrongPasswordGivesNoSessionAndSaysNotWhatWasWrong() {
        for (String form : List.of(form("anna", "wrong"), form("nobody", "wrong"))) {
            HttpResponse<String> response = served.post("/login", form);
            assertThat(response.headers().firstValue("Location")).contains("/login?failed=1");
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void theViewThatWasAskedForComesAfterTheSignIn() {
        HttpResponse<String> response =
                served.post("/login", form("anna", PASSWORD.reveal()) + "&to=last%3D900");
        assertThat(response.headers().firstValue("Location")).contains("/?last=900");
    }

    @Test
    void aFormOfAnotherSiteIsNotTaken() {
        HttpResponse<String> response =
                served.post(
                        "/login",
                        form("anna", PASSWORD.reveal()),
                        "Origin",
                        "https://elsewhere.example");
        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void onlyOperatorsSeeRequestsAndTheServersOwnFigures() {
        String viewer = session("anna");
        String operator = session("otto");
        assertThat(status(RUN + "/requests", viewer)).isEqualTo(403);
        assertThat(status("/metrics", viewer)).isEqualTo(403);
        // A generated run keeps no requests, but the operator may ask.
        assertThat(status(RUN + "/requests", operator)).isEqualTo(409);
        assertThat(status("/metrics", operator)).isEqualTo(200);
    }

    @Test
    void programsUseTokens() {
        assertThat(served.get(RUN, r -> r.header("Authorization", "Bearer " + token)).statusCode())
                .isEqualTo(200);
        assertThat(served.get(RUN, r -> r.header("Authorization", "Bearer x")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theFileHasNoPasswordAndNoToken() throws IOException {
        String text = Files.readString(users);
        assertThat(text).doesNotContain(PASSWORD.reveal()).doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(users)).hasSize(2);
    }

    @Test
    void aSessionEndsAfterTwelveHoursAndWithThePassword() throws Exception {
        Path own = folder.resolve("own.txt");
        UserFile.readOrNew(own).with("eve", Role.VIEWER, PASSWORD).write(own);
        Instant now = Instant.parse("2026-03-02T08:00:00Z");
        Users early = new Users(own, Clock.fixed(now, ZoneOffset.UTC));
        String session = early.signIn("eve", PASSWORD.reveal()).orElseThrow();
        assertThat(early.ofSession(session)).isPresent();
        Instant later = now.plus(Users.SESSION).minus(Duration.ofSeconds(1));
        assertThat(new Users(own, Clock.fixed(later, ZoneOffset.UTC)).ofSession(session))
                .as("another server with the same file")
                .isPresent();
        Instant end = now.plus(Users.SESSION);
        assertThat(new Users(own, Clock.fixed(end, ZoneOffset.UTC)).ofSession(session)).isEmpty();
        UserFile.read(own).with("eve", Role.VIEWER, new Secret("another password")).write(own);
        assertThat(new Users(own, Clock.fixed(now, ZoneOffset.UTC)).ofSession(session)).isEmpty();
    }

    @Test
    void weakPasswordsAndWrongFilesAreRefused() throws IOException {
        UserFile file = UserFile.readOrNew(folder.resolve("new.txt"));
        assertThatThrownBy(() -> file.with("eve", Role.VIEWER, new Secret("short")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("10 characters");
        assertThatThrownBy(() -> file.with("eve x", Role.VIEWER, PASSWORD))
                .hasMessageContaining("letters, digits");
        Path wrong = folder.resolve("wrong.txt");
        Files.writeString(wrong, "key abc\nuser anna admin hash\n");
        assertThatThrownBy(() -> UserFile.read(wrong))
                .hasMessageContaining("Line 2")
                .hasMessageContaining("viewer or operator");
    }

    /// A request as it goes over the wire: the client of the JDK sets these headers by itself.
    private static String raw(Served to, String request) throws IOException {
        int port = to.serving.server().port();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theServerAnswersToItsOwnNamesOnly() throws IOException {
        assertThat(raw(served, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("--host evil.example");
        assertThat(
                        raw(
                                served,
                                "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void noAddressLeadsToAFileOfTheDisk() throws IOException {
        for (String path :
                List.of(
                        "/../../etc/passwd",
                        "/..%2f..%2fetc/passwd",
                        "/page.css/../../../users.txt",
                        "/%2e%2e/users.txt")) {
            String answer =
                    raw(
                            served,
                            "GET "
                                    + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + token
                                    + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 4\\d\\d.*");
            assertThat(answer).doesNotContain("root:").doesNotContain("$2a$");
        }
    }

    @Test
    void pagesMayLoadNothingFromElsewhere() {
        String policy =
                served.get("/login").headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
    }

    @Test
    void everyAccessIsRecordedWithoutSecrets() throws IOException {
        String cookie = session("otto");
        status(RUN + "/incidents?last=60", cookie);
        String line = "otto 127.0.0.1 GET /api/v1/runs/main/incidents?last=60 200";
        // The line is written when the answer is on its way.
        served.await(() -> log().contains(line));
        String log = log();
        assertThat(log).contains("signed in: otto from 127.0.0.1");
        assertThat(log).doesNotContain(PASSWORD.reveal()).doesNotContain(cookie.split("[=;]")[1]);
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("access.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyATrustedProxyNamesAUser() {
        ServeSettings plain = Served.settings(folder, users, 10_000);
        for (boolean isTrusted : new boolean[] {false, true}) {
            Set<InetAddress> proxies =
                    isTrusted ? Set.of(InetAddress.getLoopbackAddress()) : Set.of();
            ServeSettings behind =
                    new ServeSettings(
                            plain.bind(),
                            0,
                            null,
                            users,
                            false,
                            List.of(),
                            proxies,
                            "X-Forwarded-User",
                            10_000,
                            folder);
            try (Served own = Served.start(new ServedSource.Followed(Served.badDeploy()), behind)) {
                int status =
                        own.get("/api/v1/session", r -> r.header("X-Forwarded-User", "anna"))
                                .statusCode();
                assertThat(status).isEqualTo(isTrusted ? 200 : 401);
            }
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        try (Served own =
                Served.start(
                        new ServedSource.Followed(Served.badDeploy()),
                        Served.settings(folder, null, 1))) {
            for (int i = 0; i < 4; i++) {
                assertThat(own.get("/api/v1/runs").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> last = own.get("/api/v1/runs");
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isEqualTo(1);
            assertThat(own.get("/").statusCode()).as("the page itself").isEqualTo(200);
        }
    }

    @Test
    void permitsComeBackAtAnEvenRate() {
        long[] now = {0};
        Limits limits = new Limits(2, 3, () -> now[0]);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take("a")).isZero();
        }
        assertThat(limits.take("a")).isEqualTo(0.5);
        assertThat(limits.take("b")).as("another viewer").isZero();
        now[0] = 500_000_000;
        assertThat(limits.take("a")).isZero();
        assertThat(limits.take("a")).isPositive();
    }
}
