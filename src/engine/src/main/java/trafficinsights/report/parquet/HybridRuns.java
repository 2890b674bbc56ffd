package trafficinsights.report.parquet;

/// The encoding `RLE`: runs of one value, and bit-packed values between them (Parquet format,
/// "Encodings"). Threads: stateless.
final class HybridRuns {
    /// A run must save this many bits: it costs a header of its own, and one for what follows.
    private static final int WORTH_BITS = 64;

    private HybridRuns() {}

    /// @param width bits a value, 1 to 32
    static void encode(long[] values, int from, int count, int width, PageBytes out) {
        int end = from + count;
        // Packed values come in eights.
        int worth = (WORTH_BITS / width + 7) / 8 * 8;
        int packedFrom = from;
        int at = from;
        while (at < end) {
            int run = run(values, at, end);
            if (run >= worth) {
                packed(values, packedFrom, at, width, out);
                repeated(values[at], run, width, out);
                at += run;
                packedFrom = at;
            } else {
                at = Math.min(at + 8, end);
            }
        }
        packed(values, packedFrom, end, width, out);
    }

    private static int run(long[] values, int from, int end) {
        int at = from + 1;
        while (at < end && values[at] == values[from]) {
            at++;
        }
        return at - from;
    }

    private static void packed(long[] values, int from, int end, int width, PageBytes out) {
        if (from < end) {
            out.putVarint((((end - from + 7) / 8) << 1) | 1);
            out.putPacked(values, from, end - from, width);
        }
    }

    private static void repeated(long value, int run, int width, PageBytes out) {
        out.putVarint((long) run << 1);
        for (int bits = 0; bits < width; bits += 8) {
            out.put((int) (value >>> bits));
        }
    }
}
