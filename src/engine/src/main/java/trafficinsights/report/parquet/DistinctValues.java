package trafficinsights.report.parquet;

import java.util.Arrays;

/// Numbers different values in the order in which they are first seen: a hash table with open
/// addressing that grows at half its slots. Threads: one at a time.
final class DistinctValues {
    private static final int FEWEST_SLOTS_LOG2 = 12;

    /// The golden ratio's share of 2^64: spreads neighbours (Knuth, "The Art of Computer
    /// Programming", volume 3, section 6.4).
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// Ordinal + 1 of the value in a slot; 0 for an empty one.
    private int[] slots = new int[1 << FEWEST_SLOTS_LOG2];

    private long[] values = new long[1 << (FEWEST_SLOTS_LOG2 - 1)];
    private int shift = Long.SIZE - FEWEST_SLOTS_LOG2;
    private int size;

    int size() {
        return size;
    }

    long value(int ordinal) {
        return values[ordinal];
    }

    /// The ordinal of a value, from 0.
    int ordinal(long value) {
        int slot = slot(value);
        int taken = slots[slot];
        return taken != 0 ? taken - 1 : add(value, slot);
    }

    /// Where the value is, or may be put.
    private int slot(long value) {
        int slot = (int) ((value * SPREAD) >>> shift);
        while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int add(long value, int slot) {
        if (size == values.length) {
            grow();
            return ordinal(value);
        }
        values[size] = value;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        values = Arrays.copyOf(values, values.length * 2);
        slots = new int[slots.length * 2];
        shift--;
        for (int i = 0; i < size; i++) {
            slots[slot(values[i])] = i + 1;
        }
    }

    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }
}
