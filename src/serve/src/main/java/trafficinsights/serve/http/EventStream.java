package trafficinsights.serve.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// One viewer's stream of events. Nobody waits for it: an event that comes while the one before is
/// still on its way replaces the one that waits, and a viewer who does not take one for too long is
/// dropped. Threads: any.
final class EventStream {
    /// How long an event may be on its way.
    static final long LONGEST_NANOS = 10_000_000_000L;

    private final Response response;
    private final Callback callback;
    private final Consumer<EventStream> onEnd;
    private final LongSupplier nanos;

    private boolean isWriting;
    private boolean isEnded;
    private long startNanos;
    private byte @Nullable [] next;

    /// @param callback of the request; completed when the stream ends
    /// @param onEnd called once, when it has ended
    EventStream(
            Response response, Callback callback, Consumer<EventStream> onEnd, LongSupplier nanos) {
        this.response = response;
        this.callback = callback;
        this.onEnd = onEnd;
        this.nanos = nanos;
    }

    /// Sends an event, or drops the viewer.
    ///
    /// @return whether the viewer was dropped
    boolean offer(byte[] event) {
        boolean isSlow;
        synchronized (this) {
            if (isEnded) {
                return false;
            }
            isSlow = isWriting && nanos.getAsLong() - startNanos > LONGEST_NANOS;
            if (isWriting && !isSlow) {
                next = event;
                return false;
            }
            if (!isWriting) {
                isWriting = true;
                startNanos = nanos.getAsLong();
            }
        }
        if (isSlow) {
            end(new IOException("the viewer does not read"));
            return true;
        }
        write(event);
        return false;
    }

    private void write(byte[] event) {
        response.write(false, ByteBuffer.wrap(event), Callback.from(this::written, this::end));
    }

    private void written() {
        byte[] waiting;
        synchronized (this) {
            waiting = next;
            next = null;
            isWriting = waiting != null && !isEnded;
            startNanos = nanos.getAsLong();
            if (!isWriting) {
                return;
            }
        }
        if (waiting != null) {
            write(waiting);
        }
    }

    /// Ends it: the viewer is gone, or does not read.
    void end(Throwable reason) {
        if (isFirstEnd()) {
            callback.failed(reason);
            onEnd.accept(this);
        }
    }

    /// Ends it because the server stops.
    void close() {
        boolean isFree;
        synchronized (this) {
            isFree = !isWriting;
        }
        if (isFirstEnd()) {
            if (isFree) {
                response.write(true, ByteBuffer.allocate(0), callback);
            } else {
                callback.failed(new IOException("the server stops"));
            }
            onEnd.accept(this);
        }
    }

    private synchronized boolean isFirstEnd() {
        boolean isFirst = !isEnded;
        isEnded = true;
        return isFirst;
    }
}
