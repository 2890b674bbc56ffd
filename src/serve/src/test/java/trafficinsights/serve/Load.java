package trafficinsights.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.serve.run.ServedSource;

/// Measures what many viewers cost, on this machine and in one process: server, run and viewers
/// share its cores. `Load FOLDER SECONDS`, 0 seconds for the streams alone; the store is made once
/// and kept in the folder.
///
/// Its requests go to this machine only, and end after the given time.
final class Load {
    private static final int VIEWERS = 50;
    private static final int STREAMS = 500;
    private static final long STORE_ROWS = 3_000_000;
    private static final long RUN_ROWS = 60_000_000;
    private static final double FIRST_SHARE = 0.2;
    private static final double LAST_SHARE = 0.95;
    private static final long LIVE_ROWS = 1_800_000;
    private static final int ROUNDS = 3;
    private static final List<String> PAGE =
            List.of(
                    "/",
                    "/palette.css",
                    "/uplot.css",
                    "/page.css",
                    "/uplot.js",
                    "/page.js",
                    "/charts.js",
                    "/roboto.ttf",
                    "/roboto-medium.ttf",
                    "/api/v1/session",
                    "/api/v1/runs",
                    "/api/v1/runs/main",
                    "/api/v1/runs/main/charts",
                    "/api/v1/runs/main/incidents",
                    "/api/v1/runs/main/cells",
                    "/api/v1/runs/main/health",
                    "/api/v1/runs/main/forecast");

    private final PrintStream out;
    private final Path folder;
    private final int seconds;

    private Load(PrintStream out, Path folder, int seconds) {
        this.out = out;
        this.folder = folder;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Load load = new Load(System.out, folder, Integer.parseInt(arguments[1]));
        if (load.seconds > 0) {
            load.viewers();
        }
        load.streams();
    }

    private static RunSpec badDeploy(long rows) {
        return RunSpec.inMemory(
                new RunSource.Generated("bad-deploy", OptionalLong.of(rows), OptionalLong.of(7)));
    }

    private Path store() throws InterruptedException {
        Path store = folder.resolve("load.duckdb");
        if (!Files.exists(store)) {
            try (Run run = Runs.start(badDeploy(STORE_ROWS).withStore(store))) {
                run.await();
            }
        }
        return store;
    }

    /// 50 viewers of a store, beside a run in real time with its own viewers.
    private void viewers() throws Exception {
        Path store = store();
        RunSpec spec = RunSpec.inMemory(new RunSource.Stored(store)).withOutlook(true);
        long begin = System.nanoTime();
        try (Served served =
                        Served.start(new ServedSource.Store(store, spec), Served.settings(folder));
                Served live =
                        Served.start(
                                new ServedSource.Followed(badDeploy(LIVE_ROWS).withSpeed(1)),
                                Served.settings(folder))) {
            served.await(() -> served.run().snapshot().isEnded());
            say("store of 3 M rows ready after", (System.nanoTime() - begin) / 1e6);
            firstPage(served, "first page, nothing cached");
            firstPage(served, "first page again");
            say("report", millis(served, "/api/v1/runs/main/report"));
            say("report again", millis(served, "/api/v1/runs/main/report"));
            ask(served, live);
        }
    }

    private void firstPage(Served served, String what) throws Exception {
        long begin = System.nanoTime();
        for (String path : PAGE) {
            get(served.client, served, path);
        }
        say(what, (System.nanoTime() - begin) / 1e6);
    }

