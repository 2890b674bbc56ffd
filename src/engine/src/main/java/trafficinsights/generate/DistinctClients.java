package trafficinsights.generate;

import java.util.BitSet;
import trafficinsights.stat.RandomStream;

/// Estimates how many distinct clients there are in 1 MB: linear counting (K.-Y. Whang and others,
/// 1990), within 1 % up to some ten million. Threads: one.
final class DistinctClients {
    private static final int BITS = 1 << 23;
    private static final long HASH_SEED = 17;

    private final BitSet seen = new BitSet(BITS);

    void add(long clientId) {
        seen.set((int) (RandomStream.base(HASH_SEED, clientId, 0) >>> 41));
    }

    /// At least 1.
    int count() {
        double free = Math.max(1, BITS - seen.cardinality());
        return (int) Math.max(1, Math.round(-BITS * Math.log(free / BITS)));
    }
}
