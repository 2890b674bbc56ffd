package trafficinsights.ingest.live;

import java.io.IOException;
import java.util.Arrays;
import trafficinsights.ingest.text.Bytes;

/// Cuts the bytes of one connection into messages (RFC 6587): with their length in front, as `83
/// <134>…`, or each ended by a line end. A sender may change between the two.
///
/// Threads: one.
final class SyslogFrames {
    /// Longer than any collector sends; a longer line is cut, a longer length is an error.
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_DIGITS = 7;

    /// Takes whole messages.
    interface Messages {
        /// @return false when no more are wanted
        boolean accept(byte[] bytes, int from, int to) throws InterruptedException;
    }

    private byte[] held = new byte[1 << 16];
    private int size;

    /// Adds what has come and hands over each message that is complete.
    ///
    /// @return false when no more are wanted
    /// @throws IOException when a length cannot be true
    boolean add(byte[] bytes, int length, Messages to) throws IOException, InterruptedException {
        if (held.length < size + length) {
            held = Arrays.copyOf(held, Math.max(size + length, 2 * held.length));
        }
        System.arraycopy(bytes, 0, held, size, length);
        size += length;
        int at = 0;
        while (at < size) {
            int begin = counted(at);
            int end = begin < 0 ? lineEnd(at) : begin + count(at, begin);
            if (end < 0 || end > size) {
                break;
            }
            if (!to.accept(held, Math.max(begin, at), end)) {
                return false;
            }
            at = begin < 0 ? Math.min(size, end + 1) : end;
        }
        System.arraycopy(held, at, held, 0, size - at);
        size -= at;
        return true;
    }

    /// Hands over the message whose end did not come, when the connection ends.
    void end(Messages to) throws InterruptedException {
        if (size > 0) {
            to.accept(held, 0, size);
            size = 0;
        }
    }

    /// Where the message begins behind its length; -1 when no length is in front. A message begins
    /// with its priority, so a line that happens to begin with a number is not mistaken.
    private int counted(int at) {
        int end = at;
        while (end < size && end - at < MOST_DIGITS && Bytes.isDigit(held[end])) {
            end++;
        }
        boolean isLength = end > at && end + 1 < size && held[end] == ' ' && held[end + 1] == '<';
        return isLength ? end + 1 : -1;
    }

    private int count(int at, int begin) throws IOException {
        int count = 0;
        for (int i = at; i < begin - 1; i++) {
            count = 10 * count + held[i] - '0';
        }
        if (count < 1 || count > MOST_BYTES) {
            throw new IOException("a message of " + count + " bytes was announced");
        }
        return count;
    }

    /// The end of the line at a place; -1 where it has not come yet.
    private int lineEnd(int at) {
        for (int i = at; i < size; i++) {
            if (held[i] == '\n' || held[i] == 0) {
                return i;
            }
        }
        boolean mayBeLength = size - at <= MOST_DIGITS + 1;
        return !mayBeLength && size - at >= MOST_BYTES ? size : -1;
    }
}
