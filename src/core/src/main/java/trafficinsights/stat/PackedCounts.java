package trafficinsights.stat;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Counts of buckets as bytes: for each bucket that is not empty, how many buckets lie between it
/// and the one before, and its count, both with seven bits a byte, lowest first (LEB128).
final class PackedCounts {
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final byte[] bytes;
    private int at;

    private PackedCounts(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param rows counts of `length` buckets each, one row after the other; null is all zero
    static byte[] of(long[] @Nullable [] rows, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        int gap = 0;
        for (long[] row : rows) {
            if (row == null) {
                gap += length;
                continue;
            }
            for (long count : row) {
                if (count == 0) {
                    gap++;
                } else {
                    write(bytes, gap);
                    write(bytes, count);
                    gap = 0;
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while (rest >= MORE) {
            bytes.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= BITS;
        }
        bytes.write((int) rest);
    }

    /// Adds what was packed to rows of the same length; rows that are missing are made.
    static void addTo(long[] @Nullable [] rows, int length, byte[] packed) {
        PackedCounts counts = new PackedCounts(packed);
        int bucket = -1;
        while (counts.at < packed.length) {
            bucket += (int) counts.next() + 1;
            long[] row = rows[bucket / length];
            if (row == null) {
                row = new long[length];
                rows[bucket / length] = row;
            }
            row[bucket % length] += counts.next();
        }
    }

    private long next() {
        long value = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[at++];
            value |= (long) (part & (MORE - 1)) << shift;
            shift += BITS;
        } while (part < 0);
        return value;
    }
}
