package trafficinsights.stat;

import java.util.random.RandomGenerator;

/// A random stream that is found by its key: the same (seed, slice, stream) gives the same numbers,
/// whichever thread asks and whatever was drawn before elsewhere.
///
/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
/// its start mixed from the key. [#seek(long, long)] gives each row of a slice a stream of its own,
/// so that any row can be drawn again without those before it. Gaussian and exponential variates
/// come from the JDK's ziggurat. Not for secrets. Threads: one.
public final class RandomStream implements RandomGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public RandomStream(long seed, long slice, long stream) {
        state = base(seed, slice, stream);
    }

    /// Starts again at the `index`th of the streams that belong to a base, without a new object.
    ///
    /// @param base of the streams, as [#base(long, long, long)] gives it
    public void seek(long base, long index) {
        state = mix(base + index * 0xD1B54A32D192ED03L);
    }

    /// A number that stands for the streams of a (seed, slice, stream), for [#seek(long, long)].
    public static long base(long seed, long slice, long stream) {
        return mix(mix(mix(seed) ^ slice * GOLDEN) + stream * 0xD1B54A32D192ED03L);
    }

    /// A well mixed number from two, where a whole stream would be too much.
    public static long hash(long a, long b) {
        return mix(a + b * GOLDEN);
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
