package trafficinsights.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.serve.run.ServedSource;

/// Viewers who follow a run.
class StreamsTest {
    private static final int MANY = 500;

    @TempDir private Path folder;

    private static Socket follow(Served served) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), served.serving.server().port());
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        out.write(
                "GET /api/v1/runs/main/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static JsonNode next(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = reader.readLine();
        }
        assertThat(line).as("the stream goes on").isNotNull();
        return Served.JSON.readTree(line.substring("data: ".length()));
    }

    @Test
    void aGrowingLogIsSeenWhileItGrows() throws IOException {
        Path log = folder.resolve("requests.csv");
        Files.writeString(log, "timestamp,server,status,latency_ms\n");
        write(log, 0, 200);
        RunSpec spec =
                RunSpec.inMemory(
                        new RunSource.Tail(new RunSource.Logs(List.of(log), "auto"), true));
        try (Served served =
                        Served.start(new ServedSource.Followed(spec), Served.settings(folder));
                Socket socket = follow(served);
                BufferedReader events = reader(socket)) {
            JsonNode first = next(events);
            assertThat(first.get("isLive").asBoolean()).isTrue();
            write(log, 200, 400);
            JsonNode event = next(events);
            while (!event.get("to").asString().startsWith("2026-03-02T08:06")) {
                event = next(events);
            }
            served.await(() ->
                    served.json("/api/v1/runs/main/figures?figure=requests&step=10")
                                    .get("points")
                                    .valueStream()
                                    .mapToDouble(p -> p.get("value").asDouble())
                                    .sum()
                            >= 380);
            JsonNode point =
                    served.json("/api/v1/runs/main/figures?figure=requests&step=10")
                            .get("points")
                            .get(3);
            assertThat(point.get("value").asDouble()).as("a request a second").isEqualTo(10);
        }
    }

    /// A request a second.
    private static void write(Path log, int from, int to) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(
                    "2026-03-02T08:%02d:%02dZ,eu-%d,200,%d%n"
                            .formatted(i / 60, i % 60, i % 2 + 1, 20 + i % 7));
        }
        Files.writeString(log, lines, java.nio.file.StandardOpenOption.APPEND);
    }

    @Test
    void fiveHundredViewersSeeTheSameEndAndNobodyIsDropped() throws IOException {
        RunSpec spec = Served.badDeploy().withSpeed(600);
        try (Served served =
                Served.start(new ServedSource.Followed(spec), Served.settings(folder))) {
            List<Socket> sockets = new ArrayList<>();
            List<BufferedReader> readers = new ArrayList<>();
            try {
                for (int i = 0; i < MANY; i++) {
                    sockets.add(follow(served));
                    readers.add(reader(sockets.getLast()));
                }
                served.await(() -> served.serving.server().streams() == MANY);
                for (BufferedReader reader : readers) {
                    JsonNode event = next(reader);
                    while (event.get("isLive").asBoolean()) {
                        event = next(reader);
                    }
                    assertThat(event.get("state").asString()).isEqualTo("done");
                }
                assertThat(served.serving.server().droppedStreams()).isZero();
            } finally {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void aStoppingServerEndsItsStreams() throws IOException {
        Served served = Served.ended(folder);
        try (Socket socket = follow(served);
                BufferedReader events = reader(socket)) {
            next(events);
            long start = System.nanoTime();
            served.close();
            String line = events.readLine();
            while (line != null) {
                line = events.readLine();
            }
            assertThat(System.nanoTime() - start).isLessThan(3_500_000_000L);
        }
    }
}
