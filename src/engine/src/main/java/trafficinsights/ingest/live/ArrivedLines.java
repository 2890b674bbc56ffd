package trafficinsights.ingest.live;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.text.LineBlock;

/// Messages that have come and wait to be parsed, a line each, in the order of their arrival.
///
/// A line end within a message becomes a blank, so that a message stays one line. Threads: any
/// number that put, one that takes.
final class ArrivedLines {
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasRoom = lock.newCondition();
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private long bytes;
    private long lines;
    private boolean isClosed;

    /// Of one source, filled one after another.
    private static final class Chunk {
        private final byte[] bytes;
        private int size;
        private int lines;

        Chunk(int capacity) {
            bytes = new byte[capacity + LineBlock.SLACK];
        }

        boolean hasRoom(int length) {
            return size + length <= bytes.length - LineBlock.SLACK;
        }
    }

    /// @param mostBytes that wait at once
    ArrivedLines(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Adds a message if there is room.
    ///
    /// @return whether there was
    boolean offer(byte[] message, int from, int to) {
        lock.lock();
        try {
            if (isClosed || bytes >= mostBytes) {
                return false;
            }
            add(message, from, to);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Adds a message, waiting for room: the sender waits too, where the transport lets it.
    ///
    /// @return false when nothing is taken any more
    boolean put(byte[] message, int from, int to) throws InterruptedException {
        lock.lock();
        try {
            while (!isClosed && bytes >= mostBytes) {
                hasRoom.await();
            }
            if (isClosed) {
                return false;
            }
            add(message, from, to);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(byte[] message, int from, int to) {
        int end = to;
        while (end > from && isLineEnd(message[end - 1])) {
            end--;
        }
        int length = end - from + 1;
        Chunk last = chunks.peekLast();
        if (last == null || !last.hasRoom(length)) {
            last = new Chunk(Math.max(LineBlocks.BLOCK_BYTES, length));
            chunks.add(last);
        }
        System.arraycopy(message, from, last.bytes, last.size, length - 1);
        for (int i = last.size; i < last.size + length - 1; i++) {
            if (isLineEnd(last.bytes[i])) {
                last.bytes[i] = ' ';
            }
        }
        last.size += length;
        last.bytes[last.size - 1] = '\n';
        last.lines++;
        bytes += length;
        lines++;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r' || b == 0;
    }

    /// Fills the block with what has waited longest.
    ///
    /// @return whether there was anything
    boolean take(LineBlock block) {
        Chunk first;
        lock.lock();
        try {
            first = chunks.poll();
            if (first == null) {
                return false;
            }
            bytes -= first.size;
            lines -= first.lines;
            hasRoom.signalAll();
        } finally {
            lock.unlock();
        }
        block.bytes = first.bytes;
        block.from = 0;
        block.to = first.size;
        return true;
    }

    long waitingLines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing is taken from now on; what waits can still be taken out.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            hasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
