package trafficinsights.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Codes of byte sequences seen before, without making a `String` for each: one worker's short cut
/// to a shared dictionary.
///
/// Bounded: when it is full, further sequences are resolved each time and not remembered. Threads:
/// one.
final class ByteDictionary {
    private static final int SLOTS = 1 << 16;
    private static final int MAX_ENTRIES = SLOTS / 2;

    private final ToIntFunction<String> resolve;
    private final byte[] @Nullable [] keys = new byte[SLOTS] @Nullable [];

    /// Hashes of the keys, all 64 bits: unequal for almost all unequal keys.
    private final long[] tags = new long[SLOTS];

    private final int[] codes = new int[SLOTS];
    private int entries;

    /// @param resolve gives the code of a text that was not seen before
    ByteDictionary(ToIntFunction<String> resolve) {
        this.resolve = resolve;
    }

    int code(byte[] bytes, int from, int to) {
        long tag = tag(bytes, from, to);
        int slot = (int) (tag >>> 40) & (SLOTS - 1);
        byte @Nullable [] key = keys[slot];
        while (key != null) {
            if (tags[slot] == tag && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return codes[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
            key = keys[slot];
        }
        return resolveAt(slot, tag, bytes, from, to);
    }

    private int resolveAt(int slot, long tag, byte[] bytes, int from, int to) {
        int code = resolve.applyAsInt(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (entries < MAX_ENTRIES) {
            entries++;
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            tags[slot] = tag;
            codes[slot] = code;
        }
        return code;
    }

    /// Eight bytes a step; the mixing constant is that of splitmix64 (Steele, Lea, Flood 2014).
    ///
    /// Reads up to seven bytes behind `to`, which every block of lines has room for.
    private static long tag(byte[] bytes, int from, int to) {
        long h = (long) to - from;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = (h ^ Bytes.longAt(bytes, i)) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        if (i < to) {
            long tail = Bytes.longAt(bytes, i) << ((8 - (to - i)) * 8);
            h = (h ^ tail) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 29;
        }
        return h;
    }
}
