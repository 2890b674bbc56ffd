package trafficinsights.generate;

import trafficinsights.model.RequestBatch;
import trafficinsights.stat.RandomStream;

/// Goes through a plan's slices in order and follows the attempts whose clients try again, as only
/// they tie slices together. All other attempts are left to whoever makes the rows; as each has a
/// random stream of its own, they come out the same there.
///
/// The cost is one random number a request, and a full draw for those that may fail.
///
/// Threads: one.
final class RetryPass {
    private static final long TIME_STREAM = 5;
    private static final long ROW_STREAM = 2;
    private static final long CHAIN_STREAM = 6;
    private static final long EXTRA_STREAM = 7;
    private static final long FILL_STREAM = 9;

    /// Marks an attempt in the queue that is a first one.
    static final long OWN_ID = -1;

    private final TimeGrid grid;
    private final long seed;
    private final AttemptSampler sampler;
    private final Scenario.Retries retries;
    private final RequestCounts counts;
    private final RetryQueue queue = new RetryQueue();
    private final RandomStream random;
    private final RequestBatch scratch;
    private final Fleet fleet;
    private long nextRow;

    /// Attempts of the slice at hand that are not left to the maker of rows.
    private RequestBatch late;

    private int lates;

    RetryPass(
            Scenario scenario,
            Fleet fleet,
            TimeGrid grid,
            long seed,
            RequestCounts counts,
            AttemptSampler sampler) {
        this.fleet = fleet;
        this.grid = grid;
        this.seed = seed;
        this.counts = counts;
        this.sampler = sampler;
        retries = scenario.retries();
        random = new RandomStream(seed, 0, 0);
        scratch = RequestBatch.allocate(1, fleet.names);
        late = RequestBatch.allocate(0, fleet.names);
    }

    /// A slice with what the pass found out about it.
    ///
    /// @param firstRow id of the slice's first row
    /// @param epochMicros of the first attempts, in order
    /// @param rowBase of the first attempts' random streams
    /// @param late retries in order of time, complete but for their own id; a first id of [#OWN_ID]
    ///   stands for that
    record Slice(SliceLaw law, long firstRow, long[] epochMicros, long rowBase, RequestBatch late) {
        int rows() {
            return epochMicros.length + late.size();
        }
    }

    /// The random stream of a slice's first attempts.
    static long rowBase(long seed, long slice) {
        return RandomStream.base(seed, slice, ROW_STREAM);
    }

    /// Counts a slice's rows about, in a fraction of the time: first attempts are evenly in it.
    int count(long slice, SliceLaw law) {
        long start = grid.startOfSlice(slice);
        long length = grid.startOfSlice(slice + 1) - start;
        long[] times = new long[counts.of(slice, law.perSecond)];
        for (int i = 0; i < times.length; i++) {
            times[i] = start + length * i / times.length;
        }
        follow(slice, law, times);
        nextRow += times.length + lates;
        return times.length + lates;
    }

    /// @param rowsToReach rows that there must be up to the end of this slice at least; what is
    ///   missing is filled up with requests that are not tried again
    Slice next(long slice, SliceLaw law, long rowsToReach) {
        long start = grid.startOfSlice(slice);
        long end = grid.startOfSlice(slice + 1);
        int n = counts.of(slice, law.perSecond);
        long[] times = arrivals(slice, n, start, end);
        follow(slice, law, times);
        long missing = rowsToReach - nextRow - times.length - lates;
        if (missing > 0) {
            fillUp(slice, law, missing);
        }
        RequestBatch complete = late.withSize(lates);
        Slice result = new Slice(law, nextRow, times, rowBase(seed, slice), complete);
        nextRow += result.rows();
        return result;
    }

    /// Makes the slice's queued attempts, and finds the first ones that are tried again.
    private void follow(long slice, SliceLaw law, long[] times) {
        long base = rowBase(seed, slice);
        long start = grid.startOfSlice(slice);
        long end = grid.startOfSlice(slice + 1);
        late = RequestBatch.allocate(0, fleet.names);
        lates = 0;
        addExtras(slice, start, end);
        if (retries.max() > 0 && law.mostFailed > 0) {
            for (int i = 0; i < times.length; i++) {
                random.seek(base, i);
                if (random.nextDouble() < law.mostFailed) {
                    takeUntil(times[i], law);
                    follow(times[i], law, base, i);
                }
            }
        }
        takeUntil(end - 1, law);
    }

