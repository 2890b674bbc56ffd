package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// A real HAProxy that logs straight into a run, with `halog` as the judge of the same lines, and
/// whose metrics are asked for.
class HaproxyIT {
    private static final int REQUESTS = 400;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir private Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void theTotalsOfARunThatHaproxyLogsToAreThoseOfHalog() throws Exception {
        Path haproxy = program("haproxy");
        Path halog = program("halog");
        int listened = freePort();
        List<String> recorded = Collections.synchronizedList(new ArrayList<>());
        DatagramSocket recorder = recorder(recorded);
        int front = freePort();
        Path configuration = configuration(listened, recorder.getLocalPort(), front);
        try (Run run = Runs.start(spec("syslog+udp://127.0.0.1:" + listened))) {
            RunBench.await(
                    "the listener", () -> run.progress().stage() == RunProgress.Stage.READING);
            start(haproxy, configuration);
            ask(front, REQUESTS);
            RunBench.await("HAProxy's lines", () -> run.progress().rows() == REQUESTS);
            run.stopFollowing();
            RunSummary summary = RunBench.summary(run.await());
            RunBench.await("the recorded lines", () -> recorded.size() == REQUESTS);
            assertThat(summary.rejects()).isZero();
            assertThat(summary.byServer()).isEqualTo(requestsByServer(halog, recorded));
        }
    }

    @Test
    void theStatisticsPageAndTheExporterOfHaproxySayTheSame() throws Exception {
        Path haproxy = program("haproxy");
        int front = freePort();
        int stats = freePort();
        Path configuration = configuration(freePort(), freePort(), front);
        Files.writeString(
                configuration,
                """
                frontend stats
                  bind 127.0.0.1:%d
                  http-request use-service prometheus-exporter if { path /metrics }
                  stats enable
                  stats uri /
                """
                        .formatted(stats),
                StandardOpenOption.APPEND);
        start(haproxy, configuration);
        ask(front, 1);
        String page = "haproxy+http://127.0.0.1:%d/;csv?every=1s".formatted(stats);
        String exporter = "prometheus+http://127.0.0.1:%d/metrics?every=1s".formatted(stats);
        try (Run ofPage = Runs.start(spec(page));
                Run ofExporter = Runs.start(spec(exporter))) {
            RunBench.await("the first page", () -> pages(ofPage) > 0 && pages(ofExporter) > 0);
            ask(front, REQUESTS);
            long seenPages = pages(ofPage);
            long seenMetrics = pages(ofExporter);
            RunBench.await(
                    "pages behind the last request",
                    () -> pages(ofPage) > seenPages + 1 && pages(ofExporter) > seenMetrics + 1);
            Map<String, Long> sent = sentBytes(ofPage);
            assertThat(sent).hasSize(3).isEqualTo(sentBytes(ofExporter));
            assertThat(sent.values()).allMatch(bytes -> bytes > 0);
        }
    }

    private static RunSpec spec(String address) {
        return RunSpec.inMemory(
                RunSource.Tail.of(new RunSource.Logs(List.of(), "auto"), List.of(address), true));
    }

    private static long pages(Run run) {
        return run.liveSources().stream().mapToLong(LiveSource::lines).sum();
    }

    /// By server: rates times their seconds, which is what the counter grew by.
    private static Map<String, Long> sentBytes(Run run) {
        Map<String, Long> bytes = new TreeMap<>();
        for (ServerHistory.Series series : run.serverMetrics().servers()) {
            double sum = 0;
            for (int i = 1; i < series.epochMicros().length; i++) {
                double seconds = (series.epochMicros()[i] - series.epochMicros()[i - 1]) / 1e6;
                sum += series.networkOutBytesPerSecond()[i] * seconds;
            }
            bytes.put(series.server(), Math.round(sum));
        }
        return bytes;
    }

    private static Path program(String name) {
        Path found =
                Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        assumeTrue(found != null, name + " is not installed (Debian package haproxy)");
        return found;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Takes what HAProxy sends to its second log target.
    private DatagramSocket recorder(List<String> lines) throws SocketException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        opened.add(socket);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
                    try {
                        while (true) {
                            socket.receive(packet);
                            String text =
                                    new String(
                                            packet.getData(),
                                            0,
                                            packet.getLength(),
                                            StandardCharsets.UTF_8);
                            lines.add(text.strip().replaceFirst("^<\\d+>", ""));
                        }
                    } catch (IOException closed) {
                        Thread.onSpinWait();
                    }
                });
        return socket;
    }

    private int backend(int status) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, 2);
                    exchange.getResponseBody().write(new byte[2]);
                    exchange.close();
                });
        server.start();
        opened.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private Path configuration(int listened, int recorder, int front) throws IOException {
        return Files.writeString(
                folder.resolve("haproxy.cfg"),
                """
                global
                  log 127.0.0.1:%d local0
                  log 127.0.0.1:%d local0
                  log-send-hostname lb
                defaults
                  mode http
                  log global
                  option httplog
                  timeout connect 5s
                  timeout client 5s
                  timeout server 5s
                frontend web
                  bind 127.0.0.1:%d
                  default_backend api
                backend api
                  balance roundrobin
                  server eu-1 127.0.0.1:%d
                  server eu-2 127.0.0.1:%d
                  server us-1 127.0.0.1:%d
                """
                        .formatted(
                                listened,
                                recorder,
                                front,
                                backend(200),
                                backend(503),
                                backend(204)));
    }

    private void start(Path haproxy, Path configuration) throws IOException {
        Process process =
                new ProcessBuilder(haproxy.toString(), "-f", configuration.toString(), "-db", "-q")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("haproxy.out").toFile())
                        .start();
        opened.add(() -> {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        });
    }

    private static void ask(int front, int requests) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            int asked = 0;
            while (asked < requests) {
                URI uri = URI.create("http://127.0.0.1:%d/item/%d".formatted(front, asked));
                try {
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding());
                    asked++;
                } catch (java.net.ConnectException notUpYet) {
                    Thread.sleep(50);
                }
            }
        }
    }

    /// Column `tot_req` of `halog -srv`, which counts every line of a server.
    private Map<String, Long> requestsByServer(Path halog, List<String> lines)
            throws IOException, InterruptedException {
        Path log = Files.write(folder.resolve("recorded.log"), lines);
        Process process =
                new ProcessBuilder(halog.toString(), "-srv", "-q")
                        .redirectInput(log.toFile())
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Map<String, Long> counts = new TreeMap<>();
        out.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    String[] cells = line.split(" ");
                    counts.put(cells[0], Long.parseLong(cells[7]));
                });
        return counts;
    }
}
