package trafficinsights.run.push;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.PushedBatch.State;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.run.base.RunThreads;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoredRun;
import trafficinsights.store.StoredRuns;
import trafficinsights.warehouse.Outbox;
import trafficinsights.warehouse.RunLoad;
import trafficinsights.warehouse.Warehouse;

/// Pushes the runs of a store: one thread reads groups of requests, some streams bring them in. The
/// queue between them is short and blocks, so memory is the same for any size.
final class StorePush {
    /// At least 102,400, so that a columnstore takes them straight into compressed row groups.
    static final long GROUP_ROWS = 262_144;

    private final Warehouse warehouse;
    private final Outbox outbox;
    private final int streams;
    private final Warehouses.Watch watch;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger known = new AtomicInteger();
    private final AtomicInteger toOutbox = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private long allRows;

    StorePush(Warehouse warehouse, Outbox outbox, int streams, Warehouses.Watch watch) {
        this.warehouse = warehouse;
        this.outbox = outbox;
        this.streams = streams;
        this.watch = watch;
    }

    PushSummary push(Path file) throws InterruptedException {
        long start = System.nanoTime();
        Optional<Problem> unreachable = unreachable();
        int fromOutbox = unreachable.isPresent() ? 0 : outbox.send(warehouse);
        try (LocalStore store = LocalStore.openReadOnly(file)) {
            StoredRuns runs = new StoredRuns(store);
            List<StoredRun> all = runs.all();
            allRows = all.stream().mapToLong(StoredRun::requests).sum();
            for (StoredRun run : all) {
                RunHeader header =
                        new RunHeader(
                                Warehouse.key("run " + run.title() + " " + run.content()),
                                run.title(),
                                run.requests());
                if (unreachable.isEmpty()) {
                    unreachable = send(runs, run, header);
                } else {
                    keep(runs, run, header);
                }
            }
        }
        return new PushSummary(
                rows.get(),
                batches.get(),
                known.get(),
                fromOutbox,
                toOutbox.get(),
                warehouse.retries(),
                (System.nanoTime() - start) / 1e9,
                unreachable);
    }

    /// Sends what waits in the outbox, and nothing else.
    PushSummary sendOutbox() throws InterruptedException {
        long start = System.nanoTime();
        warehouse.check();
        int sent = outbox.send(warehouse);
        return new PushSummary(
                0,
                0,
                0,
                sent,
                0,
                warehouse.retries(),
                (System.nanoTime() - start) / 1e9,
                Optional.empty());
    }

    /// Whether there is no server to talk to. Anything else that is wrong ends the push.
    private Optional<Problem> unreachable() {
        try {
            warehouse.check();
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(unlessUnreachable(e));
        }
    }

    private static Problem unlessUnreachable(ProblemException e) {
        String code = e.problem().code();
        if (code.equals("warehouse.unreachable") || code.equals("warehouse.busy")) {
            return e.problem();
        }
        throw e;
    }

    /// @return why the server could not be reached on the way; the rest waits on the disk then
    private Optional<Problem> send(StoredRuns runs, StoredRun run, RunHeader header)
            throws InterruptedException {
        RunLoad load;
        try {
            load = warehouse.begin(header);
        } catch (ProblemException e) {
            Problem problem = unlessUnreachable(e);
            keep(runs, run, header);
            return Optional.of(problem);
        }
        Stream stream = new Stream(load, header);
        stream.requests(runs, run);
        runs.readFacts(run, GROUP_ROWS, stream::facts);
        return Optional.ofNullable(stream.unreachable);
    }

    private void keep(StoredRuns runs, StoredRun run, RunHeader header) {
        Names names = Names.create();
        runs.readGroups(
                run,
                names,
                GROUP_ROWS,
                parts -> keep(header, read(new RequestGroup(names, parts))));
        runs.readFacts(run, GROUP_ROWS, facts -> keep(header, facts, numbers.getAndIncrement()));
    }

