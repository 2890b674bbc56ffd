package trafficinsights.ingest.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// Blocks of an uncompressed file. Workers read their blocks at the same time: a block owns the
/// lines that begin in its range.
final class PlainBlocks implements LineBlocks {
    private static final int FIRST_STRETCH = 1 << 16;

    private final FileChannel channel;
    private final long size;
    private final PartedCrc32 crc32;
    private volatile long nextBlock;

    PlainBlocks(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
        crc32 = new PartedCrc32(size);
    }

    @Override
    public boolean claim(LineBlock block) {
        block.sequence = nextBlock;
        if (nextBlock * BLOCK_BYTES >= size) {
            return false;
        }
        nextBlock = block.sequence + 1;
        return true;
    }

    @Override
    public void load(LineBlock block) throws IOException {
        long sequence = block.sequence;
        long start = sequence * BLOCK_BYTES;
        // The byte before tells whether a line begins exactly at the start.
        long readFrom = sequence == 0 ? 0 : start - 1;
        int owned = (int) (Math.min(size, start + BLOCK_BYTES) - readFrom);
        int wanted = owned + FIRST_STRETCH;
        if (block.capacity() < wanted) {
            block.grow(wanted);
        }
        int length = read(block, readFrom, 0, wanted);
        int before = (int) (start - readFrom);
        // Nothing is there where the file has shrunk since it was opened.
        crc32.add(block.bytes, before, Math.max(0, Math.min(owned, length) - before), start);
        block.from = sequence == 0 ? 0 : afterLineEnd(block, 0, length);
        block.to =
                block.from >= Math.min(owned, length)
                        ? block.from
                        : ownedEnd(block, readFrom, owned, length);
        block.offset = readFrom + block.from;
    }

    /// End of the last owned line: the first line end at or behind the last owned byte.
    private int ownedEnd(LineBlock block, long readFrom, int owned, int length) throws IOException {
        int have = length;
        int searched = owned - 1;
        while (true) {
            int lineEnd = Bytes.indexOf(block.bytes, searched, have, (byte) '\n');
            if (lineEnd >= 0) {
                return lineEnd + 1;
            }
            if (readFrom + have >= size || have - owned >= MAX_LINE_BYTES) {
                return have;
            }
            searched = have;
            block.grow(have * 2);
            int more = read(block, readFrom + have, have, block.capacity() - have);
            if (more == 0) {
                return have;
            }
            have += more;
        }
    }

    private static int afterLineEnd(LineBlock block, int from, int length) {
        int lineEnd = Bytes.indexOf(block.bytes, from, length, (byte) '\n');
        return lineEnd < 0 ? length : lineEnd + 1;
    }

    private int read(LineBlock block, long position, int at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block.bytes, at, count);
        while (buffer.hasRemaining()) {
            int got = channel.read(buffer, position + buffer.position() - at);
            if (got < 0) {
                break;
            }
        }
        return buffer.position() - at;
    }

    @Override
    public String crc32() {
        return crc32.text();
    }

    @Override
    public long consumedBytes() {
        return Math.min(size, nextBlock * BLOCK_BYTES);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
