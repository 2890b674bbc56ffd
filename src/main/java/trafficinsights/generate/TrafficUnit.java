package trafficinsights.generate;

import java.util.List;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.stat.RandomStream;

/// A piece of time whose traffic is decided but not yet made. It depends on nothing but itself, so
/// any thread may make it. Threads: one at a time.
public final class TrafficUnit {
    private final long sequence;
    private final long fromMicros;
    private final long endMicros;
    private final List<RetryPass.Slice> slices;
    private final int rows;
    private final AttemptSampler sampler;
    private final ServerMetricSampler metrics;

    /// @param rows of the slices' that count, from the first on
    TrafficUnit(
            long sequence,
            long fromMicros,
            long endMicros,
            List<RetryPass.Slice> slices,
            int rows,
            AttemptSampler sampler,
            ServerMetricSampler metrics) {
        this.sequence = sequence;
        this.fromMicros = fromMicros;
        this.endMicros = endMicros;
        this.slices = slices;
        this.rows = rows;
        this.sampler = sampler;
        this.metrics = metrics;
    }

    /// Position in the order of time, from 0.
    public long sequence() {
        return sequence;
    }

    /// End of the unit's time, µs since 1970 UTC.
    public long endMicros() {
        return endMicros;
    }

    /// Makes the requests, in order of time.
    public RequestBatch requests() {
        int all = slices.stream().mapToInt(RetryPass.Slice::rows).sum();
        RequestBatch batch = RequestBatch.allocate(all, metrics.names());
        // Its start does not matter: each row seeks a stream of its own.
        RandomStream random = new RandomStream(0, 0, 0);
        int at = 0;
        for (RetryPass.Slice slice : slices) {
            at = fill(batch, at, slice, sampler, random);
        }
        return batch.withSize(rows);
    }

    /// Makes the server metrics whose tick ends in the unit.
    public ServerMetricBatch serverMetrics() {
        return metrics.between(fromMicros, endMicros);
    }

    /// Writes a slice's first attempts, and its retries between them.
    private static int fill(
            RequestBatch batch,
            int from,
            RetryPass.Slice slice,
            AttemptSampler sampler,
            RandomStream random) {
        long[] times = slice.epochMicros();
        RequestBatch late = slice.late();
        int at = from;
        int l = 0;
        for (int i = 0; i < times.length; i++) {
            int first = l;
            while (l < late.size() && late.epochMicros()[l] <= times[i]) {
                l++;
            }
            at = copyLate(batch, at, late, first, l, slice, from);
            random.seek(slice.rowBase(), i);
            sampler.first(batch, at, times[i], slice.law(), random);
            long id = slice.firstRow() + (at - from);
            batch.requestId()[at] = id;
            batch.firstRequestId()[at] = id;
            at++;
        }
        return copyLate(batch, at, late, l, late.size(), slice, from);
    }

    private static int copyLate(
            RequestBatch batch,
            int at,
            RequestBatch late,
            int first,
            int to,
            RetryPass.Slice slice,
            int from) {
        if (first == to) {
            return at;
        }
        BatchRows.copy(late, first, batch, at, to - first);
        for (int i = at; i < at + to - first; i++) {
            long id = slice.firstRow() + (i - from);
            batch.requestId()[i] = id;
            if (batch.firstRequestId()[i] == RetryPass.OWN_ID) {
                batch.firstRequestId()[i] = id;
            }
        }
        return at + to - first;
    }
}
