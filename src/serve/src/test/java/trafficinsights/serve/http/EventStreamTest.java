package trafficinsights.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/// What a slow viewer costs: nobody waits for one.
class EventStreamTest {
    private static final int LARGE = 32 << 20;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> sent = new ArrayList<>();
    private final List<Callback> onTheirWay = new ArrayList<>();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<EventStream> ended = new ConcurrentLinkedQueue<>();

    /// A response whose writes end when the test says so.
    private Response response() {
        return (Response)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Response.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("write")) {
                                sent.add(
                                        StandardCharsets.UTF_8
                                                .decode((ByteBuffer) arguments[1])
                                                .toString());
                                onTheirWay.add((Callback) arguments[2]);
                            }
                            return null;
                        });
    }

    private EventStream stream() {
        Callback end = Callback.from(() -> {}, failed::complete);
        return new EventStream(response(), end, ended::add, nanos::get);
    }

    private static byte[] event(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void onlyTheNewestEventWaitsForTheOneOnItsWay() {
        EventStream stream = stream();
        stream.offer(event("one"));
        stream.offer(event("two"));
        stream.offer(event("three"));
        assertThat(sent).containsExactly("one");
        onTheirWay.getFirst().succeeded();
        assertThat(sent).containsExactly("one", "three");
        onTheirWay.getLast().succeeded();
        stream.offer(event("four"));
        assertThat(sent).containsExactly("one", "three", "four");
        assertThat(ended).isEmpty();
    }

    @Test
    void whoTakesNoEventForTenSecondsIsDropped() {
        EventStream stream = stream();
        assertThat(stream.offer(event("one"))).isFalse();
        nanos.addAndGet(EventStream.LONGEST_NANOS);
        assertThat(stream.offer(event("two"))).isFalse();
        nanos.addAndGet(1);
        assertThat(stream.offer(event("three"))).isTrue();
        assertThat(failed).isCompleted();
        assertThat(ended).containsExactly(stream);
        assertThat(stream.offer(event("four"))).as("is dropped once").isFalse();
        assertThat(sent).containsExactly("one");
    }

    @Test
    void aDroppedViewerLosesTheConnection() throws Exception {
        CompletableFuture<EventStream> started = new CompletableFuture<>();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        EventStream stream =
                                new EventStream(response, callback, ended::add, nanos::get);
                        stream.offer(new byte[LARGE]);
                        started.complete(stream);
                        return true;
                    }
                });
        server.start();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.getOutputStream().write(event("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            EventStream stream = started.get(10, TimeUnit.SECONDS);
            nanos.addAndGet(EventStream.LONGEST_NANOS + 1);
            assertThat(stream.offer(event("more"))).isTrue();
            socket.setSoTimeout(10_000);
            assertThat(allBytes(socket.getInputStream())).isLessThan(LARGE);
            assertThat(ended).containsExactly(stream);
        } finally {
            server.stop();
        }
    }

    /// Until the end, or until the connection is reset.
    private static long allBytes(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all += count;
            }
        } catch (SocketException reset) {
            return all;
        }
        return all;
    }
}
