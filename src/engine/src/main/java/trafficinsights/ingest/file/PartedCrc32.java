package trafficinsights.ingest.file;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/// CRC-32 (that of gzip, zip and ISO 3309) of a whole file from parts that any threads read in any
/// order.
///
/// For a text A followed by B, `crc(AB) = crc(A) · x^(8|B|) + crc(B)` in the polynomials over GF(2)
/// modulo the CRC's; so each part is moved by the bytes behind it, and all are added, which is xor
/// (M. Adler, `crc32_combine` of zlib). Threads: any.
final class PartedCrc32 {
    /// The CRC's polynomial, lowest power in the highest bit; so `x^0` is the highest bit.
    private static final int POLYNOMIAL = 0xEDB88320;

    private static final int ONE = 1 << 31;
    private static final int[] X_TO_POWERS_OF_TWO = powers();

    private final long size;
    private final AtomicInteger sum = new AtomicInteger();
    private final AtomicLong seen = new AtomicLong();

    /// @param size of the file in bytes
    PartedCrc32(long size) {
        this.size = size;
    }

    /// Adds a part of the file; every byte belongs to one part.
    ///
    /// @param position of the part's first byte in the file
    void add(byte[] bytes, int from, int length, long position) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        int moved = times(xTo(8 * (size - position - length)), (int) crc.getValue());
        sum.accumulateAndGet(moved, (a, b) -> a ^ b);
        seen.addAndGet(length);
    }

    /// The sum as 8 hexadecimal digits, or nothing where not every byte was added.
    String text() {
        return seen.get() == size ? "%08x".formatted(sum.get()) : "";
    }

    /// `x^n` modulo the polynomial.
    private static int xTo(long n) {
        int power = ONE;
        for (int k = 0; n >> k != 0; k++) {
            if ((n >> k & 1) != 0) {
                power = times(X_TO_POWERS_OF_TWO[k], power);
            }
        }
        return power;
    }

    private static int times(int a, int b) {
        int product = 0;
        int factor = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            product ^= (a & bit) != 0 ? factor : 0;
            factor = (factor & 1) != 0 ? factor >>> 1 ^ POLYNOMIAL : factor >>> 1;
        }
        return product;
    }

    private static int[] powers() {
        int[] powers = new int[63];
        powers[0] = ONE >>> 1;
        for (int k = 1; k < powers.length; k++) {
            powers[k] = times(powers[k - 1], powers[k - 1]);
        }
        return powers;
    }
}
