package trafficinsights.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.NumberText;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.Run;

/// Prints the windows of a live run as they are complete, and lets Enter hold it. A window is
/// complete once a later one has begun; the last one is printed at the end.
final class TailScreen {
    private static final long POLL_MILLIS = 250;

    /// The figures that follow the request rate.
    private static final List<Figure> NAMED =
            List.of(Figure.P95, Figure.ERROR_RATE, Figure.CLIENT_ERROR_RATE);

    private static final long SAY_NANOS = 2_000_000_000;

    private final Run run;
    private final PrintWriter out;
    private final TreeMap<Long, KpiWindow> open = new TreeMap<>();
    private final long endNanos;
    private final Map<String, String> said = new HashMap<>();
    private long waitingSaid;
    private long waitingSaidNanos = System.nanoTime() - SAY_NANOS;
    private long sourcesSaidNanos = waitingSaidNanos;
    private long version;
    private long lengthMicros;
    private long printedMicros = Long.MIN_VALUE;

    /// @param length after which the run is told to end; null for never
    TailScreen(Run run, PrintWriter out, @Nullable Duration length) {
        this.run = run;
        this.out = out;
        this.endNanos = length == null ? Long.MAX_VALUE : System.nanoTime() + length.toNanos();
    }

    /// Prints until the run has ended.
    void show() throws InterruptedException {
        Thread.ofVirtual().name("keys").start(() -> readKeys(System.in));
        while (!run.progress().stage().isEnd()) {
            Thread.sleep(POLL_MILLIS);
            if (endNanos != Long.MAX_VALUE && System.nanoTime() >= endNanos) {
                run.stopFollowing();
            }
            take(1);
            sayWaiting();
            saySources();
        }
        take(0);
    }

    /// What waits while the run is paused, when it has grown.
    private void sayWaiting() {
        long waiting = run.progress().isPaused() ? run.waitingLines() : 0;
        boolean isDue = System.nanoTime() - waitingSaidNanos > SAY_NANOS;
        if (waiting > waitingSaid && isDue) {
            out.println("%s waiting".formatted(NumberText.counted(waiting, "line")));
            out.flush();
            waitingSaidNanos = System.nanoTime();
        }
        waitingSaid = waiting == 0 ? 0 : Math.max(waiting, waitingSaid);
    }

    /// What keeps a source from being read, or was lost of it, once each time it changes.
    private void saySources() {
        for (LiveSource source : run.liveSources()) {
            String state = source.hasLoss() ? source.loss() : source.trouble();
            String clock = source.isClockAhead() ? LiveSource.CLOCK_AHEAD : "";
            String line = state.isEmpty() ? clock : state;
            boolean isNew = !line.equals(said.getOrDefault(source.name(), ""));
            boolean isDue = System.nanoTime() - sourcesSaidNanos > SAY_NANOS;
            if (isNew && isDue && !line.isEmpty()) {
                out.println(TextCells.visible(source.name() + ": " + line));
                out.flush();
                said.put(source.name(), line);
                sourcesSaidNanos = System.nanoTime();
            }
        }
    }

    /// @param held how many of the newest windows may still grow
    private void take(int held) {
        LiveUpdate update = run.liveSince(version);
        version = update.version();
        for (KpiWindow window : update.windows()) {
            if (window.dimension() == Dimension.TOTAL && isNew(window)) {
                open.put(window.window().startMicros(), window);
            }
        }
        while (open.size() > held) {
            KpiWindow complete = open.pollFirstEntry().getValue();
            printedMicros = complete.window().startMicros();
            out.println(line(complete));
        }
        out.flush();
    }

    /// The history of a long run comes in longer windows at its end: those say again what was
    /// printed.
    private boolean isNew(KpiWindow window) {
        lengthMicros = lengthMicros == 0 ? window.window().lengthMicros() : lengthMicros;
        return window.window().startMicros() > printedMicros
                && window.window().lengthMicros() == lengthMicros;
    }

    static String line(KpiWindow window) {
        StringBuilder line = new StringBuilder();
        line.append(Instant.ofEpochSecond(window.window().startMicros() / 1_000_000));
        line.append("  ").append(Figure.REQUEST_RATE.text(Figure.REQUEST_RATE.of(window)));
        for (Figure figure : NAMED) {
            line.append("  ").append(figure.brief()).append(' ');
            line.append(figure.text(figure.of(window)));
        }
        return line.toString();
    }

    private void readKeys(InputStream keys) {
        try {
            int key = keys.read();
            while (key >= 0) {
                if (key == 's' && run.progress().isPaused()) {
                    run.step();
                    // The line end behind it is not another key.
                    key = keys.read();
                } else if (key == '\n') {
                    toggle();
                }
                key = keys.read();
            }
        } catch (IOException e) {
            // No keyboard: the run goes on without one.
            System.getLogger(TailScreen.class.getName())
                    .log(System.Logger.Level.DEBUG, "standard input cannot be read", e);
        }
    }

    private void toggle() {
        if (run.progress().isPaused()) {
            out.println("continuing; lines that waited: %,d".formatted(run.waitingLines()));
            run.resume();
        } else {
            run.pause();
            out.println("paused; Enter continues, s and Enter reads what waits and stays paused");
        }
        out.flush();
    }
}
