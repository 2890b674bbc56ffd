package trafficinsights.store.explore;

/// Which rows of a source a filter keeps: one bit a row, and the way from "the k-th kept row" to
/// its number. 100 M rows are 12.5 MB.
///
/// Threads: one fills it, then [#finish()], then any number read.
final class RowMarks {
    private static final int WORDS_PER_BLOCK = 64;

    private final long[] words;

    /// Marks before each block.
    private final long[] before;

    private long count;

    /// @param endOfRows one more than the greatest row number
    RowMarks(long endOfRows) {
        words = new long[Math.toIntExact((endOfRows + 63) / 64)];
        before = new long[words.length / WORDS_PER_BLOCK + 1];
    }

    void mark(long row) {
        words[(int) (row >>> 6)] |= 1L << row;
    }

    void finish() {
        long sum = 0;
        for (int word = 0; word < words.length; word++) {
            if (word % WORDS_PER_BLOCK == 0) {
                before[word / WORDS_PER_BLOCK] = sum;
            }
            sum += Long.bitCount(words[word]);
        }
        if (words.length % WORDS_PER_BLOCK == 0) {
            before[words.length / WORDS_PER_BLOCK] = sum;
        }
        count = sum;
    }

    long count() {
        return count;
    }

    /// The numbers of the kept rows from the `offset`-th on; fewer at the end.
    long[] rows(long offset, int wanted) {
        int length = (int) Math.max(0, Math.min(wanted, count - offset));
        long[] rows = new long[length];
        if (length == 0) {
            return rows;
        }
        int block = blockOf(offset);
        int word = block * WORDS_PER_BLOCK;
        long skip = offset - before[block];
        while (Long.bitCount(words[word]) <= skip) {
            skip -= Long.bitCount(words[word++]);
        }
        long rest = words[word];
        for (; skip > 0; skip--) {
            rest &= rest - 1;
        }
        for (int at = 0; at < length; at++) {
            while (rest == 0) {
                rest = words[++word];
            }
            rows[at] = ((long) word << 6) + Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
        return rows;
    }

    /// The last block with at most `offset` marks before it.
    private int blockOf(long offset) {
        int low = 0;
        int high = (words.length - 1) / WORDS_PER_BLOCK;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (before[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
