package trafficinsights.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.alerts.Answer;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Sample;

/// Shows the figures at `http://127.0.0.1:PORT/metrics` for as long as a run lasts, to this machine
/// only.
final class MetricsEndpoint implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final Receiver.Prometheus receiver;
    private final Supplier<List<Sample>> samples;
    private final AtomicLong scrapes = new AtomicLong();
    private final @Nullable HttpServer server;
    private final ExecutorService executor;
    private final String cause;

    MetricsEndpoint(Receiver.Prometheus receiver, Supplier<List<Sample>> samples) {
        this.receiver = receiver;
        this.samples = samples;
        this.executor =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("alerts-" + receiver.name()).factory());
        HttpServer opened = null;
        String failure = "";
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            opened = HttpServer.create(new InetSocketAddress(here, receiver.port()), 0);
            opened.setExecutor(executor);
            opened.createContext("/", this::answer);
            opened.start();
        } catch (IOException e) {
            failure =
                    "port %d is already in use on this machine; choose another port"
                            .formatted(receiver.port());
        }
        this.server = opened;
        this.cause = failure;
    }

    /// 0 when the port was not free.
    int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isRead = exchange.getRequestMethod().equals("GET");
            if (!exchange.getRequestURI().getPath().equals("/metrics") || !isRead) {
                exchange.sendResponseHeaders(isRead ? NOT_FOUND : NOT_ALLOWED, -1);
                return;
            }
            byte[] text = PrometheusText.of(samples.get()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", PrometheusText.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
            scrapes.incrementAndGet();
        }
    }

    Answer probe() {
        return server == null
                ? new Answer(receiver.name(), receiver.kind(), false, cause, 0)
                : new Answer(
                        receiver.name(),
                        receiver.kind(),
                        true,
                        "available at http://127.0.0.1:%d/metrics".formatted(port()),
                        0);
    }

    Delivery delivery() {
        return new Delivery(receiver.name(), scrapes.get(), server == null ? 1 : 0, 0, cause);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        executor.shutdownNow();
    }
}
