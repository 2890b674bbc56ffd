package trafficinsights.analyze;

import org.jspecify.annotations.Nullable;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.WindowShape;
import trafficinsights.stat.LatencyHistogram;

/// Running counts of one series in one window; turns into a [Kpi] when asked.
///
/// Rows are added with what they have in common computed once by the caller (bucket and flags),
/// because each row goes into one accumulator per dimension. Threads: one at a time.
public final class KpiAccumulator {
    static final int CLIENT_ERROR = 1;
    static final int SERVER_ERROR = 2;
    static final int RETRY = 4;
    static final int SUCCEEDED_AFTER_RETRY = 8;
    static final int TOLERATING = 16;
    static final int FRUSTRATED = 32;
    static final int NOT_FIRST = 64;
    static final int NO_LATENCY = 128;
    static final int UNKNOWN_STATUS = 256;
    static final int REDIRECT = 512;

    /// What it takes beside its histogram.
    static final long FIELD_BYTES = 160;

    /// Of the sum of logarithms in [#packedSizes]: the largest is 63 * 16, so that sums of
    /// [#MOST_PACKED] fit here, and their squares above.
    private static final int LOG_BITS = 26;

    private static final long LOGS = (1L << LOG_BITS) - 1;
    static final int MOST_PACKED = 1 << 16;

    private static final double[] NO_FIRST_BYTE = {Double.NaN, Double.NaN};

    private final LatencyHistogram latencies = new LatencyHistogram();

    /// Times to first byte; null while none is known, which is the rule.
    private @Nullable LatencyHistogram firstBytes;

    private long withoutLatency;
    private long bytes;
    private long sizeLogs;
    private long sizeLogSquares;

    /// More logarithms of sizes and, above [#LOG_BITS], their squares: one sum for both.
    private long packedSizes;

    private long redirects;
    private long latencySumMicros;
    private long latencyMaxMicros;
    private long repeatedByBalancer;
    private long notFirst;
    private long retries;
    private long succeededAfterRetry;
    private long clientErrors;
    private long serverErrors;
    private long tolerating;
    private long frustrated;
    private boolean lacksStatus;

    /// A logarithm of a size with its square, for [#addPlain].
    ///
    /// @param sizeLog [WindowShape.Sizes#logOf] of the bytes
    static long packed(long sizeLog) {
        return sizeLog | (sizeLog * sizeLog) << LOG_BITS;
    }

    /// The common case: a first attempt that succeeded within the satisfied latency.
    ///
    /// @param packedSize [#packed] of the bytes
    void addPlain(int bucket, long latencyMicros, long sentBytes, long packedSize) {
        packedSizes += packedSize;
        addTimed(bucket, latencyMicros, sentBytes);
    }

    /// As common in some logs: a first attempt that was redirected within the satisfied latency.
    void addRedirect(int bucket, long latencyMicros, long sentBytes) {
        redirects++;
        addTimed(bucket, latencyMicros, sentBytes);
    }

    /// Each row goes into four accumulators, and what it writes there is most of what it costs: the
    /// requests are counted by the histogram, and the largest latency is written when it grows.
    private void addTimed(int bucket, long latencyMicros, long sentBytes) {
        bytes += sentBytes;
        latencySumMicros += latencyMicros;
        if (latencyMicros > latencyMaxMicros) {
            latencyMaxMicros = latencyMicros;
        }
        latencies.addToBucket(bucket);
    }

    /// To be called once in [#MOST_PACKED] rows at the latest.
    void unpackSizes() {
        sizeLogs += packedSizes & LOGS;
        sizeLogSquares += packedSizes >>> LOG_BITS;
        packedSizes = 0;
    }

    /// @param packedSize [#packed] of the bytes
    /// @param flags of this class, or-ed
    /// @param balancerRepeats attempts that the balancer made by itself before this row's
    void add(
            int bucket,
            long latencyMicros,
            long sentBytes,
            long packedSize,
            int flags,
            int balancerRepeats) {
        // Pages of errors and redirects say nothing of the size of what was asked for.
        if ((flags & (SERVER_ERROR | CLIENT_ERROR | REDIRECT)) == 0) {
            packedSizes += packedSize;
        }
        if ((flags & NO_LATENCY) == 0) {
            addTimed(bucket, latencyMicros, sentBytes);
        } else {
            withoutLatency++;
            bytes += sentBytes;
        }
        redirects += (flags & REDIRECT) >> 9;
        clientErrors += flags & CLIENT_ERROR;
        serverErrors += (flags & SERVER_ERROR) >> 1;
        retries += (flags & RETRY) >> 2;
        succeededAfterRetry += (flags & SUCCEEDED_AFTER_RETRY) >> 3;
        tolerating += (flags & TOLERATING) >> 4;
        frustrated += (flags & FRUSTRATED) >> 5;
        notFirst += (flags & NOT_FIRST) >> 6;
        lacksStatus |= (flags & UNKNOWN_STATUS) != 0;
        repeatedByBalancer += balancerRepeats;
    }

    /// Counts a known time to first byte, of a row that is added too.
    void addFirstByte(int bucket) {
        firstBytes().addToBucket(bucket);
    }

    private LatencyHistogram firstBytes() {
        LatencyHistogram known = firstBytes;
        if (known == null) {
            known = new LatencyHistogram();
            firstBytes = known;
        }
        return known;
    }

