package trafficinsights.ingest;

import java.nio.charset.Charset;
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
    private static final int FIRST_SLOTS = 1 << 8;
    private static final int MAX_SLOTS = 1 << 16;

    private final ToIntFunction<String> resolve;
    private final Charset charset;
    private byte[] @Nullable [] keys = new byte[FIRST_SLOTS] @Nullable [];

    /// Hashes of the keys, all 64 bits: unequal for almost all unequal keys.
    private long[] tags = new long[FIRST_SLOTS];

    private int[] codes = new int[FIRST_SLOTS];
    private int entries;

    /// @param resolve gives the code of a text that was not seen before
    ByteDictionary(ToIntFunction<String> resolve) {
        this(resolve, StandardCharsets.UTF_8);
    }

    /// @param charset of the texts
    ByteDictionary(ToIntFunction<String> resolve, Charset charset) {
        this.resolve = resolve;
        this.charset = charset;
    }

    int code(byte[] bytes, int from, int to) {
        long tag = tag(bytes, from, to);
        int mask = keys.length - 1;
        int slot = (int) (tag >>> 40) & mask;
        byte @Nullable [] key = keys[slot];
        while (key != null) {
            if (tags[slot] == tag && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return codes[slot];
            }
            slot = (slot + 1) & mask;
            key = keys[slot];
        }
        int code = resolve.applyAsInt(new String(bytes, from, to - from, charset));
        if (entries < MAX_SLOTS / 2) {
            entries++;
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            tags[slot] = tag;
            codes[slot] = code;
            if (entries > keys.length / 2 && keys.length < MAX_SLOTS) {
                grow();
            }
        }
        return code;
    }

    private void grow() {
        byte[] @Nullable [] oldKeys = keys;
        long[] oldTags = tags;
        int[] oldCodes = codes;
        int slots = oldKeys.length * 4;
        keys = new byte[slots] @Nullable [];
        tags = new long[slots];
        codes = new int[slots];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = (int) (oldTags[i] >>> 40) & (slots - 1);
                while (keys[slot] != null) {
                    slot = (slot + 1) & (slots - 1);
                }
                keys[slot] = oldKeys[i];
                tags[slot] = oldTags[i];
                codes[slot] = oldCodes[i];
            }
        }
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
