package trafficinsights.ui.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import trafficinsights.run.base.QueueLength;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.health.Reading.Verdict;

/// Reads the gauges while the panel shows, on a thread of its own: once a second while anything
/// works, every five seconds while the program rests, so that watching it does not keep it busy.
public final class HealthViewModel implements AutoCloseable {
    static final int MOST_KEPT = 120;
    static final int SECONDS_AT_REST = 5;
    private static final double MEGABYTE = 1 << 20;

    private final HealthSource source;
    private final Executor fx;
    private final LongSupplier usedBytes;
    private final ObservableList<Reading> readings = FXCollections.observableArrayList();
    private final Map<Gauge, Deque<Double>> histories = new EnumMap<>(Gauge.class);
    private final AtomicLong longestWaitNanos = new AtomicLong();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "health-clock");
                thread.setDaemon(true);
                return thread;
            });
    private final List<Future<?>> ticking = new ArrayList<>();

    /// @param fx runs a task on the FX thread; how long that takes is one of the gauges
    public HealthViewModel(HealthSource source, Executor fx) {
        this(source, fx, HealthViewModel::usedHeap);
    }

    HealthViewModel(HealthSource source, Executor fx, LongSupplier usedBytes) {
        this.source = source;
        this.fx = fx;
        this.usedBytes = usedBytes;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Starts or stops the clock; FX thread.
    void setActive(boolean isActive) {
        if (isActive && ticking.isEmpty()) {
            ticking.add(clock.scheduleWithFixedDelay(this::probe, 0, 100, TimeUnit.MILLISECONDS));
            Showing showing = new Showing();
            ticking.add(clock.scheduleWithFixedDelay(showing::tick, 0, 1, TimeUnit.SECONDS));
        } else if (!isActive) {
            ticking.forEach(one -> one.cancel(false));
            ticking.clear();
        }
    }

    /// Whether the clock runs.
    boolean isActive() {
        return !ticking.isEmpty();
    }

    /// One showing of the panel. On the clock's thread.
    private final class Showing {
        private int secondsAtRest;

        /// The second after the work ended still counts as work: its end is a reading, too.
        void tick() {
            if (secondsAtRest <= 1 || secondsAtRest % SECONDS_AT_REST == 0) {
                read();
            }
            secondsAtRest = source.tasks().waiting() > 0 ? 0 : secondsAtRest + 1;
        }
    }

    /// Asks how long the window's thread keeps a task waiting: a frame that takes long shows there.
    private void probe() {
        long asked = System.nanoTime();
        fx.execute(() -> longestWaitNanos.accumulateAndGet(System.nanoTime() - asked, Math::max));
    }

    /// Takes one reading of every gauge. On the clock's thread.
    void read() {
        double heap = usedBytes.getAsLong() / MEGABYTE;
        double start = source.startMillis();
        double rows = source.rowsPerSecond();
        double query = source.lastQueryMillis();
        double picture = source.pictureMillis();
        double frame = longestWaitNanos.getAndSet(0) / 1e6;
        double preview = source.previewMillis();
        QueueLength batches = source.waitingBatches();
        long outbox = source.outbox();
        int failures = source.failures();
        List<Reading> now =
                List.of(
                        rows(rows),
                        reading(Gauge.QUERY, query, Texts.millis(query), ""),
                        reading(Gauge.PICTURE, picture, Texts.millis(picture), ""),
                        reading(Gauge.PREVIEW, preview, Texts.millis(preview), ""),
                        reading(
                                Gauge.FRAME,
                                frame,
                                Texts.millis(frame),
                                "maximum since the last reading"),
                        reading(
                                Gauge.HEAP,
                                heap,
                                Texts.count(Math.round(heap)) + " MB",
                                "of %s MB allowed"
                                        .formatted(
                                                Texts.count(
                                                        Math.round(
                                                                Runtime.getRuntime().maxMemory()
                                                                        / MEGABYTE)))),
                        queue(Gauge.BATCHES, batches, lines(source.waitingLines())),
                        queue(Gauge.TASKS, source.tasks(), ""),
                        reading(
                                Gauge.OUTBOX,
                                (double) outbox,
                                Texts.count(outbox),
                                outbox == 0 ? "none waiting" : "waiting for the server"),
                        reading(
                                Gauge.FAILURES,
                                failures,
                                Texts.count(failures),
                                source.lastFailure()),
                        reading(Gauge.START, start, Texts.millis(start), ""));
        fx.execute(() -> readings.setAll(now));
    }

    private static String lines(long waiting) {
        return waiting == 0 ? "" : "; " + Texts.count(waiting) + " lines waiting in the paused run";
    }

    /// A queue that is full blocks and drops nothing, so its bound is kept by its making; longer
    /// than that would be a fault.
    private Reading queue(Gauge gauge, QueueLength queue, String more) {
        String note =
                queue.bound() == 0
                        ? "no run in progress" + more
                        : "of %d%s".formatted(queue.bound(), more);
        Reading plain = reading(gauge, queue.waiting(), Texts.count(queue.waiting()), note);
        Verdict verdict =
                queue.bound() == 0
                        ? Verdict.NONE
                        : queue.waiting() <= queue.bound() ? Verdict.KEPT : Verdict.MISSED;
        return new Reading(gauge, plain.value(), verdict, note, plain.history());
    }

    private Reading rows(double rows) {
        boolean isPaced = source.isPaced();
        Reading plain =
                reading(
                        Gauge.ROWS,
                        rows,
                        Double.isNaN(rows) ? "–" : Texts.count(Math.round(rows)) + "/s",
                        Double.isNaN(rows) ? "no run in progress" : "");
        // A run that is held to its own pace says nothing of what the program could do.
        return isPaced && plain.verdict() == Verdict.MISSED
                ? new Reading(
                        Gauge.ROWS,
                        plain.value(),
                        Verdict.NONE,
                        "limited by the speed of the run",
                        plain.history())
                : plain;
    }

    private Reading reading(Gauge gauge, double value, String text, String note) {
        Deque<Double> history = histories.computeIfAbsent(gauge, one -> new ArrayDeque<>());
        if (!Double.isNaN(value)) {
            history.addLast(value);
        }
        while (history.size() > MOST_KEPT) {
            history.removeFirst();
        }
        Verdict verdict =
                Double.isNaN(value) || gauge == Gauge.OUTBOX
                        ? Verdict.NONE
                        : gauge.keeps(value) ? Verdict.KEPT : Verdict.MISSED;
        return new Reading(gauge, text, verdict, note, List.copyOf(history));
    }

    /// One for each gauge; empty before the first second. FX thread.
    ObservableList<Reading> readings() {
        return readings;
    }

    /// The readings as text, for a mail.
    String text() {
        StringBuilder text = new StringBuilder();
        for (Reading reading : readings) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-28s %12s   %-20s %s%n",
                            reading.gauge().title(),
                            reading.value(),
                            "(" + reading.gauge().target() + ")",
                            reading.verdict() == Verdict.MISSED ? "MISSED" : ""));
        }
        return text.toString();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
