package trafficinsights.run.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.ServerMetricBatch;

/// Server metrics that wait on the disk until the store's connection is free, so that a long run
/// needs no more memory than a short one.
///
/// The file is a temporary one of this process: codes of servers are those of the run's names.
/// Errors: a [ProblemException] names the folder. Threads: one at a time.
final class MetricSpool implements AutoCloseable {
    private @Nullable Path file;
    private @Nullable DataOutputStream out;
    private @Nullable Names names;
    private long batches;

    void put(ServerMetricBatch batch) {
        try {
            DataOutputStream rows = open();
            names = batch.names();
            batches++;
            rows.writeInt(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                rows.writeLong(batch.epochMicros()[i]);
                rows.writeShort(batch.server()[i]);
                rows.writeFloat(batch.cpuUtilization()[i]);
                rows.writeFloat(batch.memoryUtilization()[i]);
                rows.writeDouble(batch.networkInBytesPerSecond()[i]);
                rows.writeDouble(batch.networkOutBytesPerSecond()[i]);
                rows.writeFloat(batch.activeConnections()[i]);
                rows.writeByte(batch.health()[i]);
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private DataOutputStream open() throws IOException {
        DataOutputStream opened = out;
        if (opened == null) {
            Path made = Files.createTempFile("traffic-insights-", ".metrics");
            file = made;
            opened = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(made)));
            out = opened;
        }
        return opened;
    }

    /// Hands over every batch in the order in which it came; the last use.
    void drain(Consumer<ServerMetricBatch> consumer) {
        Path from = file;
        DataOutputStream written = out;
        Names known = names;
        if (from == null || written == null || known == null) {
            return;
        }
        try {
            written.close();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(from)))) {
                for (long i = 0; i < batches; i++) {
                    consumer.accept(read(in, known));
                }
            }
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private static ServerMetricBatch read(DataInputStream in, Names names) throws IOException {
        int size = in.readInt();
        ServerMetricBatch batch = ServerMetricBatch.allocate(size, names);
        for (int i = 0; i < size; i++) {
            batch.epochMicros()[i] = in.readLong();
            batch.server()[i] = in.readShort();
            batch.cpuUtilization()[i] = in.readFloat();
            batch.memoryUtilization()[i] = in.readFloat();
            batch.networkInBytesPerSecond()[i] = in.readDouble();
            batch.networkOutBytesPerSecond()[i] = in.readDouble();
            batch.activeConnections()[i] = in.readFloat();
            batch.health()[i] = in.readByte();
        }
        return batch.withSize(size);
    }

    private static ProblemException problem(IOException e) {
        return Problem.of(
                        "output.unwritable",
                        "Server metrics could not be kept in the temporary folder. Free space on"
                                + " its disk.",
                        e)
                .asException();
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(MetricSpool.class.getName())
                    .log(System.Logger.Level.DEBUG, "a temporary file was left behind", e);
        }
    }
}
