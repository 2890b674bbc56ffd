package trafficinsights.ingest.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A run of whole lines in a buffer that belongs to one worker and is used again and again.
public final class LineBlock {
    /// Readable bytes behind [#to], so that words can be read without a check.
    public static final int SLACK = 8;

    public byte[] bytes;
    public int from;
    public int to;

    /// Where `bytes[from]` is in the (unpacked) file.
    public long offset;

    /// Ordinal of the block in a file whose blocks are of one size.
    public long sequence;

    public LineBlock(int capacity) {
        bytes = new byte[capacity + SLACK];
    }

    /// The UTF-8 bytes of a text with [#SLACK] bytes behind them.
    public static LineBlock of(String text) {
        LineBlock block = new LineBlock(0);
        block.bytes = padded(text);
        block.to = block.bytes.length - SLACK;
        // Not the start of a file: there is no mark.
        block.offset = 1;
        return block;
    }

    /// The bytes of a text in UTF-8, with [#SLACK] bytes behind them.
    public static byte[] padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + SLACK);
    }

    public int capacity() {
        return bytes.length - SLACK;
    }

    public void grow(int capacity) {
        bytes = Arrays.copyOf(bytes, capacity + SLACK);
    }

    /// Where the text begins: behind a UTF-8 byte order mark at the start of the file.
    public int withoutMark() {
        boolean hasMark =
                offset == 0
                        && to - from >= 3
                        && bytes[from] == (byte) 0xEF
                        && bytes[from + 1] == (byte) 0xBB
                        && bytes[from + 2] == (byte) 0xBF;
        return hasMark ? from + 3 : from;
    }

    /// End of the line that begins at `at`, its line end excluded.
    public int lineEnd(int at) {
        int end = Bytes.indexOf(bytes, at, to, (byte) '\n');
        return end < 0 ? to : end;
    }

    /// The same, without a search where it is known: a line may have many records.
    ///
    /// @param known end of the line of a byte before `at`; -1 for none
    public int lineEnd(int at, int known) {
        return at <= known ? known : lineEnd(at);
    }
}
