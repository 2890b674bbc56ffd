package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LiveLines;
import trafficinsights.ingest.live.KafkaLines;
import trafficinsights.ingest.live.LiveAddress;
import trafficinsights.ingest.live.MetricsPoller;
import trafficinsights.ingest.log.LogInput;
import trafficinsights.ingest.log.LogTail;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.spec.RunSource;

/// Log files that grow, what is listened to beside them, and pages of server metrics. One worker
/// follows all of them.
///
/// A window is judged when every source that still sends has passed it, so that a source whose
/// clock is ahead, or whose lines come late, does not close it for the others.
final class TailSource implements WorkSource {
    private static final long POLL_MILLIS = 200;
    private static final String PAGE_NOTE = "metrics of servers, asked for again and again";

    /// A source that sent nothing for so long does not hold the others back.
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Names names;
    private final LogTail tail;
    private final List<MetricsPoller> pages = new ArrayList<>();
    private final Map<String, KafkaLines> kafka = new LinkedHashMap<>();
    private final Reached[] reached;
    private Consumer<RequestBatch> consumer = _ -> {};
    private boolean mustKeep;
    private final CountDownLatch finished = new CountDownLatch(1);
    private long sequence;

    /// How far one source has come. Written by the worker.
    private static final class Reached {
        private final AtomicLong lines = new AtomicLong();
        private volatile long newestMicros = Long.MIN_VALUE;
        private volatile long heardNanos;
        private volatile long behindMicros;

        boolean hasSent() {
            return newestMicros != Long.MIN_VALUE;
        }

        boolean isIdle(long nowNanos) {
            return nowNanos - heardNanos > IDLE_NANOS;
        }
    }

    /// @param store that the rows go to; null for none
    /// @throws trafficinsights.model.ProblemException when a file cannot be read, or an address
    ///   cannot be listened to
    TailSource(RunSource.Tail source, @Nullable Path store, Names names)
            throws InterruptedException {
        this.names = names;
        RunSource.Logs logs = source.logs();
        List<LogTail.Listened> listened = new ArrayList<>();
        try {
            for (LiveAddress address : source.listened()) {
                if (address.kind().isPage()) {
                    pages.add(LiveListeners.page(address, names));
                    continue;
                }
                LiveLines lines = LiveListeners.open(address, source.isFromStart(), store);
                listened.add(new LogTail.Listened(address.toString(), address.fileName(), lines));
                if (lines instanceof KafkaLines topics) {
                    kafka.put("kafka " + KafkaLines.group(address), topics);
                }
            }
            this.tail =
                    new LogTail(
                            logs.files(),
                            listened,
                            logs.options(),
                            source.isFromStart(),
                            names,
                            this::take);
        } catch (RuntimeException | InterruptedException e) {
            LiveListeners.close(listened);
            pages.forEach(MetricsPoller::close);
            throw e;
        }
        reached = new Reached[tail.size()];
        Arrays.setAll(reached, _ -> new Reached());
    }

    private RequestBatch take(RequestBatch batch) {
        Reached by = reached[tail.current()];
        long newest = by.newestMicros;
        for (int row = 0; row < batch.size(); row++) {
            newest = Math.max(newest, batch.epochMicros()[row]);
        }
        by.newestMicros = newest;
        consumer.accept(batch);
        return mustKeep ? RequestBatch.allocate(batch.capacity(), names) : batch;
    }

    @Override
    public Names names() {
        return names;
    }

    @Override
    public double doneShare() {
        return -1;
    }

