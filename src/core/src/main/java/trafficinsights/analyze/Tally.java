package trafficinsights.analyze;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeWindow;

/// Plain counts over a run: requests by status and by server, first and last time.
///
/// Threads: one at a time; merging is associative.
public final class Tally {
    private static final int STATUSES = 1000;

    private final long[] byStatus = new long[STATUSES];
    private long[] byServer = new long[64];
    private long requests;
    private long noStatus;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    public void add(RequestBatch batch) {
        int size = batch.size();
        int servers = batch.names().servers().size();
        if (servers > byServer.length) {
            byServer = Arrays.copyOf(byServer, Math.max(servers, byServer.length * 2));
        }
        short[] status = batch.status();
        short[] server = batch.server();
        for (int i = 0; i < size; i++) {
            int s = status[i];
            if (s >= 0 && s < STATUSES) {
                byStatus[s]++;
            } else {
                noStatus++;
            }
            byServer[server[i]]++;
        }
        long first = firstMicros;
        long last = lastMicros;
        long[] epochMicros = batch.epochMicros();
        for (int i = 0; i < size; i++) {
            first = Math.min(first, epochMicros[i]);
            last = Math.max(last, epochMicros[i]);
        }
        firstMicros = first;
        lastMicros = last;
        requests += size;
    }

    public void merge(Tally other) {
        for (int s = 0; s < STATUSES; s++) {
            byStatus[s] += other.byStatus[s];
        }
        if (other.byServer.length > byServer.length) {
            byServer = Arrays.copyOf(byServer, other.byServer.length);
        }
        for (int s = 0; s < other.byServer.length; s++) {
            byServer[s] += other.byServer[s];
        }
        requests += other.requests;
        noStatus += other.noStatus;
        firstMicros = Math.min(firstMicros, other.firstMicros);
        lastMicros = Math.max(lastMicros, other.lastMicros);
    }

    public long requests() {
        return requests;
    }

    /// Requests by status as logged; -1 where there was no answer, 0 where it is not known.
    public SortedMap<Integer, Long> byStatus() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        if (noStatus > 0) {
            counts.put((int) RequestBatch.NO_STATUS, noStatus);
        }
        for (int s = 0; s < STATUSES; s++) {
            if (byStatus[s] > 0) {
                counts.put(s, byStatus[s]);
            }
        }
        return counts;
    }

    /// Requests by server as logged.
    public SortedMap<String, Long> byServer(Names names) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int code = 0; code < byServer.length; code++) {
            if (byServer[code] > 0) {
                counts.put(names.servers().text(code), byServer[code]);
            }
        }
        return counts;
    }

    /// Event time of the newest row; `Long.MIN_VALUE` before the first.
    public long lastMicros() {
        return lastMicros;
    }

    /// From the first to the last request, or null when there was none.
    public @Nullable TimeWindow span() {
        return lastMicros < firstMicros
                ? null
                : new TimeWindow(firstMicros, Math.max(1, lastMicros - firstMicros));
    }
}
