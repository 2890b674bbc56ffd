package trafficinsights.analyze;

import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.ClientId;
import trafficinsights.model.DataQuality;
import trafficinsights.model.RequestBatch;

/// Counts what is wrong with requests, in one pass over the columns of each batch.
///
/// What spans batches of different workers (an order, a duplicate) is seen within a batch and from
/// one batch of a worker to the next only where they follow each other in the input. Threads: one
/// at a time; merging is associative.
public final class QualityTally {
    private static final long CLOCK_SLACK_MICROS = 300_000_000;
    private static final long LONGEST_LATENCY_MICROS = 86_400_000_000L;
    private static final int RECENT_ROWS = 1 << 13;

    /// Odd, and random enough: the golden ratio in 64 bits, as in splitmix64 (Steele, Lea, Flood
    /// 2014).
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long windowMicros;
    private final long nowMicros;
    private final long[] recent = new long[RECENT_ROWS];
    private long requests;
    private long noLatency;
    private long noBytes;
    private long noStatus;
    private long noServer;
    private long noRoute;
    private long noMethod;
    private long noClient;
    private long duplicates;
    private long outOfOrder;
    private long latestMicros;
    private long inFuture;
    private long outOfRange;

    /// @param windowMicros length of a KPI window: what is later by more is out of order
    /// @param nowMicros the machine's clock
    public QualityTally(long windowMicros, long nowMicros) {
        this.windowMicros = windowMicros;
        this.nowMicros = nowMicros;
    }

    /// Reads a batch only.
    public void add(RequestBatch batch) {
        int size = batch.size();
        requests += size;
        addTimes(batch.epochMicros(), size);
        addUnknown(batch, size);
        addRanges(batch, size);
        addDuplicates(batch, size);
    }

    private void addTimes(long[] epochMicros, int size) {
        long newest = Long.MIN_VALUE;
        long latest = latestMicros;
        int late = 0;
        int future = 0;
        long limit = nowMicros + CLOCK_SLACK_MICROS;
        for (int i = 0; i < size; i++) {
            long t = epochMicros[i];
            newest = Math.max(newest, t);
            long lag = newest - t;
            late += lag > windowMicros ? 1 : 0;
            latest = Math.max(latest, lag);
            future += t > limit ? 1 : 0;
        }
        outOfOrder += late;
        latestMicros = latest;
        inFuture += future;
    }

    private void addUnknown(RequestBatch batch, int size) {
        noLatency += count(batch.latencyMicros(), size, RequestBatch.UNKNOWN);
        noBytes += count(batch.bytes(), size, RequestBatch.UNKNOWN);
        noClient += count(batch.clientId(), size, ClientId.NONE);
        noStatus +=
                count(batch.status(), size, RequestBatch.NO_STATUS)
                        + count(batch.status(), size, RequestBatch.UNKNOWN_STATUS);
        noServer += count(batch.server(), size, (short) 0);
        noRoute += count(batch.route(), size, (short) 0);
        int methods = 0;
        byte[] method = batch.method();
        for (int i = 0; i < size; i++) {
            methods += method[i] == 0 ? 1 : 0;
        }
        noMethod += methods;
    }

    private static int count(long[] column, int size, long wanted) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += column[i] == wanted ? 1 : 0;
        }
        return count;
    }

    private static int count(short[] column, int size, short wanted) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += column[i] == wanted ? 1 : 0;
        }
        return count;
    }

    private void addRanges(RequestBatch batch, int size) {
        long[] latency = batch.latencyMicros();
        short[] status = batch.status();
        int wrong = 0;
        for (int i = 0; i < size; i++) {
            boolean isLong = latency[i] > LONGEST_LATENCY_MICROS;
            boolean isOdd = status[i] > 0 && (status[i] < 100 || status[i] > 599);
            wrong += isLong || isOdd ? 1 : 0;
        }
        outOfRange += wrong;
    }

    private void addDuplicates(RequestBatch batch, int size) {
        int same = 0;
        for (int i = 0; i < size; i++) {
            long h = batch.epochMicros()[i] * MIX;
            h = (h ^ h >>> 32 ^ batch.clientId()[i]) * MIX;
            h = (h ^ h >>> 29 ^ batch.latencyMicros()[i]) * MIX;
            h = (h ^ h >>> 32 ^ batch.bytes()[i]) * MIX;
            long codes =
                    (long) batch.server()[i] << 48
                            ^ (long) batch.route()[i] << 32
                            ^ (long) batch.status()[i] << 16
                            ^ batch.attempt()[i] << 8
                            ^ batch.method()[i];
            h = (h ^ h >>> 29 ^ codes) * MIX;
            h ^= h >>> 32;
            int slot = (int) h & RECENT_ROWS - 1;
            same += recent[slot] == h ? 1 : 0;
            recent[slot] = h;
        }
        duplicates += same;
    }

    public void merge(QualityTally other) {
        requests += other.requests;
        noLatency += other.noLatency;
        noBytes += other.noBytes;
        noStatus += other.noStatus;
        noServer += other.noServer;
        noRoute += other.noRoute;
        noMethod += other.noMethod;
        noClient += other.noClient;
        duplicates += other.duplicates;
        outOfOrder += other.outOfOrder;
        latestMicros = Math.max(latestMicros, other.latestMicros);
        inFuture += other.inFuture;
        outOfRange += other.outOfRange;
    }

    /// @param lines read for the requests
    /// @param rejects lines that could not be read
    /// @param silence windows without requests
    public DataQuality result(long lines, long rejects, SilenceTally silence) {
        return new DataQuality(
                lines,
                rejects,
                requests,
                new TreeMap<>(
                        Map.of(
                                "latency", noLatency,
                                "bytes", noBytes,
                                "client", noClient,
                                "status", noStatus,
                                "server", noServer,
                                "route", noRoute,
                                "method", noMethod)),
                duplicates,
                outOfOrder,
                latestMicros > windowMicros ? latestMicros : 0,
                inFuture,
                outOfRange,
                silence.windows(),
                silence.silentWindows(),
                silence.longestMicros());
    }
}