    private void keep(RunHeader header, Numbered batch) {
        outbox.put(header, batch.group, Warehouse.key(batch.group));
        toOutbox.incrementAndGet();
        tell(batch, State.OUTBOX);
        watch.progress(seen.addAndGet(batch.group.rows()), allRows);
    }

    private void keep(RunHeader header, List<FactTable> facts, int number) {
        outbox.put(header, facts);
        toOutbox.incrementAndGet();
        watch.batch(new PushedBatch(number, State.OUTBOX, 0));
    }

    private Numbered read(RequestGroup group) {
        Numbered batch = new Numbered(numbers.getAndIncrement(), group);
        tell(batch, State.WAITING);
        return batch;
    }

    private void tell(Numbered batch, State state) {
        watch.batch(new PushedBatch(batch.number, state, batch.group.rows()));
    }

    /// A group on its way, in the order in which groups are read.
    private record Numbered(int number, RequestGroup group) {}

    private static ProblemException cancelled() {
        Thread.currentThread().interrupt();
        return Problem.of("push.cancelled", "The push was cancelled. Start it again to go on.")
                .asException();
    }

    /// One run's streams.
    private final class Stream {
        private static final Numbered END =
                new Numbered(-1, new RequestGroup(Names.create(), List.of()));

        private final RunLoad load;
        private final RunHeader header;
        private final BlockingQueue<Numbered> queue = new ArrayBlockingQueue<>(1);
        private final RunThreads threads = new RunThreads("push", () -> {});
        private volatile @Nullable Problem unreachable;

        Stream(RunLoad load, RunHeader header) {
            this.load = load;
            this.header = header;
        }

        void requests(StoredRuns runs, StoredRun run) throws InterruptedException {
            for (int i = 1; i <= streams; i++) {
                threads.start("stream-" + i, this::drain);
            }
            Names names = Names.create();
            try {
                runs.readGroups(
                        run, names, GROUP_ROWS, parts -> put(read(new RequestGroup(names, parts))));
                put(END);
            } catch (RuntimeException e) {
                threads.fail(e);
                throw e;
            } finally {
                threads.joinAll();
            }
            rethrow();
        }

        private void rethrow() throws InterruptedException {
            try {
                threads.rethrow();
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void put(Numbered batch) {
            try {
                while (!queue.offer(batch, 100, TimeUnit.MILLISECONDS)) {
                    rethrow();
                }
            } catch (InterruptedException e) {
                throw cancelled();
            }
        }

        @SuppressWarnings("ReferenceEquality") // a marker, told apart by being itself
        private void drain() throws InterruptedException {
            while (true) {
                Numbered batch = queue.take();
                if (batch == END) {
                    // The others are to see it as well.
                    queue.put(END);
                    return;
                }
                one(batch);
            }
        }

        private void one(Numbered batch) throws InterruptedException {
            if (unreachable != null) {
                keep(header, batch);
                return;
            }
            RequestGroup group = batch.group;
            tell(batch, State.SENT);
            try {
                boolean isNew = load.push(group, Warehouse.key(group));
                if (isNew) {
                    rows.addAndGet(group.rows());
                }
                count(isNew);
                tell(batch, isNew ? State.COMMITTED : State.REPEATED);
                watch.progress(seen.addAndGet(group.rows()), allRows);
            } catch (ProblemException e) {
                unreachable = unlessUnreachable(e);
                keep(header, batch);
            }
        }

        private void count(boolean isNew) {
            (isNew ? batches : known).incrementAndGet();
        }

        void facts(List<FactTable> facts) {
            int number = numbers.getAndIncrement();
            if (unreachable == null) {
                watch.batch(new PushedBatch(number, State.SENT, 0));
                try {
                    boolean isNew = load.push(facts);
                    count(isNew);
                    watch.batch(
                            new PushedBatch(number, isNew ? State.COMMITTED : State.REPEATED, 0));
                    return;
                } catch (InterruptedException e) {
                    throw cancelled();
                } catch (ProblemException e) {
                    unreachable = unlessUnreachable(e);
                }
            }
            keep(header, facts, number);
        }
    }
}
