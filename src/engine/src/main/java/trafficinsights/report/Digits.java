package trafficinsights.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decimal digits of whole numbers, eight at a time within one word: a number is halved into lanes
/// of four, two and one digit by multiplications (Khuong, "How to print integers really fast",
/// 2017). Threads: stateless.
final class Digits {
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD_DIGITS = 8;
    private static final long WORD_RANGE = 100_000_000;
    private static final long ZEROS = 0x3030_3030_3030_3030L;

    /// Bytes that a word may reach behind the last digit.
    static final int SLACK_BYTES = 8;

    private Digits() {}

    /// Writes a number without leading zeros and gives the place behind it.
    ///
    /// @param value 0 or more
    /// @param to with [#SLACK_BYTES] more than the number needs
    static int put(byte[] to, int at, long value) {
        if (value >= WORD_RANGE) {
            long head = value / WORD_RANGE;
            int behind = put(to, at, head);
            WORDS.set(to, behind, word((int) (value - head * WORD_RANGE)) | ZEROS);
            return behind + WORD_DIGITS;
        }
        long word = word((int) value);
        // The first digit is in the lowest byte; the last one is written even if it is 0.
        int leadingZeros = Long.numberOfTrailingZeros(word | (1L << 56)) / Byte.SIZE;
        WORDS.set(to, at, (word | ZEROS) >>> (leadingZeros * Byte.SIZE));
        return at + WORD_DIGITS - leadingZeros;
    }

    /// Writes exactly six digits and gives the place behind them.
    ///
    /// @param value 0 to 999,999
    static int putSix(byte[] to, int at, int value) {
        WORDS.set(to, at, (word(value) | ZEROS) >>> (2 * Byte.SIZE));
        return at + 6;
    }

    /// Digits 0 to 9, the first in the lowest byte.
    private static long word(int value) {
        int high = value / 10_000;
        long fours = high | ((long) (value - high * 10_000) << 32);
        // 10,486 / 2^20 is 1/100 and 103 / 2^10 is 1/10, closely enough below 10,000 and 100.
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
        long twos = hundreds | ((fours - 100 * hundreds) << 16);
        long tens = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
        return tens | ((twos - 10 * tens) << 8);
    }
}
