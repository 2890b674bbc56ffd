package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Runs that ask a page for the metrics of servers.
class MetricsPagesTest {
    @TempDir private Path folder;
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            statistics(1000 * asked.incrementAndGet())
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    /// Columns as HAProxy 2.6 has them, the later ones left out.
    private static String statistics(int bytesIn) {
        return """
        # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight
        web,FRONTEND,,,1,1,9991,2,89,46949,0,0,0,,,,,OPEN,
        api,eu-1,0,0,4,9,,300,%d,900,,0,,0,0,0,0,UP,1
        api,eu-2,0,0,0,9,,300,50,900,,0,,0,0,0,0,DOWN,1
        api,BACKEND,0,0,4,9,1000,600,80,1800,0,0,,0,0,0,0,UP,2
        """
                .formatted(bytesIn);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String page(String path) {
        return "haproxy+http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private static RunSpec spec(String address) {
        RunSource.Logs logs = new RunSource.Logs(List.of(), "auto");
        return RunSpec.inMemory(RunSource.Tail.of(logs, List.of(address), true));
    }

    private static ServerHistory.Series series(Run run, String server) {
        return run.serverMetrics().servers().stream()
                .filter(series -> series.server().equals(server))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void statisticsAreSeenWhileTheRunGoesOnAndWrittenAtItsEnd() throws Exception {
        Path out = folder.resolve("out");
        try (Run run = Runs.start(spec(page("/;csv?every=1s")).withOut(out))) {
            RunBench.await(
                    "two pages",
                    () ->
                            !run.serverMetrics().servers().isEmpty()
                                    && series(run, "api/eu-1").epochMicros().length == 2);
            ServerHistory.Series first = series(run, "api/eu-1");
            assertThat(first.activeConnections()).containsOnly(4);
            assertThat(first.networkInBytesPerSecond()[0]).isNaN();
            double seconds = (first.epochMicros()[1] - first.epochMicros()[0]) / 1e6;
            assertThat(first.networkInBytesPerSecond()[1]).isEqualTo(1000 / seconds);
            assertThat(first.isHealthy()).containsOnly(true);
            assertThat(series(run, "api/eu-2").isHealthy()).containsOnly(false);
            assertThat(run.liveSources().getFirst().trouble()).isEmpty();
            run.stopFollowing();
            RunBench.summary(run.await());
        }
        List<String> lines = Files.readAllLines(out.resolve("server_metrics.csv"));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
        assertThat(lines.get(1)).contains(",api/eu-1,,,").endsWith(",4,1");
    }

    @Test
    void aPageThatWantsAUserSaysHowToGiveOne() throws Exception {
        status = 401;
        assertTrouble(page("/;csv"), "user=NAME&password=env:NAME");
    }

    @Test
    void aPageThatIsNotStatisticsIsNamed() throws Exception {
        assertTrouble(page("/").replace("haproxy+", "prometheus+"), "no metrics of node_exporter");
    }

    @Test
    void aServerThatIsNotThereIsAskedAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertTrouble(
                "haproxy+http://127.0.0.1:%d/;csv".formatted(port),
                "nothing listens at this address; it is asked again every 5 s");
    }

    private static void assertTrouble(String address, String expected) throws Exception {
        try (Run run = Runs.start(spec(address))) {
            RunBench.await(
                    "the trouble",
                    () -> run.liveSources().stream().anyMatch(s -> !s.trouble().isEmpty()));
            assertThat(run.liveSources().getFirst().trouble()).contains(expected);
            run.stopFollowing();
            RunBench.summary(run.await());
        }
    }

    @Test
    void aLengthThatIsNotOneIsRefused() throws Exception {
        assertThat(RunBench.problem(spec(page("/;csv?every=often"))).userMessage())
                .contains("every=often")
                .contains("5s");
    }
}
