package trafficinsights.stat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Counts of non-negative values in buckets of constant relative width: the one percentile
/// estimator of this product. Merging two histograms gives exactly the histogram of both sets, in
/// any order, so windows, threads and files combine without loss.
///
/// Values below 128 have a bucket each. Above, every octave `[2^k, 2^(k+1))` is cut into 64 equal
/// buckets, and a quantile is answered with the middle of its bucket: the relative error is at most
/// 1/128 (see [#RELATIVE_ERROR]). The layout is that of HdrHistogram (G. Tene, 2012) with octaves
/// allocated when first used.
///
/// A histogram that nobody adds to for a while can be [packed][#pack()]: it answers as before from
/// a few hundred bytes, and unpacks itself when something is added.
///
/// Threads: one at a time.
public final class LatencyHistogram {
    /// Bound of `|answer - exact| / exact` for the value at a given rank.
    public static final double RELATIVE_ERROR = 1.0 / 128;

    private static final int SUB_BUCKET_BITS = 6;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

    /// Octave 0 holds 0..63, octave 1 holds 64..127, octave k holds `[64 << k-1, 64 << k)`.
    private static final int OCTAVES = 42;

    /// Larger values are counted as this one (about 3 years in µs).
    public static final long MAX_VALUE = (1L << (OCTAVES + SUB_BUCKET_BITS - 1)) - 1;

    /// What every packed histogram has for octaves; never written, since an octave that is missing
    /// unpacks before it is made.
    private static final long[][] NO_OCTAVES = new long[OCTAVES][];

    private long[][] octaves = new long[OCTAVES][];
    private byte @Nullable [] packed;
    private long count;

    /// The bucket of a value, for use with [#addToBucket(int)] on several histograms at once.
    ///
    /// @param value 0 or more; larger than [#MAX_VALUE] counts as that
    public static int bucketOf(long value) {
        long v = Math.min(value, MAX_VALUE);
        int shift = Math.max(0, 63 - SUB_BUCKET_BITS - Long.numberOfLeadingZeros(v | 1));
        // v >> shift is in [64, 127] above the linear part; the octave's number carries the top
        // bit.
        return (shift << SUB_BUCKET_BITS) + (int) (v >> shift);
    }

    public void add(long value) {
        addToBucket(bucketOf(value));
    }

    /// @param bucket from [#bucketOf(long)]
    public void addToBucket(int bucket) {
        long[] octave = octaves[bucket >> SUB_BUCKET_BITS];
        if (octave == null) {
            octave = missing(bucket >> SUB_BUCKET_BITS);
        }
        octave[bucket & (SUB_BUCKETS - 1)]++;
        count++;
    }

    /// The octave that is not there: made, or unpacked. Apart, so that [#addToBucket] stays small.
    private long[] missing(int number) {
        unpack();
        long[] octave = octaves[number];
        if (octave == null) {
            octave = new long[SUB_BUCKETS];
            octaves[number] = octave;
        }
        return octave;
    }

    /// Keeps the counts in as few bytes as they need: for each bucket that has any, the distance
    /// from the one before and the count, seven bits a byte.
    public void pack() {
        if (packed == null) {
            packed = PackedCounts.of(octaves, SUB_BUCKETS);
            octaves = NO_OCTAVES;
        }
    }

    private void unpack() {
        if (packed != null) {
            octaves = unpacked();
            packed = null;
        }
    }

    /// The octaves to read from, which stay packed where they are.
    private long[][] unpacked() {
        byte[] bytes = packed;
        if (bytes == null) {
            return octaves;
        }
        long[][] read = new long[OCTAVES][];
        PackedCounts.addTo(read, SUB_BUCKETS, bytes);
        return read;
    }