    @Override
    public List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (int index = 0; index < tail.size(); index++) {
            LogInput known = tail.input(index);
            inputs.add(input(tail.name(index), known));
        }
        for (MetricsPoller page : pages) {
            inputs.add(new Input(page.address().toString(), null, "metrics", PAGE_NOTE, 0, false));
        }
        return inputs;
    }

    private static Input input(String name, @Nullable LogInput known) {
        if (known == null) {
            return new Input(name, null, "", "no line of it was read", 0, false);
        }
        boolean isFile = name.equals(known.file().toString());
        return isFile
                ? Input.of(known)
                : new Input(name, null, known.format().label(), known.formatNote(), 0, false);
    }

    @Override
    public String inputName(int index) {
        return tail.name(index);
    }

    @Override
    public void startAt(Function<String, Map<String, Long>> known) {
        kafka.forEach((name, topics) -> topics.startAt(known.apply(name)));
    }

    @Override
    public Map<String, Map<String, Long>> positions() {
        Map<String, Map<String, Long>> positions = new LinkedHashMap<>();
        kafka.forEach((name, topics) -> positions.put(name, topics.positions()));
        return positions;
    }

    @Override
    public void kept() {
        kafka.values().forEach(KafkaLines::kept);
    }

    @Override
    public Map<Integer, String> hashes() {
        return tail.hashes();
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void finish() {
        finished.countDown();
    }

    @Override
    public void whilePaused() {
        tail.countWaiting();
    }

    @Override
    public long waitingLines() {
        return tail.waitingLines();
    }

    @Override
    public List<String> notes() {
        return liveSources().stream()
                .filter(LiveSource::hasLoss)
                .map(source -> source.name() + ": " + source.loss())
                .toList();
    }

    @Override
    public List<LiveSource> liveSources() {
        long now = System.nanoTime();
        List<LogTail.State> states = tail.states();
        List<LiveSource> sources = new ArrayList<>();
        for (int index = 0; index < states.size(); index++) {
            LogTail.State state = states.get(index);
            Reached by = reached[index];
            sources.add(
                    new LiveSource(
                            state.name(),
                            state.format(),
                            by.lines.get(),
                            state.unreadLines(),
                            state.droppedLines(),
                            state.lag(),
                            by.newestMicros,
                            by.hasSent() ? by.behindMicros : 0,
                            by.heardNanos == 0 ? 0 : (now - by.heardNanos) / 1e9,
                            state.trouble()));
        }
        for (MetricsPoller page : pages) {
            boolean hasAnswered = page.answers() > 0;
            sources.add(
                    new LiveSource(
                            page.address().toString(),
                            "metrics",
                            page.answers(),
                            0,
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            Long.MIN_VALUE,
                            0,
                            hasAnswered ? (now - page.answeredNanos()) / 1e9 : 0,
                            page.trouble()));
        }
        return sources;
    }

    /// Metrics that have come from one of the pages; null when none have.
    private @Nullable ServerMetricBatch metrics() {
        for (MetricsPoller page : pages) {
            ServerMetricBatch batch = page.poll();
            if (batch != null) {
                return batch;
            }
        }
        return null;
    }

    /// An idle source gives empty pieces, so that what was measured is handed over.
    @Override
    public Worker newWorker(Consumer<RequestBatch> newConsumer, boolean newMustKeep) {
        consumer = newConsumer;
        mustKeep = newMustKeep;
        return () -> {
            tail.resumed();
            if (finished.getCount() == 0) {
                tail.end();
            }
            ParsedBlock block = tail.poll(sequence);
            ServerMetricBatch metrics = metrics();
            if (block == null
                    && metrics == null
                    && finished.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                ParsedBlock late = tail.poll(sequence);
                block = late == null ? tail.last(sequence) : late;
                if (block == null) {
                    return null;
                }
            }
            if (block != null) {
                heard(reached[block.fileIndex()], block.lines());
            }
            return new Piece(sequence++, reachedMicros(), block, metrics);
        };
    }

    private static void heard(Reached by, long lines) {
        by.lines.addAndGet(lines);
        by.heardNanos = System.nanoTime();
        if (by.hasSent()) {
            by.behindMicros = System.currentTimeMillis() * 1000 - by.newestMicros;
        }
    }

    /// Event time that every source which still sends has passed; `Long.MIN_VALUE`, for "see the
    /// rows", of one source alone.
    private long reachedMicros() {
        if (reached.length <= 1) {
            return Long.MIN_VALUE;
        }
        long now = System.nanoTime();
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (Reached by : reached) {
            most = Math.max(most, by.newestMicros);
            if (by.hasSent() && !by.isIdle(now)) {
                least = Math.min(least, by.newestMicros);
            }
        }
        return least == Long.MAX_VALUE ? most : least;
    }

    @Override
    public void close() {
        tail.close();
        pages.forEach(MetricsPoller::close);
    }
}
