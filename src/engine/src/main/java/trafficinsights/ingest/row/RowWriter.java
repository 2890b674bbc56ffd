package trafficinsights.ingest.row;

import java.util.function.UnaryOperator;
import trafficinsights.model.RequestBatch;

/// Fills batches row by row and hands each over when it is full. Threads: one.
public final class RowWriter {
    private final UnaryOperator<RequestBatch> onFull;
    private RequestBatch batch;
    private int size;
    private long lineId;

    /// @param batch to fill first
    /// @param onFull takes a full batch and gives the next to fill (the same, if it was only read)
    public RowWriter(RequestBatch batch, UnaryOperator<RequestBatch> onFull) {
        this.batch = batch;
        this.onFull = onFull;
    }

    /// The id of the next row: unique in the run and the same for any number of threads.
    public void startLine(long id) {
        lineId = id;
    }

    /// The id of the row of this line, which a log does not give.
    public long lineId() {
        return lineId;
    }

    /// @param firstRequestId of the first attempt; the row's own id where the source does not say
    public void add(
            long epochMicros,
            long requestId,
            long firstRequestId,
            long clientId,
            int region,
            int server,
            int method,
            int route,
            int status,
            long latencyMicros,
            long ttfbMicros,
            long bytes,
            int attempt,
            int scenario) {
        int i = size;
        RequestBatch b = batch;
        b.epochMicros()[i] = epochMicros;
        b.requestId()[i] = requestId;
        b.firstRequestId()[i] = firstRequestId;
        b.clientId()[i] = clientId;
        b.region()[i] = (short) region;
        b.server()[i] = (short) server;
        b.method()[i] = (byte) method;
        b.route()[i] = (short) route;
        b.status()[i] = (short) status;
        b.latencyMicros()[i] = latencyMicros;
        b.ttfbMicros()[i] = ttfbMicros;
        b.bytes()[i] = bytes;
        b.attempt()[i] = (byte) Math.min(attempt, Byte.MAX_VALUE);
        b.scenario()[i] = (byte) scenario;
        size = i + 1;
        if (size == b.capacity()) {
            flush();
        }
    }

    /// Hands over what has gathered, if anything.
    public void flush() {
        if (size > 0) {
            batch = onFull.apply(batch.withSize(size));
            size = 0;
        }
    }
}
