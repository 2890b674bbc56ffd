package trafficinsights.ingest;

import java.util.Arrays;

/// A run of whole lines in a buffer that belongs to one worker and is used again and again.
final class LineBlock {
    /// Readable bytes behind [#to], so that words can be read without a check.
    static final int SLACK = 8;

    byte[] bytes;
    int from;
    int to;

    /// Where `bytes[from]` stands in the (unpacked) file.
    long offset;

    /// Ordinal of the block in a file whose blocks are of one size.
    long sequence;

    LineBlock(int capacity) {
        bytes = new byte[capacity + SLACK];
    }

    int capacity() {
        return bytes.length - SLACK;
    }

    void grow(int capacity) {
        bytes = Arrays.copyOf(bytes, capacity + SLACK);
    }

    /// Where the text begins: behind a UTF-8 byte order mark at the start of the file.
    int withoutMark() {
        boolean hasMark =
                offset == 0
                        && to - from >= 3
                        && bytes[from] == (byte) 0xEF
                        && bytes[from + 1] == (byte) 0xBB
                        && bytes[from + 2] == (byte) 0xBF;
        return hasMark ? from + 3 : from;
    }

    /// End of the line that begins at `at`, its line end excluded.
    int lineEnd(int at) {
        int end = Bytes.indexOf(bytes, at, to, (byte) '\n');
        return end < 0 ? to : end;
    }
}
