package trafficinsights.generate;

import java.util.List;
import java.util.function.Consumer;
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
    ///
    /// @param consumer takes each batch, and owns it then
    public void requests(Consumer<RequestBatch> consumer) {
        Rows made = new Rows(consumer);
        for (RetryPass.Slice slice : slices) {
            made.add(slice);
        }
        made.flush();
    }

    /// Makes the server metrics whose tick ends in the unit.
    public ServerMetricBatch serverMetrics() {
        return metrics.between(fromMicros, endMicros);
    }

    /// Puts rows into batches and hands over each that is full.
    private final class Rows {
        private final Consumer<RequestBatch> consumer;

        // Its start does not matter: each row seeks a stream of its own.
        private final RandomStream random = new RandomStream(0, 0, 0);
        private int left = rows;
        private RequestBatch batch = newBatch();
        private int at;
        private long nextId;

        Rows(Consumer<RequestBatch> consumer) {
            this.consumer = consumer;
        }

        private RequestBatch newBatch() {
            return RequestBatch.allocate(Math.min(left, RequestBatch.CAPACITY), metrics.names());
        }

        /// A slice's first attempts, and its retries between them.
        void add(RetryPass.Slice slice) {
            nextId = slice.firstRow();
            long[] times = slice.epochMicros();
            RequestBatch late = slice.late();
            int l = 0;
            for (int i = 0; i < times.length && left > 0; i++) {
                int first = l;
                while (l < late.size() && late.epochMicros()[l] <= times[i]) {
                    l++;
                }
                addLate(late, first, l);
                if (left > 0) {
                    random.seek(slice.rowBase(), i);
                    sampler.first(batch, at, times[i], slice.law(), random);
                    batch.firstRequestId()[at] = nextId;
                    filled(1);
                }
            }
            addLate(late, l, late.size());
        }

        private void addLate(RequestBatch late, int from, int to) {
            int next = from;
            while (next < to && left > 0) {
                int count = Math.min(Math.min(to - next, left), batch.capacity() - at);
                BatchRows.copy(late, next, batch, at, count);
                for (int i = 0; i < count; i++) {
                    if (batch.firstRequestId()[at + i] == RetryPass.OWN_ID) {
                        batch.firstRequestId()[at + i] = nextId + i;
                    }
                }
                filled(count);
                next += count;
            }
        }

        /// Numbers the rows that were just written.
        private void filled(int count) {
            for (int i = 0; i < count; i++) {
                batch.requestId()[at++] = nextId++;
            }
            left -= count;
            if (at == batch.capacity() && left > 0) {
                flush();
                batch = newBatch();
                at = 0;
            }
        }

        void flush() {
            if (at > 0) {
                consumer.accept(batch.withSize(at));
            }
        }
    }
}
