package trafficinsights.ingest.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/// Codes of byte sequences seen before, without making a `String` for each: one worker's short cut
/// to a shared dictionary.
///
/// Bounded: when it is full, further sequences are resolved each time and not remembered. Threads:
/// one.
public final class ByteDictionary {
    private static final int FIRST_SLOTS = 1 << 8;
    private static final int MAX_SLOTS = 1 << 16;
    private static final int MAX_KEY_BYTES = 1 << 24;

    /// Odd, and random enough: the golden ratio in 64 bits, as in splitmix64 (Steele, Lea, Flood
    /// 2014).
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final ToIntFunction<String> resolve;
    private final Charset charset;

    /// Hashes of the keys; 0 marks a free slot.
    private long[] tags = new long[FIRST_SLOTS];

    /// Where a key is in [#pool], above, and its length, below.
    private long[] spans = new long[FIRST_SLOTS];

    private int[] codes = new int[FIRST_SLOTS];
    private int entries;

    /// The keys one behind the other, with room to read a word at the end of each.
    private byte[] pool = new byte[FIRST_SLOTS * 16];

    private int pooled;

    /// @param resolve gives the code of a text that was not seen before
    public ByteDictionary(ToIntFunction<String> resolve) {
        this(resolve, StandardCharsets.UTF_8);
    }

    /// @param charset of the texts
    public ByteDictionary(ToIntFunction<String> resolve, Charset charset) {
        this.resolve = resolve;
        this.charset = charset;
    }

    /// Reads up to seven bytes behind `to`, which every block of lines has room for.
    public int code(byte[] bytes, int from, int to) {
        long tag = tag(bytes, from, to);
        int mask = tags.length - 1;
        int slot = (int) (tag >>> 40) & mask;
        long there = tags[slot];
        while (there != 0) {
            if (there == tag && isKey(slot, bytes, from, to)) {
                return codes[slot];
            }
            slot = (slot + 1) & mask;
            there = tags[slot];
        }
        return resolved(bytes, from, to, tag);
    }

    private boolean isKey(int slot, byte[] bytes, int from, int to) {
        long span = spans[slot];
        int length = to - from;
        if ((int) span != length) {
            return false;
        }
        int key = (int) (span >>> 32);
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (Bytes.longAt(pool, key + i) != Bytes.longAt(bytes, from + i)) {
                return false;
            }
        }
        long rest = Bytes.longAt(pool, key + i) ^ Bytes.longAt(bytes, from + i);
        return (rest & Bytes.lowBytes(length - i)) == 0;
    }

    private int resolved(byte[] bytes, int from, int to, long tag) {
        int code = resolve.applyAsInt(new String(bytes, from, to - from, charset));
        int length = to - from;
        if (entries < MAX_SLOTS / 2 && pooled + length <= MAX_KEY_BYTES) {
            if (entries >= tags.length / 2) {
                grow();
            }
            if (pooled + length + Long.BYTES > pool.length) {
                pool = Arrays.copyOf(pool, 2 * pool.length + length);
            }
            System.arraycopy(bytes, from, pool, pooled, length);
            int slot = free(tag);
            tags[slot] = tag;
            spans[slot] = (long) pooled << 32 | length;
            codes[slot] = code;
            pooled += length;
            entries++;
        }
        return code;
    }

    private int free(long tag) {
        int mask = tags.length - 1;
        int slot = (int) (tag >>> 40) & mask;
        while (tags[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldTags = tags;
        long[] oldSpans = spans;
        int[] oldCodes = codes;
        tags = new long[oldTags.length * 4];
        spans = new long[oldTags.length * 4];
        codes = new int[oldTags.length * 4];
        for (int i = 0; i < oldTags.length; i++) {
            if (oldTags[i] != 0) {
                int slot = free(oldTags[i]);
                tags[slot] = oldTags[i];
                spans[slot] = oldSpans[i];
                codes[slot] = oldCodes[i];
            }
        }
    }

    /// A hash, eight bytes a step; never 0.
    private static long tag(byte[] bytes, int from, int to) {
        long h = (long) to - from;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = (h ^ Bytes.longAt(bytes, i)) * MIX;
            h ^= h >>> 32;
        }
        h = (h ^ (Bytes.longAt(bytes, i) & Bytes.lowBytes(to - i))) * MIX;
        return (h ^ h >>> 29) | 1;
    }
}