    /// Adds all of `other`, which stays as it is.
    public void merge(KpiAccumulator other) {
        LatencyHistogram theirs = other.firstBytes;
        if (theirs != null) {
            firstBytes().merge(theirs);
        }
        latencies.merge(other.latencies);
        withoutLatency += other.withoutLatency;
        bytes += other.bytes;
        unpackSizes();
        sizeLogs += other.sizeLogs + (other.packedSizes & LOGS);
        sizeLogSquares += other.sizeLogSquares + (other.packedSizes >>> LOG_BITS);
        redirects += other.redirects;
        latencySumMicros += other.latencySumMicros;
        latencyMaxMicros = Math.max(latencyMaxMicros, other.latencyMaxMicros);
        repeatedByBalancer += other.repeatedByBalancer;
        notFirst += other.notFirst;
        retries += other.retries;
        succeededAfterRetry += other.succeededAfterRetry;
        clientErrors += other.clientErrors;
        serverErrors += other.serverErrors;
        tolerating += other.tolerating;
        frustrated += other.frustrated;
        lacksStatus |= other.lacksStatus;
    }

    /// Takes little memory until something is added; answers as before. See
    /// [LatencyHistogram#pack()].
    public void pack() {
        latencies.pack();
        if (firstBytes != null) {
            firstBytes.pack();
        }
    }

    /// What it takes while packed, roughly.
    long packedBytes() {
        LatencyHistogram known = firstBytes;
        return FIELD_BYTES + latencies.memoryBytes() + (known == null ? 0 : known.memoryBytes());
    }

    /// A second one with the same counts.
    public KpiAccumulator copy() {
        KpiAccumulator copy = new KpiAccumulator();
        copy.merge(this);
        return copy;
    }

    public long requests() {
        return withoutLatency + latencies.count();
    }

    public long serverErrors() {
        return serverErrors;
    }

    /// See [Kpi#isStatusKnown()].
    public boolean isStatusKnown() {
        return !lacksStatus;
    }

    /// Requests whose latency is known.
    public long latencyCount() {
        return latencies.count();
    }

    /// Latencies at the given ranks, ascending; `NaN` when none is known.
    public double[] latencyQuantiles(double... quantiles) {
        return latencies.quantiles(quantiles);
    }

    /// Requests of which a percentile's time is known.
    public long count(Figure percentile) {
        LatencyHistogram known = histogram(percentile);
        return known == null ? 0 : known.count();
    }

    /// A percentile; `NaN` when no time of it is known.
    public double quantile(Figure percentile) {
        LatencyHistogram known = histogram(percentile);
        return known == null ? Double.NaN : known.quantiles(percentile.rank())[0];
    }

    /// Those of [#count] that took at most so long, as exactly as the sketch tells.
    public long countWithin(Figure percentile, long boundMicros) {
        LatencyHistogram known = histogram(percentile);
        return known == null ? 0 : known.countUpTo(boundMicros);
    }

    private @Nullable LatencyHistogram histogram(Figure percentile) {
        return percentile.isLatencyPercentile() ? latencies : firstBytes;
    }

    /// Those of [#latencyCount()] that took at most so long, as exactly as the sketch tells.
    public long countWithin(long boundMicros) {
        return latencies.countUpTo(boundMicros);
    }

    /// Adds the known latencies to one column of a [LatencyGrid].
    void addTo(long[] counts, int column) {
        latencies.addQuarterOctaves(counts, column * LatencyGrid.ROWS, LatencyGrid.ROWS);
    }

    /// What the detector knows of it beside the KPI.
    WindowShape shape() {
        long answered = requests() - redirects - clientErrors - serverErrors;
        WindowShape.Sizes sizes =
                new WindowShape.Sizes(
                        answered,
                        sizeLogs + (packedSizes & LOGS),
                        sizeLogSquares + (packedSizes >>> LOG_BITS));
        return new WindowShape(latencyColumn(), redirects, sizes);
    }

    private LatencyGrid.Column latencyColumn() {
        long[] counts = new long[LatencyGrid.ROWS];
        addTo(counts, 0);
        double[] rows = new double[counts.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = counts[row];
        }
        return LatencyGrid.Column.of(rows);
    }

    public Kpi toKpi() {
        double[] q = latencies.quantiles(0.5, 0.9, 0.95, 0.99, 0.999);
        LatencyHistogram known = firstBytes;
        double[] first = known == null ? NO_FIRST_BYTE : known.quantiles(0.5, 0.95);
        long latencyCount = latencies.count();
        long requests = requests();
        // A bucket's middle may lie beyond the largest value, which is known exactly.
        for (int i = 0; i < q.length; i++) {
            q[i] = Math.min(q[i], (double) latencyMaxMicros);
        }
        return new Kpi(
                requests,
                requests + repeatedByBalancer,
                requests - notFirst,
                retries,
                succeededAfterRetry,
                clientErrors,
                serverErrors,
                bytes,
                latencyCount,
                latencyCount - tolerating - frustrated,
                tolerating,
                latencyCount == 0 ? Double.NaN : (double) latencySumMicros / latencyCount,
                q[0],
                q[1],
                q[2],
                q[3],
                q[4],
                latencyCount == 0 ? Double.NaN : latencyMaxMicros,
                first[0],
                first[1],
                !lacksStatus);
    }
}
