package trafficinsights.report.parquet;

/// The encoding `DELTA_BINARY_PACKED`: differences between neighbours, in blocks of 128 with a
/// smallest difference each, in quarters of 32 with a width of bits each (Parquet format,
/// "Encodings"; after Lemire and Boytsov, "Decoding billions of integers per second through
/// vectorization", 2015).
///
/// Differences wrap at 64 bits, as readers add them up. Threads: one at a time.
final class DeltaPacking {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private final long[] deltas = new long[BLOCK];
    private final int[] widths = new int[MINIBLOCKS];

    void encode(long[] values, int from, int count, PageBytes out) {
        out.putVarint(BLOCK);
        out.putVarint(MINIBLOCKS);
        out.putVarint(count);
        out.putZigzag(count == 0 ? 0 : values[from]);
        for (int at = 1; at < count; at += BLOCK) {
            block(values, from + at, Math.min(BLOCK, count - at), out);
        }
    }

    private void block(long[] values, int from, int count, PageBytes out) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long delta = values[from + i] - values[from + i - 1];
            deltas[i] = delta;
            min = Math.min(min, delta);
        }
        out.putZigzag(min);
        for (int i = 0; i < BLOCK; i++) {
            deltas[i] = i < count ? deltas[i] - min : 0;
        }
        for (int m = 0; m < MINIBLOCKS; m++) {
            widths[m] = width(m * MINIBLOCK);
            out.put(widths[m]);
        }
        for (int m = 0; m < MINIBLOCKS && m * MINIBLOCK < count; m++) {
            out.putPacked(deltas, m * MINIBLOCK, MINIBLOCK, widths[m]);
        }
    }

    private int width(int from) {
        long bits = 0;
        for (int i = from; i < from + MINIBLOCK; i++) {
            bits |= deltas[i];
        }
        return Long.SIZE - Long.numberOfLeadingZeros(bits);
    }
}
