package trafficinsights.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Brings what was written to the disk while more is made, so that the file's owner, who waits for
/// the disk at the end, does not wait for all of it.
///
/// Threads: one at a time; the waiting is done by one virtual thread, which [#finish()] outlives.
final class WriteBehind {
    /// Files below this size are left to their end.
    private static final long STEP_BYTES = 32L << 20;

    private final FileChannel channel;
    private long begunBytes;
    private @Nullable FutureTask<@Nullable Void> running;

    WriteBehind(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes note that the file has grown.
    void grown(long bytes) throws IOException {
        FutureTask<@Nullable Void> task = running;
        if (bytes - begunBytes < STEP_BYTES || (task != null && !task.isDone())) {
            return;
        }
        finish();
        begunBytes = bytes;
        task = new FutureTask<>(this::force);
        running = task;
        Thread.ofVirtual().name("write-behind").start(task);
    }

    private @Nullable Void force() throws IOException {
        channel.force(false);
        return null;
    }

    /// Waits for what was begun, and passes its failure on: the system reports it only once.
    void finish() throws IOException {
        FutureTask<@Nullable Void> task = running;
        if (task == null) {
            return;
        }
        try {
            task.get();
        } catch (InterruptedException e) {
            // Whoever writes or forces next sees it, and gives up.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }
}