    /// Adds requests behind the last queued attempt of the slice.
    private void fillUp(long slice, SliceLaw law, long missing) {
        long end = grid.startOfSlice(slice + 1);
        long from = lates == 0 ? grid.startOfSlice(slice) : late.epochMicros()[lates - 1];
        for (long i = 0; i < missing; i++) {
            long at = from + (end - from) * i / missing;
            queue.add(at, OWN_ID, RandomStream.base(seed, i, FILL_STREAM), 0, 0, 0, 1);
        }
        takeUntil(end - 1, law);
    }

    /// Arrival times of a Poisson process given their number: its gaps are exponential, scaled to
    /// the slice, so the times come out in order without sorting (Devroye 1986, section V.3.1).
    private long[] arrivals(long slice, int n, long start, long end) {
        if (n == 0) {
            return new long[0];
        }
        RandomStream times = new RandomStream(seed, slice, TIME_STREAM);
        double[] reached = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += times.nextExponential();
            reached[i] = sum;
        }
        double scale = (end - start) / (sum + times.nextExponential());
        long[] epochMicros = new long[n];
        for (int i = 0; i < n; i++) {
            epochMicros[i] = Math.min(end - 1, start + (long) (reached[i] * scale));
        }
        return epochMicros;
    }

    private void addExtras(long slice, long start, long end) {
        int extras = counts.extrasOf(slice);
        for (int i = 0; i < extras; i++) {
            long key = RandomStream.base(seed, slice * 65_536 + i, EXTRA_STREAM);
            random.seek(key, 0);
            long at = start + (long) (random.nextDouble() * (end - start));
            queue.add(at, OWN_ID, key, 0, 0, 0, 1);
        }
    }

    /// A first attempt that may fail: draws it, and if its client tries again, notes when.
    private void follow(long epochMicros, SliceLaw law, long base, int i) {
        random.seek(base, i);
        if (sampler.first(scratch, 0, epochMicros, law, random)) {
            long key = RandomStream.base(base, i, CHAIN_STREAM);
            tryAgain(
                    epochMicros + scratch.latencyMicros()[0],
                    nextRow + i + lates,
                    key,
                    scratch.clientId()[0],
                    sampler.lastRegion(),
                    sampler.lastRoute(),
                    2);
        }
    }

    private void tryAgain(
            long failedMicros,
            long firstId,
            long key,
            long client,
            int region,
            int route,
            int attempt) {
        random.seek(key, -attempt);
        double mean = retries.backoff().toNanos() / 1e3 * power(retries.multiplier(), attempt - 2);
        double wait = mean * (1 + retries.jitter() * (2 * random.nextDouble() - 1));
        long at = failedMicros + Math.max(1, (long) wait);
        if (at < grid.endMicros) {
            queue.add(at, firstId, key, client, region, route, attempt);
        }
    }

    private static double power(double base, int exponent) {
        double product = 1;
        for (int i = 0; i < exponent; i++) {
            product *= base;
        }
        return product;
    }

    /// Makes the queued attempts up to a time.
    private void takeUntil(long epochMicros, SliceLaw law) {
        while (queue.nextMicros() <= epochMicros) {
            make(queue.take(), law);
        }
    }

    private void make(int slot, SliceLaw law) {
        if (lates == late.capacity()) {
            grow();
        }
        int i = lates++;
        long epochMicros = queue.micros(slot);
        long key = queue.key(slot);
        long firstId = queue.firstId(slot);
        int attempt = queue.attempt(slot);
        late.firstRequestId()[i] = firstId;
        random.seek(key, attempt);
        if (firstId == OWN_ID) {
            sampler.first(late, i, epochMicros, law, random);
            return;
        }
        int region = queue.region(slot);
        int route = queue.route(slot);
        long client = queue.client(slot);
        boolean isTriedAgain =
                sampler.attempt(
                        late,
                        i,
                        epochMicros,
                        law,
                        region,
                        route,
                        client,
                        attempt,
                        random.nextDouble(),
                        random);
        if (isTriedAgain) {
            long failedMicros = epochMicros + late.latencyMicros()[i];
            tryAgain(failedMicros, firstId, key, client, region, route, attempt + 1);
        }
    }

    private void grow() {
        RequestBatch larger = RequestBatch.allocate(Math.max(64, 2 * lates), fleet.names);
        BatchRows.copy(late, 0, larger, 0, lates);
        late = larger;
    }
}
