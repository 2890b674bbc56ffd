package trafficinsights.analyze;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Kpi;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// KPI windows of the batches that one worker saw; handed to a [KpiMerger] from time to time.
///
/// One pass over the columns: a row costs one bucket number and one addition in each of region,
/// server, route and status class. Threads: one at a time; after handing over, none.
public final class KpiTable {
    private final long windowMicros;
    private final Names names;
    private final Map<Long, WindowSlot> slots = new HashMap<>();
    private long requests;

    private @Nullable WindowSlot current;
    private long currentStart;
    private long currentEnd = Long.MIN_VALUE;

    /// @param windowMicros length of a window, above 0
    /// @param names dictionaries of every batch that will be added
    public KpiTable(long windowMicros, Names names) {
        if (windowMicros <= 0) {
            throw new IllegalArgumentException("window is " + windowMicros + " µs, above 0");
        }
        this.windowMicros = windowMicros;
        this.names = names;
    }

    /// Counts every row of a batch; reads it only.
    public void add(RequestBatch batch) {
        current = null;
        currentEnd = Long.MIN_VALUE;
        int size = batch.size();
        long[] epochMicros = batch.epochMicros();
        for (int i = 0; i < size; i++) {
            long t = epochMicros[i];
            WindowSlot slot = current;
            if (slot == null || t >= currentEnd || t < currentStart) {
                slot = slotAt(t);
            }
            addRow(slot, batch, i);
        }
        requests += size;
    }

    private WindowSlot slotAt(long epochMicros) {
        long index = Math.floorDiv(epochMicros, windowMicros);
        currentStart = index * windowMicros;
        currentEnd = currentStart + windowMicros;
        WindowSlot slot = slots.computeIfAbsent(index, absent -> new WindowSlot());
        slot.reserve(names);
        current = slot;
        return slot;
    }

    private static void addRow(WindowSlot slot, RequestBatch batch, int i) {
        int status = batch.status()[i];
        long latency = batch.latencyMicros()[i];
        int attempt = batch.attempt()[i];
        boolean isFirst = batch.requestId()[i] == batch.firstRequestId()[i];
        int flags = 0;
        if (latency > Kpi.APDEX_THRESHOLD_MICROS
                || latency < 0
                || status >= 300
                || status < 100
                || attempt > 1
                || !isFirst) {
            flags = flags(status, latency, attempt, isFirst);
        }
        slot.addRow(
                batch.region()[i],
                batch.server()[i],
                batch.route()[i],
                status,
                latency,
                batch.bytes()[i],
                flags,
                isFirst ? attempt - 1 : 0);
        long ttfb = batch.ttfbMicros()[i];
        if (ttfb >= 0) {
            slot.addFirstByte(batch.region()[i], batch.server()[i], batch.route()[i], status, ttfb);
        }
    }

    private static int flags(int status, long latency, int attempt, boolean isFirst) {
        boolean isUnknown = status == RequestBatch.UNKNOWN_STATUS;
        boolean isServerError = status >= 500 || (status < 100 && !isUnknown);
        int flags = isUnknown ? KpiAccumulator.UNKNOWN_STATUS : 0;
        if (isServerError) {
            flags |= KpiAccumulator.SERVER_ERROR;
        } else if (status >= 400) {
            flags |= KpiAccumulator.CLIENT_ERROR;
        } else if (status >= 300) {
            flags |= KpiAccumulator.REDIRECT;
        }
        if (attempt > 1) {
            flags |= KpiAccumulator.RETRY;
            flags |= isServerError ? 0 : KpiAccumulator.SUCCEEDED_AFTER_RETRY;
        }
        flags |= isFirst ? 0 : KpiAccumulator.NOT_FIRST;
        if (latency < 0) {
            flags |= KpiAccumulator.NO_LATENCY;
        } else if (isServerError || latency > 4 * Kpi.APDEX_THRESHOLD_MICROS) {
            flags |= KpiAccumulator.FRUSTRATED;
        } else if (latency > Kpi.APDEX_THRESHOLD_MICROS) {
            flags |= KpiAccumulator.TOLERATING;
        }
        return flags;
    }

    public long requests() {
        return requests;
    }

    /// Estimate of the memory held, bytes.
    public long memoryBytes() {
        long bytes = 0;
        for (WindowSlot slot : slots.values()) {
            bytes += slot.memoryBytes();
        }
        return bytes;
    }

    Map<Long, WindowSlot> slots() {
        return slots;
    }
}
