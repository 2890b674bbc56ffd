package trafficinsights.run.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import trafficinsights.ingest.log.LogTail;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.run.spec.RunSource;

/// Log files that grow. One worker follows them.
final class TailSource implements WorkSource {
    private static final long POLL_MILLIS = 200;

    private final Names names;
    private final LogTail tail;
    private Consumer<RequestBatch> consumer = _ -> {};
    private boolean mustKeep;
    private final CountDownLatch finished = new CountDownLatch(1);
    private long sequence;

    TailSource(RunSource.Tail source, Names names) {
        this.names = names;
        RunSource.Logs logs = source.logs();
        this.tail =
                new LogTail(logs.files(), logs.options(), source.isFromStart(), names, this::take);
    }

    private RequestBatch take(RequestBatch batch) {
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
        return tail.inputs().stream().map(Input::of).toList();
    }

    @Override
    public String inputName(int index) {
        return tail.fileName(index);
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

    /// An idle source gives empty pieces, so that what was measured is handed over.
    @Override
    public Worker newWorker(Consumer<RequestBatch> newConsumer, boolean newMustKeep) {
        consumer = newConsumer;
        mustKeep = newMustKeep;
        return () -> {
            tail.resumed();
            ParsedBlock block = tail.poll(sequence);
            if (block == null && finished.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                ParsedBlock late = tail.poll(sequence);
                block = late == null ? tail.last(sequence) : late;
                if (block == null) {
                    return null;
                }
            }
            return new Piece(sequence++, Long.MIN_VALUE, block, null);
        };
    }

    @Override
    public void close() {
        tail.close();
    }
}
