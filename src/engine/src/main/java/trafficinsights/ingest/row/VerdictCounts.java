package trafficinsights.ingest.row;

/// How many lines had which verdict. Threads: one at a time.
@SuppressWarnings("EnumOrdinal") // counted for every line of a log, so an array it is
public final class VerdictCounts {
    private final long[] counts = new long[LineVerdict.values().length];

    public void add(LineVerdict verdict) {
        counts[verdict.ordinal()]++;
    }

    public void add(LineVerdict verdict, long lines) {
        counts[verdict.ordinal()] += lines;
    }

    public void add(VerdictCounts other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    public long of(LineVerdict verdict) {
        return counts[verdict.ordinal()];
    }
}
