package trafficinsights.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import trafficinsights.ingest.text.LineBlock;

/// Cuts a file into blocks of whole lines, each filled into the caller's own buffer.
public interface LineBlocks extends Closeable {
    /// Bytes of a block, before it is stretched to whole lines.
    int BLOCK_BYTES = 1 << 20;

    /// Longest line; a longer one is cut.
    int MAX_LINE_BYTES = 16 << 20;

    /// Takes the next block; callers hold one lock around this, so that order is the file's.
    ///
    /// @return whether there was another block (it may hold no line)
    boolean claim(LineBlock block) throws IOException;

    /// Brings the lines of a claimed block, if claiming did not. Needs no lock.
    void load(LineBlock block) throws IOException;

    /// CRC-32 of the stored file as 8 hexadecimal digits; nothing before every block was loaded, or
    /// where it is not known.
    default String crc32() {
        return "";
    }

    /// Bytes of the file (as stored) that were given out so far.
    long consumedBytes();
}
