package trafficinsights.ingest.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Searching and reading numbers in byte arrays, eight bytes at a time where it pays.
public final class Bytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Bytes() {}

    public static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /// Ones in the first `count` bytes of a word, 0 to 8.
    public static long lowBytes(int count) {
        return count >= 8 ? -1L : (1L << (count << 3)) - 1;
    }

    /// The highest bit of each byte that is `wanted` (ASCII); exact for every byte.
    public static long matches(long word, int wanted) {
        long x = word ^ (wanted * ONES);
        return ~(((x & ~HIGHS) + ~HIGHS) | x | ~HIGHS);
    }

    /// The highest bit of each byte that is a digit; exact for every byte.
    public static long digits(long word) {
        long low = word & ~HIGHS;
        long fromZero = low + ('\u0080' - '0') * ONES;
        long aboveNine = low + ('\u0080' - ':') * ONES;
        return fromZero & ~aboveNine & ~word & HIGHS;
    }

    /// First position of `wanted` in `[from, to)`, or -1.
    ///
    /// Finds a zero byte in a word as in H. S. Warren, Hacker's Delight (2nd ed. 2012), section
    /// 6-1.
    public static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xFFL) * ONES;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long x = longAt(bytes, i) ^ pattern;
            long zero = (x - ONES) & ~x & HIGHS;
            if (zero != 0) {
                return i + (Long.numberOfTrailingZeros(zero) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// The first positions of `wanted` in `[from, to)`, as many as `found` has room for.
    ///
    /// @return how many were found
    public static int indexesOf(byte[] bytes, int from, int to, byte wanted, int[] found) {
        int count = 0;
        for (int i = from; i < to; i += 8) {
            // Unlike with the shorter test, a byte next to a match is not a match.
            long zero = matches(longAt(bytes, i), wanted);
            while (zero != 0) {
                int at = i + (Long.numberOfTrailingZeros(zero) >>> 3);
                if (at >= to) {
                    return count;
                }
                found[count++] = at;
                if (count == found.length) {
                    return count;
                }
                zero &= zero - 1;
            }
        }
        return count;
    }

    /// Whether `bytes` hold `text` (ASCII) at a position.
    public static boolean startsWith(byte[] bytes, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != (byte) text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// First position of either byte (ASCII) in `[from, to)`, or `to`; reads up to seven bytes
    /// behind.
    public static int firstOf(byte[] bytes, int from, int to, int one, int other) {
        for (int i = from; i < to; i += 8) {
            long word = longAt(bytes, i);
            long found = matches(word, one) | matches(word, other);
            if (found != 0) {
                return Math.min(to, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return to;
    }

    /// First position of a byte below `limit` (ASCII) in `[from, to)`, or `to`; reads up to seven
    /// bytes behind.
    ///
    /// Finds it as in S. E. Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less
    /// than n": the first byte found is exact.
    public static int firstBelow(byte[] bytes, int from, int to, int limit) {
        long limits = limit * ONES;
        for (int i = from; i < to; i += 8) {
            long word = longAt(bytes, i);
            long found = (word - limits) & ~word & HIGHS;
            if (found != 0) {
                return Math.min(to, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return to;
    }

    /// First position of `text` (ASCII) in `[from, to)`, or -1.
    public static int indexOf(byte[] bytes, int from, int to, String text) {
        byte first = (byte) text.charAt(0);
        int at = indexOf(bytes, from, to, first);
        while (at >= 0 && !startsWith(bytes, at, to, text)) {
            at = indexOf(bytes, at + 1, to, first);
        }
        return at;
    }

    /// End of the word that begins at `from`: the next blank, or `to`.
    public static int wordEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != ' ') {
            end++;
        }
        return end;
    }

    /// Whether `[from, to)` is `text` (ASCII).
    public static boolean is(byte[] bytes, int from, int to, String text) {
        return to - from == text.length() && startsWith(bytes, from, to, text);
    }

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /// A decimal number without sign that fills `[from, to)`, or -1; 18 digits at most.
    public static long unsigned(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// Answer of [#signed(byte[], int, int)] where there is no number.
    public static final long NO_NUMBER = Long.MIN_VALUE;

    /// A number with an optional sign, or [#NO_NUMBER].
    public static long signed(byte[] bytes, int from, int to) {
        if (from >= to) {
            return NO_NUMBER;
        }
        boolean isNegative = bytes[from] == '-';
        int start = isNegative || bytes[from] == '+' ? from + 1 : from;
        long value = unsigned(bytes, start, to);
        if (value < 0) {
            return NO_NUMBER;
        }
        return isNegative ? -value : value;
    }

    /// Seconds with a decimal point (`0.118`) as µs, or -1; further digits are cut off.
    public static long secondsAsMicros(byte[] bytes, int from, int to) {
        int point = indexOf(bytes, from, to, (byte) '.');
        long seconds = unsigned(bytes, from, point < 0 ? to : point);
        if (seconds < 0 || seconds > Long.MAX_VALUE / 2_000_000) {
            return -1;
        }
        if (point < 0) {
            return seconds * 1_000_000;
        }
        int end = Math.min(to, point + 7);
        long fraction = unsigned(bytes, point + 1, end);
        if (fraction < 0) {
            return -1;
        }
        for (int digits = end - point - 1; digits < 6; digits++) {
            fraction *= 10;
        }
        return seconds * 1_000_000 + fraction;
    }

    /// How many line ends there are in `[from, to)`.
    public static int newLines(byte[] b, int from, int to) {
        int lines = 0;
        int at = indexOf(b, from, to, (byte) '\n');
        while (at >= 0) {
            lines++;
            at = indexOf(b, at + 1, to, (byte) '\n');
        }
        return lines;
    }
}
