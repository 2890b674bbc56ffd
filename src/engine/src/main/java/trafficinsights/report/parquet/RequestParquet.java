package trafficinsights.report.parquet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.report.WholeFile;

/// Writes requests as `request_logs.parquet` (columns in `docs/formats.md`), in the order in which
/// they are put.
///
/// One thread puts batches and ends them; any number of threads [#encode()], each a row group at a
/// time, and write the groups in their order. The bytes do not depend on how many there are, nor on
/// how the rows are cut into batches. Rows that wait are bounded by [#put], which blocks.
///
/// Errors: as [WholeFile], whose rules hold for the file. An interrupt ends every method that
/// waits.
public final class RequestParquet implements AutoCloseable {
    public static final String FILE_NAME = "request_logs.parquet";

    /// What a thread that encodes needs of the heap, with the row groups that wait for it.
    private static final long BYTES_AN_ENCODER = 64L << 20;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final RowGroup END = new RowGroup(-1, Names.create());

    private final WholeFile file;
    private final BlockingQueue<RowGroup> waiting = new ArrayBlockingQueue<>(1);
    private final Footer footer = new Footer();
    private @Nullable RowGroup filling;
    private int started;

    private RequestParquet(WholeFile file) {
        this.file = file;
    }

    /// Starts the file.
    public static RequestParquet create(Path target) {
        RequestParquet parquet = new RequestParquet(WholeFile.create(target));
        parquet.file.write(MAGIC, 0, MAGIC.length);
        return parquet;
    }

    /// How many threads should encode: one for each that makes rows, as far as memory reaches.
    public static int encoders(int threads) {
        long room = Runtime.getRuntime().maxMemory() / 4 / BYTES_AN_ENCODER;
        return Math.clamp(room, 1, threads);
    }

    /// Adds rows; waits while the encoders are behind. The batch is only read.
    public void put(RequestBatch batch) throws InterruptedException {
        int at = 0;
        while (at < batch.size()) {
            RowGroup group = filling;
            if (group == null) {
                group = new RowGroup(started++, batch.names());
                filling = group;
            }
            at += group.add(batch, at);
            if (group.isFull()) {
                handOver(group);
            }
        }
    }

    private void handOver(RowGroup group) throws InterruptedException {
        waiting.put(group);
        filling = null;
    }

    /// No more rows will come.
    public void endOfRequests() throws InterruptedException {
        RowGroup last = filling;
        if (last != null) {
            handOver(last);
        }
        waiting.put(END);
    }

    /// Encodes and writes until [#endOfRequests()].
    public void encode() throws InterruptedException {
        RowGroupEncoder encoder = new RowGroupEncoder();
        while (true) {
            RowGroup group = waiting.take();
            if (isEnd(group)) {
                // The other threads are to see it as well; its place in the queue is free.
                waiting.add(END);
                return;
            }
            write(group.ordinal(), encoder.encode(group));
        }
    }

    @SuppressWarnings("ReferenceEquality") // a marker, told apart by being itself
    private static boolean isEnd(RowGroup group) {
        return group == END;
    }

    private synchronized void write(int ordinal, RowGroupEncoder.Encoded group)
            throws InterruptedException {
        while (footer.groupCount() != ordinal) {
            wait();
        }
        footer.add(group.rows(), file.size(), group.chunks());
        write(group.bytes());
        notifyAll();
    }

    private void write(PageBytes bytes) {
        file.write(bytes.array(), 0, bytes.length());
    }

    /// Puts the file in its place, after every [#encode()] has ended.
    public synchronized Path commit() {
        write(footer.bytes());
        file.write(MAGIC, 0, MAGIC.length);
        file.commit();
        return file.target();
    }

    /// Drops the file unless it was committed.
    @Override
    public void close() {
        file.close();
    }
}
