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
import trafficinsights.warehouse.Warehouse;

/// Pushes the runs of a store: one thread reads groups of requests, some streams bring them in. The
/// queue between them is short and blocks, so memory is the same for any size.
final class StorePush {
    /// At least 102,400, so that a columnstore takes them straight into compressed row groups.
    static final long GROUP_ROWS = 262_144;

    private final PushTarget target;
    private final Outbox outbox;
    private final int streams;
    private final Warehouses.Watch watch;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger known = new AtomicInteger();
    private final AtomicInteger toOutbox = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final long groupRows;
    private final @Nullable String batchKey;
    private long allRows;

    StorePush(PushTarget target, Outbox outbox, int streams, Warehouses.Watch watch) {
        this(target, outbox, streams, watch, GROUP_ROWS, null);
    }

    /// @param groupRows see [StoredRuns#readGroups]
    /// @param batchKey of the only batch of the store; null where keys follow from the content
    StorePush(
            PushTarget target,
            Outbox outbox,
            int streams,
            Warehouses.Watch watch,
            long groupRows,
            @Nullable String batchKey) {
        this.target = target;
        this.outbox = outbox;
        this.streams = streams;
        this.watch = watch;
        this.groupRows = groupRows;
        this.batchKey = batchKey;
    }

    PushSummary push(Path file) throws InterruptedException {
        long start = System.nanoTime();
        Optional<Problem> unreachable = unreachable();
        int fromOutbox = unreachable.isPresent() ? 0 : outbox.send(this::sendWaiting);
        outbox.left()
                .ifPresent(left ->
                        System.getLogger(StorePush.class.getName())
                                .log(System.Logger.Level.WARNING, left.userMessage()));
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
                target.retries(),
                (System.nanoTime() - start) / 1e9,
                unreachable);
    }

    /// Sends what waits in the outbox, and nothing else.
    PushSummary sendOutbox() throws InterruptedException {
        long start = System.nanoTime();
        target.check();
        int sent = outbox.send(this::sendWaiting);
        Optional<Problem> left = outbox.left();
        if (left.isPresent()) {
            throw left.get().asException();
        }
        return new PushSummary(
                0,
                0,
                0,
                sent,
                0,
                target.retries(),
                (System.nanoTime() - start) / 1e9,
                Optional.empty());
    }

    /// Sends a batch of the outbox as the store that it is: whole, and under the key that it waits
    /// by, whatever this version would cut or call it.
    private void sendWaiting(Path file, String key) throws InterruptedException {
        StorePush push = new StorePush(target, outbox, 1, (_, _) -> {}, Long.MAX_VALUE, key);
        try (LocalStore store = LocalStore.openReadOnly(file)) {
            StoredRuns runs = new StoredRuns(store);
            for (StoredRun run : runs.all()) {
                Optional<Problem> unreachable =
                        push.send(runs, run, WaitingBatch.run(file, runs, run));
                if (unreachable.isPresent()) {
                    throw unreachable.get().asException();
                }
            }
        } catch (ProblemException e) {
            throw unlessDamaged(file, e);
        }
    }

    private static ProblemException unlessDamaged(Path file, ProblemException e) {
        return e.problem().code().startsWith("store.")
                ? Problem.of(
                                "outbox.damaged",
                                ("The file %s in the outbox cannot be read. Push"
                                                + " its run again from the store, then delete the"
                                                + " file.")
                                        .formatted(file),
                                e)
                        .asException()
                : e;
    }

    private String key(RequestGroup group) {
        return batchKey == null ? Warehouse.key(group) : batchKey;
    }

    private String key(RunHeader run, List<FactTable> facts) {
        return batchKey == null ? Warehouse.key(run.key(), facts) : batchKey;
    }

    /// Whether there is no server to talk to. Anything else that is wrong ends the push.
    private Optional<Problem> unreachable() {
        try {
            target.check();
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
        PushTarget.Load load;
        try {
            load = target.begin(header);
        } catch (ProblemException e) {
            Problem problem = unlessUnreachable(e);
            keep(runs, run, header);
            return Optional.of(problem);
        }
        Stream stream = new Stream(load, header);
        stream.requests(runs, run);
        runs.readFacts(run, groupRows, stream::facts);
        return Optional.ofNullable(stream.unreachable);
    }

    private void keep(StoredRuns runs, StoredRun run, RunHeader header) {
        Names names = Names.create();
        runs.readGroups(
                run, names, groupRows, parts -> keep(header, read(new RequestGroup(names, parts))));
        runs.readFacts(run, groupRows, facts -> keep(header, facts, numbers.getAndIncrement()));
    }

    private void keep(RunHeader header, Numbered batch) {
        try {
            outbox.put(key(batch.group), file -> WaitingBatch.write(file, header, batch.group));
        } catch (InterruptedException e) {
            throw cancelled();
        }
        toOutbox.incrementAndGet();
        tell(batch, State.OUTBOX);
        watch.progress(seen.addAndGet(batch.group.rows()), allRows);
    }

    private void keep(RunHeader header, List<FactTable> facts, int number) {
        try {
            outbox.put(key(header, facts), file -> WaitingBatch.write(file, header, facts));
        } catch (InterruptedException e) {
            throw cancelled();
        }
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
        return Problem.of("push.cancelled", "The push was cancelled. Start it again to continue.")
                .asException();
    }

    /// One run's streams.
    private final class Stream {
        private static final Numbered END =
                new Numbered(-1, new RequestGroup(Names.create(), List.of()));

        private final PushTarget.Load load;
        private final RunHeader header;
        private final BlockingQueue<Numbered> queue = new ArrayBlockingQueue<>(1);
        private final RunThreads threads = new RunThreads("push", () -> {});
        private volatile @Nullable Problem unreachable;

        Stream(PushTarget.Load load, RunHeader header) {
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
                        run, names, groupRows, parts -> put(read(new RequestGroup(names, parts))));
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
                boolean isNew = load.push(group, key(group));
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
                    boolean isNew = load.push(facts, key(header, facts));
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
