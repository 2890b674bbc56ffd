package trafficinsights.ingest.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.Digests;
import trafficinsights.ingest.text.LineBlock;

/// One growing file: gives out whole lines as they come, and follows it when it is rotated by
/// renaming, emptied in place, or gone for a while.
///
/// A file that was emptied is recognised by its size, or, when it has grown again meanwhile, by the
/// bytes in front of the place where reading stopped. A line whose end has not come yet waits, and
/// is given out as it is when its file is replaced. Threads: one.
public final class TailedFile implements LiveLines {
    /// Bytes in front of the reading place that are compared.
    private static final int MEMORY_BYTES = 64;

    private final Path path;
    private @Nullable FileChannel channel;
    private Object key = "";
    private long position;
    private byte[] memory = new byte[0];
    private byte[] partLine = new byte[0];

    private final MessageDigest digest = Digests.sha256();

    /// Bytes given out, over all files that had this path.
    private long offset;

    /// Of the file that is open: bytes behind it are not read.
    private long end = Long.MAX_VALUE;

    private long countedFrom = -1;
    private long countedTo;
    private long countedLines;

    /// @param isFromStart whether what the file holds now is read, or only what comes
    public TailedFile(Path path, boolean isFromStart) throws IOException {
        this.path = path;
        open();
        FileChannel opened = channel;
        if (!isFromStart && opened != null) {
            position = opened.size();
            memory = before(opened, position);
            offset = position;
        }
    }

    @Override
    public boolean poll(LineBlock block) throws IOException {
        FileChannel current = channel;
        if (current == null) {
            open();
            current = channel;
            if (current == null) {
                return false;
            }
        }
        long size = Math.min(current.size(), end);
        if (size < position
                || (size > position && !Arrays.equals(memory, before(current, position)))) {
            position = 0;
            memory = new byte[0];
            return flush(block) || poll(block);
        }
        if (size > position) {
            return read(current, block);
        }
        return end == Long.MAX_VALUE && isReplaced() && follow(block);
    }

    @Override
    public void end() throws IOException {
        FileChannel current = channel;
        if (end == Long.MAX_VALUE) {
            end = current == null ? 0 : current.size();
        }
    }

    private boolean read(FileChannel from, LineBlock block) throws IOException {
        int wanted = partLine.length + LineBlocks.BLOCK_BYTES;
        if (block.capacity() < wanted) {
            block.grow(wanted);
        }
        System.arraycopy(partLine, 0, block.bytes, 0, partLine.length);
        int most = (int) Math.min(LineBlocks.BLOCK_BYTES, end - position);
        ByteBuffer buffer = ByteBuffer.wrap(block.bytes, partLine.length, most);
        int got = from.read(buffer, position);
        if (got <= 0) {
            return false;
        }
        int have = partLine.length + got;
        position += got;
        memory = before(from, position);
        int end = have;
        while (end > 0 && block.bytes[end - 1] != '\n') {
            end--;
        }
        boolean isTooLong = end == 0 && have >= LineBlocks.MAX_LINE_BYTES;
        return give(block, isTooLong ? have : end, have);
    }

    private boolean give(LineBlock block, int end, int have) {
        digest.update(block.bytes, 0, end);
        partLine = Arrays.copyOfRange(block.bytes, end, have);
        block.from = 0;
        block.to = end;
        block.offset = offset;
        offset += end;
        return end > 0;
    }

    @Override
    public boolean flush(LineBlock block) {
        int length = partLine.length;
        if (block.capacity() < length) {
            block.grow(length);
        }
        System.arraycopy(partLine, 0, block.bytes, 0, length);
        return give(block, length, length);
    }

    /// The file that has the path now, from its beginning.
    private boolean follow(LineBlock block) throws IOException {
        close();
        position = 0;
        memory = new byte[0];
        boolean hasLine = flush(block);
        open();
        return hasLine;
    }

    private void open() throws IOException {
        try {
            // The key first: if the path is replaced in between, the next look notices.
            key = keyOf(path);
            channel = FileChannel.open(path, StandardOpenOption.READ);
            countedFrom = -1;
        } catch (NoSuchFileException e) {
            // Gone for now: what comes under this name is read then.
            channel = null;
        }
    }

    private boolean isReplaced() throws IOException {
        try {
            return !keyOf(path).equals(key);
        } catch (NoSuchFileException e) {
            // Until another file has the name, this one may still grow.
            return false;
        }
    }

    /// What tells a file from another of its name: the inode, or, where there is none, its birth.
    private static Object keyOf(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Object fileKey = attributes.fileKey();
        return fileKey == null ? attributes.creationTime() : fileKey;
    }

    private static byte[] before(FileChannel from, long position) throws IOException {
        int length = (int) Math.min(MEMORY_BYTES, position);
        ByteBuffer buffer = ByteBuffer.allocate(length);
        from.read(buffer, position - length);
        return buffer.array();
    }

    @Override
    public long waitingLines() throws IOException {
        FileChannel current = channel;
        if (current == null) {
            return 0;
        }
        if (countedFrom != position) {
            countedFrom = position;
            countedTo = position;
            countedLines = 0;
        }
        byte[] bytes = new byte[1 << 16];
        while (countedTo < current.size()) {
            int got = current.read(ByteBuffer.wrap(bytes), countedTo);
            if (got <= 0) {
                break;
            }
            for (int i = 0; i < got; i++) {
                countedLines += bytes[i] == '\n' ? 1 : 0;
            }
            countedTo += got;
        }
        return countedLines;
    }

    @Override
    public String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        FileChannel current = channel;
        channel = null;
        if (current != null) {
            current.close();
        }
    }
}
