package trafficinsights.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import trafficinsights.system.PartFile;

/// A file that others see completely or not at all.
///
/// Bytes go to `name.part` beside the target; [#commit()] puts them on disk and renames, which
/// replaces an older file in one step. [#close()] without a commit removes the part file and leaves
/// the older one alone, so a `try` block needs nothing else:
///
/// ```java
/// try (WholeFile file = WholeFile.create(path)) {
///     file.stream().write(bytes);
///     file.commit();
/// }
/// ```
///
/// Errors: every method that writes, the stream's included, throws a
/// [trafficinsights.model.ProblemException] with a message of [OutputProblems].
///
/// Threads: one at a time.
public final class WholeFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final WriteBehind behind;
    private final BufferedStream stream = new BufferedStream();
    private boolean isCommitted;

    private WholeFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.behind = new WriteBehind(channel);
    }

    /// Starts a file, and its folder where that is missing.
    public static WholeFile create(Path target) {
        Path absolute = target.toAbsolutePath();
        Path part = PartFile.of(absolute);
        try {
            Path folder = absolute.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return new WholeFile(
                    absolute,
                    part,
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw OutputProblems.of(absolute, e).asException();
        }
    }

    /// Writes a small text in one go, as UTF-8.
    public static void write(Path target, String text) {
        try (WholeFile file = create(target)) {
            file.stream.write(text.getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }

    public Path target() {
        return target;
    }

    /// Buffered; closing it does nothing, since only [#commit()] decides that the file is whole.
    public OutputStream stream() {
        return stream;
    }

    /// As the stream's method of that name, without its checked exception.
    public void write(byte[] bytes, int offset, int length) {
        stream.write(bytes, offset, length);
    }

    /// Writes what remains in the buffer.
    public void write(ByteBuffer bytes) {
        stream.flush();
        stream.writeOut(bytes);
    }

    /// Bytes written so far.
    public long size() {
        return stream.flushedBytes + stream.used;
    }

    /// Puts the file in its place. Later calls do nothing.
    public void commit() {
        if (isCommitted) {
            return;
        }
        stream.flush();
        try {
            behind.finish();
            channel.force(true);
            channel.close();
            PartFile.moveIntoPlace(part, target);
            isCommitted = true;
        } catch (IOException e) {
            throw OutputProblems.of(target, e).asException();
        }
    }

    /// Drops the file unless it was committed.
    @Override
    public void close() {
        if (isCommitted) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // Whatever made the writer give up is already on its way and says more than this.
            System.getLogger(WholeFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not remove " + part, e);
        }
    }

    private final class BufferedStream extends OutputStream {
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int used;
        private long flushedBytes;

        @Override
        public void write(int b) {
            if (used == buffer.length) {
                flush();
            }
            buffer[used++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes) {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > buffer.length - used) {
                flush();
            }
            if (length > buffer.length) {
                writeOut(ByteBuffer.wrap(bytes, offset, length));
            } else {
                System.arraycopy(bytes, offset, buffer, used, length);
                used += length;
            }
        }

        @Override
        public void flush() {
            int length = used;
            used = 0;
            writeOut(ByteBuffer.wrap(buffer, 0, length));
        }

        private void writeOut(ByteBuffer rest) {
            try {
                while (rest.hasRemaining()) {
                    flushedBytes += channel.write(rest);
                }
                behind.grown(flushedBytes);
            } catch (IOException e) {
                throw OutputProblems.of(target, e).asException();
            }
        }
    }
}