    /// Adds all of `other`, which stays as it is.
    public void merge(LatencyHistogram other) {
        unpack();
        if (other.packed != null) {
            PackedCounts.addTo(octaves, SUB_BUCKETS, other.packed);
            count += other.count;
            return;
        }
        for (int o = 0; o < OCTAVES; o++) {
            long[] theirs = other.octaves[o];
            if (theirs == null) {
                continue;
            }
            long[] mine = octaves[o];
            if (mine == null) {
                octaves[o] = theirs.clone();
            } else {
                for (int i = 0; i < SUB_BUCKETS; i++) {
                    mine[i] += theirs[i];
                }
            }
        }
        count += other.count;
    }

    public long count() {
        return count;
    }

    /// Values at the given ranks, from one pass.
    ///
    /// The value of quantile `q` is that of rank `ceil(q * count)` (at least 1) in ascending order.
    ///
    /// @param quantiles in ascending order, each in `[0, 1]`
    /// @return one value for each; all `NaN` when the histogram is empty
    public double[] quantiles(double... quantiles) {
        double[] values = new double[quantiles.length];
        if (count == 0) {
            Arrays.fill(values, Double.NaN);
            return values;
        }
        long[][] counted = unpacked();
        long seen = 0;
        int next = 0;
        for (int o = 0; o < OCTAVES && next < values.length; o++) {
            long[] octave = counted[o];
            if (octave == null) {
                continue;
            }
            for (int i = 0; i < SUB_BUCKETS && next < values.length; i++) {
                seen += octave[i];
                while (next < values.length && seen >= rank(quantiles[next])) {
                    values[next++] = middleOf((o << SUB_BUCKET_BITS) + i);
                }
            }
        }
        return values;
    }

    /// How many values are at most so large, the whole bucket of `value` included: exact below 128;
    /// above it is the count for a bound that is larger by at most 1/64.
    public long countUpTo(long value) {
        long[][] counted = unpacked();
        int last = bucketOf(value);
        long seen = 0;
        for (int o = 0; o <= last >> SUB_BUCKET_BITS; o++) {
            long[] octave = counted[o];
            if (octave == null) {
                continue;
            }
            int end = o == last >> SUB_BUCKET_BITS ? last & (SUB_BUCKETS - 1) : SUB_BUCKETS - 1;
            for (int i = 0; i <= end; i++) {
                seen += octave[i];
            }
        }
        return seen;
    }

    /// Adds the counts to `rows` cells of `counts` from `offset` on, four for each octave from
    /// `[128, 160)`; smaller values to the first cell, larger ones to the last.
    public void addQuarterOctaves(long[] counts, int offset, int rows) {
        long[][] counted = unpacked();
        for (int o = 0; o < OCTAVES; o++) {
            long[] octave = counted[o];
            if (octave == null) {
                continue;
            }
            for (int i = 0; i < SUB_BUCKETS; i++) {
                int row = o < 2 ? 0 : (o - 2) * 4 + i / (SUB_BUCKETS / 4);
                counts[offset + Math.min(row, rows - 1)] += octave[i];
            }
        }
    }

    private long rank(double quantile) {
        return Math.max(1, (long) Math.ceil(quantile * count));
    }

    /// Middle of a bucket; exact for the buckets of width 1.
    static double middleOf(int bucket) {
        int shift = Math.max(0, (bucket >> SUB_BUCKET_BITS) - 1);
        long low = (long) (bucket - (shift << SUB_BUCKET_BITS)) << shift;
        return low + ((1L << shift) - 1) / 2.0;
    }

    /// Estimate of the memory held, bytes.
    public long memoryBytes() {
        if (packed != null) {
            return 32L + 16 + packed.length;
        }
        long bytes = 32 + 16 + 4L * OCTAVES;
        for (long[] octave : octaves) {
            bytes += octave == null ? 0 : 16 + 8L * SUB_BUCKETS;
        }
        return bytes;
    }

    /// Forgets every value and keeps the memory.
    public void clear() {
        unpack();
        for (long[] octave : octaves) {
            if (octave != null) {
                Arrays.fill(octave, 0);
            }
        }
        count = 0;
    }
}
