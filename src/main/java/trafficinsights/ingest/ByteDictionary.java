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
    private final int[] hashes = new int[SLOTS];
    private final int[] codes = new int[SLOTS];
    private int entries;

    /// @param resolve gives the code of a text that was not seen before
    ByteDictionary(ToIntFunction<String> resolve) {
        this.resolve = resolve;
    }

    int code(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int slot = hash & (SLOTS - 1);
        byte @Nullable [] key = keys[slot];
        while (key != null) {
            if (hashes[slot] == hash && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return codes[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
            key = keys[slot];
        }
        return resolveAt(slot, hash, bytes, from, to);
    }

    private int resolveAt(int slot, int hash, byte[] bytes, int from, int to) {
        int code = resolve.applyAsInt(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (entries < MAX_ENTRIES) {
            entries++;
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            hashes[slot] = hash;
            codes[slot] = code;
        }
        return code;
    }

    /// Eight bytes a step; the mixing constant is that of splitmix64 (Steele, Lea, Flood 2014).
    private static int hash(byte[] bytes, int from, int to) {
        long h = (long) to - from;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = (h ^ Bytes.longAt(bytes, i)) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        long tail = 0;
        for (; i < to; i++) {
            tail = tail << 8 | (bytes[i] & 0xFF);
        }
        h = (h ^ tail) * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32);
    }
}
