package trafficinsights.serve.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import trafficinsights.serve.answer.Api;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.ServedRuns;

/// The viewers who follow runs. An event is written once and sent to all of them by the threads of
/// the network; neither the run nor the sender waits for anybody. Threads: any.
final class EventStreams implements AutoCloseable {
    static final int MOST_STREAMS = 2_000;

    private static final System.Logger LOG = System.getLogger(EventStreams.class.getName());
    private static final long PERIOD_MILLIS = 500;
    private static final long BEAT_NANOS = 10_000_000_000L;
    private static final byte[] BEAT = ": \n\n".getBytes(StandardCharsets.UTF_8);

    private final Api api;
    private final ServedRuns runs;
    private final LongSupplier nanos;
    private final Map<String, Set<EventStream>> byRun = new ConcurrentHashMap<>();
    private final Map<String, Long> sentVersion = new ConcurrentHashMap<>();
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledExecutorService sender;
    private final Future<?> sending;
    private long beatNanos;
    private volatile boolean isClosed;

    EventStreams(Api api, ServedRuns runs) {
        this(api, runs, System::nanoTime);
    }

    /// @param nanos the clock
    EventStreams(Api api, ServedRuns runs, LongSupplier nanos) {
        this.api = api;
        this.runs = runs;
        this.nanos = nanos;
        this.beatNanos = nanos.getAsLong();
        this.sender =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("serve-events").factory());
        this.sending =
                sender.scheduleWithFixedDelay(
                        this::send, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    long open() {
        return open.get();
    }

    /// Viewers who did not read.
    long dropped() {
        return dropped.get();
    }

    boolean isFull() {
        return open.get() >= MOST_STREAMS || isClosed;
    }

    /// Follows a run from now on; its state is the first event.
    void add(ServedRun run, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // Proxies of nginx would wait until a buffer is full.
        response.getHeaders().put("X-Accel-Buffering", "no");
        Set<EventStream> all = byRun.computeIfAbsent(run.id(), _ -> ConcurrentHashMap.newKeySet());
        EventStream stream =
                new EventStream(
                        response,
                        callback,
                        ended -> {
                            if (all.remove(ended)) {
                                open.decrementAndGet();
                            }
                        },
                        nanos);
        all.add(stream);
        open.incrementAndGet();
        stream.offer(event(run));
    }

    private byte[] event(ServedRun run) {
        byte[] json = api.news(run);
        byte[] head =
                ("id: " + run.snapshot().version() + "\nevent: news\ndata: ")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(json, 0, event, head.length, json.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    private void send() {
        try {
            boolean isBeat = nanos.getAsLong() - beatNanos > BEAT_NANOS;
            if (isBeat) {
                beatNanos = nanos.getAsLong();
            }
            for (ServedRun run : runs.all()) {
                Set<EventStream> all = byRun.getOrDefault(run.id(), Set.of());
                long version = run.snapshot().version();
                Long before = sentVersion.put(run.id(), version);
                boolean isNew = before == null || before != version;
                if (isNew || isBeat) {
                    sendTo(all, isNew ? event(run) : BEAT);
                }
            }
        } catch (RuntimeException e) {
            // A task that throws would end the clock in silence.
            LOG.log(System.Logger.Level.WARNING, "an event could not be sent", e);
        }
    }

    private void sendTo(Set<EventStream> streams, byte[] event) {
        for (EventStream stream : streams) {
            if (stream.offer(event)) {
                dropped.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        sending.cancel(true);
        sender.shutdownNow();
        for (Set<EventStream> streams : byRun.values()) {
            List.copyOf(streams).forEach(EventStream::close);
        }
    }
}
