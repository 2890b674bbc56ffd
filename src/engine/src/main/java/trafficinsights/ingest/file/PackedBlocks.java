package trafficinsights.ingest.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Blocks of a compressed file, or of one in UTF-16. One worker unpacks at a time, while the others
/// parse what they got.
final class PackedBlocks implements LineBlocks {
    private final Path file;
    private final Packing packing;
    private final CountingStream packed;
    private final InputStream unpacked;
    private byte[] carry = new byte[0];
    private long offset;
    private boolean isAtEnd;

    /// Whether the last block ended inside a line that is too long; its rest is dropped.
    private boolean isInLongLine;

    /// @param isWide whether the text is UTF-16, and is to be UTF-8
    PackedBlocks(Path file, Packing packing, boolean isWide) throws IOException {
        this.file = file;
        this.packing = packing;
        packed = new CountingStream(Files.newInputStream(file));
        try {
            InputStream stream = packing.unpacked(packed);
            unpacked = isWide ? TextEncodings.asUtf8(stream) : stream;
        } catch (IOException e) {
            packed.close();
            if (Packing.isDamage(e)) {
                throw damaged(e);
            }
            throw e;
        }
    }

    private ProblemException damaged(IOException cause) {
        return Problem.of(
                        "input.damaged",
                        ("%s is not a complete %s file: its compressed data ends"
                                        + " early or is damaged (after %,d unpacked bytes). Copy the"
                                        + " file again.")
                                .formatted(file, packing.label(), offset + carry.length),
                        cause)
                .asException();
    }

    @Override
    public boolean claim(LineBlock block) throws IOException {
        while (isInLongLine) {
            dropToLineEnd(block);
        }
        if (isAtEnd && carry.length == 0) {
            return false;
        }
        if (block.capacity() < Math.max(BLOCK_BYTES, carry.length)) {
            block.grow(Math.max(BLOCK_BYTES, carry.length));
        }
        System.arraycopy(carry, 0, block.bytes, 0, carry.length);
        int have = fill(block, carry.length);
        int end = have;
        while (!isAtEnd) {
            end = lastLineEnd(block.bytes, have);
            if (end > 0 || have >= MAX_LINE_BYTES) {
                break;
            }
            block.grow(block.capacity() * 2);
            have = fill(block, have);
            end = have;
        }
        isInLongLine = end == 0 && !isAtEnd;
        end = end == 0 ? have : end;
        carry = Arrays.copyOfRange(block.bytes, end, have);
        block.from = 0;
        block.to = end;
        block.offset = offset;
        offset += end;
        return true;
    }

    private void dropToLineEnd(LineBlock block) throws IOException {
        int have = fill(block, 0);
        int lineEnd = Bytes.indexOf(block.bytes, 0, have, (byte) '\n');
        int dropped = lineEnd < 0 ? have : lineEnd + 1;
        carry = Arrays.copyOfRange(block.bytes, dropped, have);
        offset += dropped;
        isInLongLine = lineEnd < 0 && !isAtEnd;
    }

    @Override
    public void load(LineBlock block) {
        // Claiming has unpacked it: a stream can only be read in order.
    }

    private int fill(LineBlock block, int from) throws IOException {
        int have = from;
        try {
            while (have < block.capacity()) {
                int got = unpacked.read(block.bytes, have, block.capacity() - have);
                if (got < 0) {
                    isAtEnd = true;
                    break;
                }
                have += got;
            }
        } catch (IOException e) {
            if (Packing.isDamage(e)) {
                throw damaged(e);
            }
            throw e;
        }
        return have;
    }

    /// Position behind the last line end in `[0, length)`, or 0.
    private static int lastLineEnd(byte[] bytes, int length) {
        int i = length;
        while (i > 0 && bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    @Override
    public long consumedBytes() {
        return packed.count;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    /// Counts what was read, for the progress.
    private static final class CountingStream extends FilterInputStream {
        private volatile long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int got = super.read(b, off, len);
            synchronized (this) {
                count += Math.max(0, got);
            }
            return got;
        }

        @Override
        public int read() throws IOException {
            int got = super.read();
            synchronized (this) {
                count += got < 0 ? 0 : 1;
            }
            return got;
        }
    }
}
