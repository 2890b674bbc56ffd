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
    static final long FIELD_BYTES = 152;

    private static final double[] NO_FIRST_BYTE = {Double.NaN, Double.NaN};

    private final LatencyHistogram latencies = new LatencyHistogram();

    /// Times to first byte; null while none is known, which is the rule.
    private @Nullable LatencyHistogram firstBytes;

    private long requests;
    private long bytes;
    private long sizeLogs;
    private long sizeLogSquares;
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

    /// The common case: a first attempt that succeeded within the satisfied latency.
    ///
    /// @param sizeLog [WindowShape.Sizes#logOf] of the bytes
    void addPlain(int bucket, long latencyMicros, long sentBytes, long sizeLog) {
        requests++;
        bytes += sentBytes;
        sizeLogs += sizeLog;
        sizeLogSquares += sizeLog * sizeLog;
        latencySumMicros += latencyMicros;
        latencyMaxMicros = Math.max(latencyMaxMicros, latencyMicros);
        latencies.addToBucket(bucket);
    }

    /// @param sizeLog [WindowShape.Sizes#logOf] of the bytes
    /// @param flags of this class, or-ed
    /// @param balancerRepeats attempts that the balancer made by itself before this row's
    void add(
            int bucket,
            long latencyMicros,
            long sentBytes,
            long sizeLog,
            int flags,
            int balancerRepeats) {
        // Pages of errors and redirects say nothing of the size of what was asked for.
        long log = (flags & (SERVER_ERROR | CLIENT_ERROR | REDIRECT)) == 0 ? sizeLog : 0;
        if ((flags & NO_LATENCY) == 0) {
            addPlain(bucket, latencyMicros, sentBytes, log);
        } else {
            requests++;
            bytes += sentBytes;
            sizeLogs += log;
            sizeLogSquares += log * log;
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
        requests += other.requests;
        bytes += other.bytes;
        sizeLogs += other.sizeLogs;
        sizeLogSquares += other.sizeLogSquares;
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
        return requests;
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
        long answered = requests - redirects - clientErrors - serverErrors;
        WindowShape.Sizes sizes = new WindowShape.Sizes(answered, sizeLogs, sizeLogSquares);
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