    private static double millis(Served served, String path) throws Exception {
        long begin = System.nanoTime();
        get(served.client, served, path);
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void get(HttpClient client, Served served, String path) throws Exception {
        int status =
                client.send(
                                HttpRequest.newBuilder(served.uri(path))
                                        .header("Accept-Encoding", "gzip")
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .statusCode();
        if (status != 200) {
            throw new IllegalStateException(path + " gave " + status);
        }
    }

    /// Each viewer looks at other time ranges: what is asked for is mostly not in the cache.
    private void ask(Served store, Served live) throws InterruptedException {
        ConcurrentLinkedQueue<Double> taken = new ConcurrentLinkedQueue<>();
        AtomicLong failures = new AtomicLong();
        long rowsBefore = live.run().snapshot().progress().rows();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int v = 0; v < VIEWERS; v++) {
            Random random = new Random(v);
            boolean isLive = v % 2 == 1;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (System.nanoTime() < end) {
                                    Served of = isLive ? live : store;
                                    for (String path : view(random, isLive)) {
                                        long start = System.nanoTime();
                                        try {
                                            get(of.client, of, path);
                                        } catch (Exception e) {
                                            failures.incrementAndGet();
                                        }
                                        taken.add((System.nanoTime() - start) / 1e6);
                                    }
                                    pause(500 + random.nextInt(1_000));
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double passed = (System.nanoTime() - begin) / 1e9;
        long rows = live.run().snapshot().progress().rows() - rowsBefore;
        double[] sorted = taken.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "%d viewers, %.0f s: %d answers (%.0f/s), %d failed; p50 %.0f, p90 %.0f, p99 %.0f, max %.0f ms; live run %.0f requests/s%n",
                VIEWERS,
                passed,
                sorted.length,
                sorted.length / passed,
                failures.get(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                quantile(sorted, 0.99),
                sorted[sorted.length - 1],
                rows / passed);
    }

    private static double quantile(double[] sorted, double rank) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(rank * sorted.length))];
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the page asks for; a store's viewers have a time range of their own each time.
    private static List<String> view(Random random, boolean isLive) {
        String base = "/api/v1/runs/main";
        String range = "";
        if (!isLive) {
            Instant from =
                    Instant.parse("2026-03-02T08:00:00Z").plusSeconds(10L * random.nextInt(120));
            range =
                    "?from=%s&to=%s"
                            .formatted(
                                    from, from.plus(60L + random.nextInt(540), ChronoUnit.SECONDS));
        }
        String step =
                base
                        + "/figures?figure=p99&by=server&step=60"
                        + (range.isEmpty() ? "" : "&" + range.substring(1));
        return List.of(
                base + range,
                base + "/charts" + range,
                base + "/incidents" + range,
                base + "/cells" + range,
                base + "/health",
                step);
    }

    /// A run as fast as possible, alone and with 500 streams, in turns.
    private void streams() throws Exception {
        Pace[] alone = new Pace[ROUNDS];
        Pace[] watched = new Pace[ROUNDS];
        run(0);
        for (int round = 0; round < ROUNDS; round++) {
            alone[round] = run(0);
            watched[round] = run(STREAMS);
        }
        say("alone", alone);
        say("with " + STREAMS + " streams", watched);
    }

    /// @param millionRows a second
    /// @param cpuSeconds that the whole process took for a million rows, viewers included: other
    ///   programs hardly change it
    private record Pace(double millionRows, double cpuSeconds) {}

    private void say(String what, Pace[] paces) {
        out.printf(
                Locale.ROOT,
                "run of 60 M rows at full speed, %s: median %.2f M rows/s, %.3f s of CPU a million rows; %s%n",
                what,
                median(Arrays.stream(paces).mapToDouble(Pace::millionRows).toArray()),
                median(Arrays.stream(paces).mapToDouble(Pace::cpuSeconds).toArray()),
                Arrays.toString(paces));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// @return million rows a second in the main part of the run, as it says itself
    private Pace run(int streams) throws Exception {
        // A pace that it cannot keep, so that every delay shows.
        RunSpec spec = badDeploy(RUN_ROWS).withSpeed(10_000);
        try (Served served =
                Served.start(new ServedSource.Followed(spec), Served.settings(folder))) {
            List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
            List<Thread> connecting = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                connecting.add(Thread.ofVirtual().start(() -> connect(served, sockets)));
            }
            for (Thread thread : connecting) {
                thread.join();
            }
            // What connecting costs is over by then, and what the report costs has not begun.
            RunProgress begin = at(served, FIRST_SHARE);
            Duration cpu = cpu();
            RunProgress end = at(served, LAST_SHARE);
            cpu = cpu().minus(cpu);
            for (Socket socket : sockets) {
                socket.close();
            }
            double seconds = end.elapsedSeconds() - begin.elapsedSeconds();
            double millions = (end.rows() - begin.rows()) / 1e6;
            return new Pace(millions / seconds, cpu.toNanos() / 1e9 / millions);
        }
    }

    private static void connect(Served served, List<Socket> sockets) {
        try {
            sockets.add(follow(served));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static RunProgress at(Served served, double share) {
        served.await(() -> served.run().snapshot().progress().doneShare() >= share);
        return served.run().snapshot().progress();
    }

    private static Socket follow(Served served) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), served.serving.server().port());
        OutputStream out = socket.getOutputStream();
        out.write(
                "GET /api/v1/runs/main/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        InputStream in = socket.getInputStream();
        Thread.ofVirtual()
                .start(() -> {
                    byte[] buffer = new byte[4_096];
                    try {
                        while (in.read(buffer) >= 0) {
                            Thread.onSpinWait();
                        }
                    } catch (IOException e) {
                        // Closed at the end.
                        return;
                    }
                });
        return socket;
    }

    private void say(String what, double millis) {
        out.printf(Locale.ROOT, "%s: %s%n", what, Duration.ofMillis((long) millis));
    }
}
