package trafficinsights.report.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A growing run of bytes with the number formats of Parquet: little-endian words, variable-length
/// integers (ULEB128) and bit-packed values. Threads: one at a time.
final class PageBytes {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int length;

    PageBytes(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /// The bytes behind this run; those from [#length()] on are stale. Valid until the next write.
    byte[] array() {
        return bytes;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
    }

    void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        room(Integer.BYTES);
        INTS.set(bytes, length, value);
        length += Integer.BYTES;
    }

    void putLong(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    void put(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void put(byte[] from) {
        put(from, 0, from.length);
    }

    void put(PageBytes from) {
        put(from.bytes, 0, from.length);
    }

    /// The digits of a number of 0 or more.
    void putDecimal(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /// Seven bits a byte, the lowest first; the value is taken as unsigned.
    void putVarint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /// As [#putVarint(long)], small negative numbers staying short.
    void putZigzag(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    /// Overwrites four bytes that were written before.
    void setInt(int position, int value) {
        INTS.set(bytes, position, value);
    }

    /// The lowest `width` bits of each value, one behind the other from the lowest bit of the first
    /// byte on, filled up with zeros to a multiple of 8 values.
    ///
    /// @param width 0 to 64; no value may have a bit above it
    void putPacked(long[] values, int from, int count, int width) {
        int end = length + (count + 7) / 8 * width;
        // A word is written whole, so it may reach behind the end.
        room(end - length + Long.BYTES);
        int at = length;
        long word = 0;
        int used = 0;
        for (int i = from; i < from + count; i++) {
            long value = values[i];
            word |= value << used;
            used += width;
            if (used >= Long.SIZE) {
                LONGS.set(bytes, at, word);
                at += Long.BYTES;
                used -= Long.SIZE;
                // A shift by 64 would be one by 0.
                word = used == 0 ? 0 : value >>> (width - used);
            }
        }
        if (at < end) {
            Arrays.fill(bytes, at, end, (byte) 0);
            LONGS.set(bytes, at, word);
        }
        length = end;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
