package trafficinsights.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import trafficinsights.model.Outcome;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.Warehouses;

/// What the build runs to record, for each of the two AOT caches, which classes a start needs and
/// how the hot methods behave: a small generated run with every output and the analysis of a log,
/// or the window. Two caches, because all classes of one are made ready at each start: with those
/// of the window a short command takes a quarter longer.
public final class StartupTraining {
    private static final int LOG_LINES = 60_000;
    private static final int CLOSED_PORT = 9;

    private StartupTraining() {}

    /// @param arguments what is trained (`workbench`: the commands, `window`); a folder to write to
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path out = Path.of(arguments[1]);
        Files.createDirectories(out);
        switch (arguments[0]) {
            case "workbench" -> commands(out);
            case "window" -> window(out.resolve("state"));
            default -> throw new IllegalArgumentException(arguments[0] + " is not trained");
        }
    }

    private static void commands(Path out) throws IOException {
        Path store = out.resolve("training.duckdb");
        Files.deleteIfExists(store);
        Path log = out.resolve("training.log");
        writeLog(log);
        run("analyze", log, "--out", out.resolve("log"));
        run("run", "--scenario", "bad-deploy", "--rows", 100_000, "--out", out, "--store", store);
        run("scenarios");
        connect();
    }

    /// A machine that lacks what JavaFX needs of it can build the program, with a slower start of
    /// its window.
    private static void window(Path state) throws IOException, InterruptedException {
        try {
            WindowTraining.run(state);
        } catch (RuntimeException | UnsatisfiedLinkError | NoClassDefFoundError e) {
            if (!isLibraryMissing(e)) {
                throw e;
            }
            System.err.println("The start of the window is not trained: " + e);
        }
    }

    /// Of the operating system; JavaFX tells it on its own thread, wrapped.
    private static boolean isLibraryMissing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsatisfiedLinkError
                    || cause instanceof NoClassDefFoundError
                    || cause instanceof UnsupportedOperationException) {
                return true;
            }
        }
        return false;
    }

    /// The classes of a connection to a server: a TLS greeting that goes nowhere, and a sign-in at
    /// a port where nobody listens.
    private static void connect() throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", CLOSED_PORT);
            engine.setUseClientMode(true);
            engine.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        Outcome<WarehouseStatus> nobody =
                Warehouses.status(
                        WarehouseProfile.ofServer("127.0.0.1," + CLOSED_PORT)
                                .withSignIn(SignIn.SQL, "nobody"),
                        new Secret("none"));
        if (nobody instanceof Outcome.Ok) {
            throw new IllegalStateException("a server answers at port " + CLOSED_PORT);
        }
    }

    /// As a person would start it, so that its classes are in the cache as well.
    private static void run(Object... arguments) {
        int exitCode = Main.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        if (exitCode != 0) {
            throw new IllegalStateException(
                    "training run %s ended with %d"
                            .formatted(Arrays.toString(arguments), exitCode));
        }
    }

    /// Lines as HAProxy writes them, so that the parser's profile is a real one.
    private static void writeLog(Path log) throws IOException {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ROOT)
                        .withZone(ZoneOffset.UTC);
        Instant start = Instant.parse("2026-03-02T08:00:00Z");
        try (BufferedWriter writer = Files.newBufferedWriter(log)) {
            for (int i = 0; i < LOG_LINES; i++) {
                String prefix = i % 2 == 0 ? "" : "Mar  2 08:00:00 lb haproxy[7]: ";
                String status = i % 50 == 0 ? "503" : i % 20 == 0 ? "404" : "200";
                writer.write(
                        "%s10.0.%d.%d:%d [%s] web api/eu-%d 0/0/%d/%d/%d %s %d - - ---- 14/14/8/0/%d 0/0 \"GET /api/v1/items/%d?q=%d HTTP/1.1\"\n"
                                .formatted(
                                        prefix,
                                        i % 7,
                                        i % 251,
                                        30_000 + i % 20_000,
                                        time.format(start.plusMillis(i)),
                                        1 + i % 6,
                                        i % 3,
                                        i % 180,
                                        i % 200,
                                        status,
                                        200 + i % 5000,
                                        i % 40 == 0 ? 1 : 0,
                                        i % 500,
                                        i));
            }
        }
    }
}
