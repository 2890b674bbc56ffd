package trafficinsights.ingest.file;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import trafficinsights.model.CsvDialect;

/// How a file is compressed, told by its first bytes.
public enum Packing {
    NONE("plain"),
    GZIP("gzip"),
    ZSTD("zstd");

    private static final int BUFFER_BYTES = 1 << 16;

    private final String label;

    Packing(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// RFC 1952 for gzip, RFC 8878 for Zstandard, whose files may begin with a skippable frame.
    public static Packing of(Path file) throws IOException {
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(4);
        }
        if (first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
            return GZIP;
        }
        if (first.length < 4) {
            return NONE;
        }
        boolean isFrame =
                first[0] == 0x28
                        && first[1] == (byte) 0xB5
                        && first[2] == 0x2F
                        && first[3] == (byte) 0xFD;
        boolean isSkippable =
                (first[0] & 0xF0) == 0x50
                        && first[1] == 0x2A
                        && first[2] == 0x4D
                        && first[3] == 0x18;
        return isFrame || isSkippable ? ZSTD : NONE;
    }

    /// @throws IOException when the content is damaged, too
    public InputStream unpacked(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(packed);
        };
    }

    /// Whether a failure of reading means damaged content and not a failing disk.
    static boolean isDamage(IOException failure) {
        return failure instanceof EOFException
                || failure instanceof ZipException
                || failure instanceof ZstdIOException;
    }

    /// @param encoding of the text; UTF-16 is given out as UTF-8
    public LineBlocks blocks(Path file, CsvDialect.Encoding encoding) throws IOException {
        boolean isWide = TextEncodings.isWide(encoding);
        return this == NONE && !isWide
                ? new PlainBlocks(file)
                : new PackedBlocks(file, this, isWide);
    }
}
