package trafficinsights.generate;

import java.util.Arrays;

/// Attempts that are to come, by their time: a binary heap over columns. Threads: one.
final class RetryQueue {
    private int size;
    private int[] heap = new int[256];
    private int[] free = new int[256];
    private int frees;
    private int used;
    private long[] micros = new long[256];

    /// Entries with equal times leave in the order in which they came.
    private long[] order = new long[256];

    private long[] firstId = new long[256];
    private long[] key = new long[256];
    private long[] client = new long[256];
    private int[] region = new int[256];
    private int[] route = new int[256];
    private int[] attempt = new int[256];
    private long added;

    boolean isEmpty() {
        return size == 0;
    }

    /// Time of the next; `Long.MAX_VALUE` when there is none.
    long nextMicros() {
        return size == 0 ? Long.MAX_VALUE : micros[heap[0]];
    }

    /// @param chainKey of the random streams of its chain of attempts
    /// @param ofAttempt from 1
    void add(
            long epochMicros,
            long ofFirstId,
            long chainKey,
            long ofClient,
            int ofRegion,
            int ofRoute,
            int ofAttempt) {
        int slot = frees > 0 ? free[--frees] : used++;
        if (slot == micros.length) {
            grow();
        }
        micros[slot] = epochMicros;
        order[slot] = added++;
        firstId[slot] = ofFirstId;
        key[slot] = chainKey;
        client[slot] = ofClient;
        region[slot] = ofRegion;
        route[slot] = ofRoute;
        attempt[slot] = ofAttempt;
        int at = size++;
        while (at > 0 && isBefore(slot, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = slot;
    }

    /// Takes the next out; its columns stay readable until the next [#add].
    ///
    /// @return the slot that the columns are read at
    int take() {
        int slot = heap[0];
        int last = heap[--size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (isBefore(last, heap[child])) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        free[frees++] = slot;
        return slot;
    }

    long micros(int slot) {
        return micros[slot];
    }

    long firstId(int slot) {
        return firstId[slot];
    }

    long key(int slot) {
        return key[slot];
    }

    long client(int slot) {
        return client[slot];
    }

    int region(int slot) {
        return region[slot];
    }

    int route(int slot) {
        return route[slot];
    }

    int attempt(int slot) {
        return attempt[slot];
    }

    private boolean isBefore(int a, int b) {
        return micros[a] != micros[b] ? micros[a] < micros[b] : order[a] < order[b];
    }

    private void grow() {
        int length = micros.length * 2;
        heap = Arrays.copyOf(heap, length);
        free = Arrays.copyOf(free, length);
        micros = Arrays.copyOf(micros, length);
        order = Arrays.copyOf(order, length);
        firstId = Arrays.copyOf(firstId, length);
        key = Arrays.copyOf(key, length);
        client = Arrays.copyOf(client, length);
        region = Arrays.copyOf(region, length);
        route = Arrays.copyOf(route, length);
        attempt = Arrays.copyOf(attempt, length);
    }
}
