package trafficinsights.serve.http;

import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.serve.answer.Api;
import trafficinsights.serve.answer.Json;
import trafficinsights.serve.run.ServedRuns;

/// A server at work. Each request has a virtual thread of its own; event streams have none.
/// Threads: any.
public final class WebServer implements AutoCloseable {
    private static final int MOST_THREADS = 64;
    private static final int WARM_UP_TRIES = 600;
    private static final long WARM_UP_MILLIS = 100;
    private static final long STOP_MILLIS = 3_000;
    private static final long IDLE_MILLIS = 60_000;
    private static final int HEADER_BYTES = 16_384;

    private final Server server;
    private final ServerConnector connector;
    private final EventStreams streams;
    private final String address;

    private WebServer(
            Server server, ServerConnector connector, EventStreams streams, String address) {
        this.server = server;
        this.connector = connector;
        this.streams = streams;
        this.address = address;
    }

    /// Starts a server.
    ///
    /// @return rejected where the address is not safe or not free, or the certificate or the file
    ///   of users cannot be used
    public static Outcome<WebServer> start(ServeSettings settings, ServedRuns runs) {
        Optional<Problem> unsafe = unsafe(settings);
        if (unsafe.isPresent()) {
            return Outcome.rejected(unsafe.get());
        }
        Api api = new Api(runs);
        EventStreams streams = new EventStreams(api, runs);
        try {
            WebServer server = started(settings, api, streams);
            Thread.ofVirtual().name("serve-warm-up").start(() -> warmUp(api, runs));
            return Outcome.ok(server);
        } catch (ProblemException e) {
            streams.close();
            return Outcome.rejected(e.problem());
        }
    }

    /// Once the first windows are there.
    private static void warmUp(Api api, ServedRuns runs) {
        try {
            for (int i = 0; i < WARM_UP_TRIES; i++) {
                if (runs.all().stream()
                        .allMatch(run -> !run.snapshot().report().series().isEmpty())) {
                    api.warmUp();
                    return;
                }
                Thread.sleep(WARM_UP_MILLIS);
            }
        } catch (InterruptedException | RuntimeException e) {
            // Whoever asks is told what is wrong.
            System.getLogger(WebServer.class.getName())
                    .log(System.Logger.Level.DEBUG, "the warm-up ended early", e);
        }
    }

    /// An address beyond this machine needs TLS and users.
    private static Optional<Problem> unsafe(ServeSettings settings) {
        boolean isProtected = settings.tls() != null && settings.users() != null;
        if (settings.isLocal() || isProtected || settings.isInsecure()) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.of(
                        "serve.unprotected",
                        ("%s can be reached from other machines, so it needs --tls KEYSTORE and"
                                        + " --users FILE. Leave out --bind to serve this machine"
                                        + " only, or accept the risk with --insecure.")
                                .formatted(settings.bind().getHostAddress())));
    }

    private static WebServer started(ServeSettings settings, Api api, EventStreams streams) {
        QueuedThreadPool pool = new QueuedThreadPool(MOST_THREADS);
        pool.setName("serve");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Server server = new Server(pool);
        ServerConnector connector = connector(server, settings);
        connector.setHost(settings.bind().getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Front(settings, api, streams)));
        server.setErrorHandler(WebServer::malformed);
        server.setStopTimeout(STOP_MILLIS);
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw cannotStart(settings, e).asException();
        }
        String scheme = settings.tls() == null ? "http" : "https";
        String host =
                settings.bind() instanceof java.net.Inet6Address
                        ? "[" + settings.bind().getHostAddress() + "]"
                        : settings.bind().getHostAddress();
        return new WebServer(
                server,
                connector,
                streams,
                "%s://%s:%d/".formatted(scheme, host, connector.getLocalPort()));
    }

    private static ServerConnector connector(Server server, ServeSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        ServeSettings.Tls tls = settings.tls();
        if (tls == null) {
            return new ServerConnector(server, new HttpConnectionFactory(http));
        }
        // Front checks the name that the server is asked by.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                new SslConnectionFactory(Certificate.factory(tls), "http/1.1"),
                new HttpConnectionFactory(http));
    }

    /// For what never reaches [Front]: requests that are not HTTP.
    private static boolean malformed(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Exchange.PROBLEM);
        byte[] body =
                Json.bytes(
                        java.util.Map.of(
                                "type", "urn:traffic-insights:serve.malformed",
                                "title", "Bad Request",
                                "status", response.getStatus(),
                                "detail", "The request could not be read."));
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static Problem cannotStart(ServeSettings settings, Exception e) {
        String host = settings.bind().getHostAddress();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                boolean isForeign =
                        String.valueOf(cause.getMessage()).contains("Cannot assign requested");
                return isForeign
                        ? Problem.of(
                                "serve.address",
                                "%s is not an address of this machine. Choose another one with --bind."
                                        .formatted(host),
                                e)
                        : Problem.of(
                                "serve.port",
                                ("Port %d at %s is in use by another program, or needs more"
                                                + " permissions. Stop that program, or choose"
                                                + " another port with --port.")
                                        .formatted(settings.port(), host),
                                e);
            }
        }
        if (e instanceof IOException) {
            return Problem.of(
                    "serve.start",
                    "The server could not listen at %s, port %d. Choose another --bind or --port."
                            .formatted(host, settings.port()),
                    e);
        }
        System.getLogger(WebServer.class.getName())
                .log(System.Logger.Level.ERROR, "the server could not start", e);
        return Problem.of(
                "serve.start",
                "The server could not start because of an internal error. Details are in the"
                        + " program log.",
                e);
    }

    /// `http://127.0.0.1:8095/`
    public String address() {
        return address;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /// Viewers who follow a run now.
    public long streams() {
        return streams.open();
    }

    /// Viewers who were dropped because they did not read.
    public long droppedStreams() {
        return streams.dropped();
    }

    /// Takes no more requests, lets those that are at work end, and ends the streams.
    @Override
    public void close() {
        streams.close();
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(WebServer.class.getName())
                    .log(System.Logger.Level.WARNING, "the server did not stop cleanly", e);
        }
    }
}
