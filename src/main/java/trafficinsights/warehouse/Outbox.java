package trafficinsights.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;

/// Batches that wait on the disk until the warehouse can be reached. Bounded: what does not fit is
/// refused, and the run keeps it in its store.
///
/// A batch has its key for a name, so it waits here once, and a file that is there is whole.
/// Several programs may use one folder: the ledger sees to it that a batch sent twice counts once.
///
/// Threads: any.
public final class Outbox {
    /// Room for some 100 M requests, packed.
    public static final long USUAL_BYTES = 4L << 30;

    private static final String SUFFIX = ".batch";

    /// @param oldest when the batch that waits longest came
    public record Waiting(int batches, long bytes, Optional<Instant> oldest) {
        public static final Waiting NONE = new Waiting(0, 0, Optional.empty());
    }

    private final Path folder;
    private final long maxBytes;

    public Outbox(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /// @throws trafficinsights.model.ProblemException when there is no room
    public void put(RunHeader run, RequestGroup group, String key) {
        put(new OutboxFile.Entry(run, key, new OutboxFile.Content.Requests(group)));
    }

    /// @throws trafficinsights.model.ProblemException when there is no room
    public void put(RunHeader run, List<FactTable> facts) {
        put(
                new OutboxFile.Entry(
                        run,
                        ContentHash.of(run.key(), facts),
                        new OutboxFile.Content.Facts(facts)));
    }

    private void put(OutboxFile.Entry entry) {
        Path target = folder.resolve(entry.key() + SUFFIX);
        Path part = folder.resolve(entry.key() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            if (Files.exists(target)) {
                return;
            }
            Waiting waiting = waiting();
            if (waiting.bytes() >= maxBytes) {
                throw Problem.of(
                                "outbox.full",
                                ("The outbox %s is full: %d batches wait for the warehouse. Bring the"
                                                + " server back, then `workbench warehouse push`"
                                                + " sends them; the data stay in their store.")
                                        .formatted(folder, waiting.batches()))
                        .asException();
            }
            OutboxFile.write(part, entry);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            drop(part);
            throw Problem.of(
                            "outbox.unwritable",
                            "The outbox %s could not be written. Check its disk's space and rights."
                                    .formatted(folder),
                            e)
                    .asException();
        }
    }

    private static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(Outbox.class.getName())
                    .log(System.Logger.Level.WARNING, "could not remove " + file, e);
        }
    }

    public Waiting waiting() {
        int batches = 0;
        long bytes = 0;
        Instant oldest = null;
        for (Path file : files()) {
            try {
                bytes += Files.size(file);
                Instant time = Files.getLastModifiedTime(file).toInstant();
                oldest = oldest == null || time.isBefore(oldest) ? time : oldest;
                batches++;
            } catch (IOException e) {
                System.getLogger(Outbox.class.getName())
                        .log(System.Logger.Level.DEBUG, "another program has just sent {0}", file);
            }
        }
        return new Waiting(batches, bytes, Optional.ofNullable(oldest));
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw Problem.of(
                            "outbox.unreadable",
                            "The outbox %s could not be read. Check its rights.".formatted(folder),
                            e)
                    .asException();
        }
    }

    /// Sends what waits, and removes what has arrived.
    ///
    /// @return batches that are no longer here
    /// @throws trafficinsights.model.ProblemException at the first one that cannot be sent
    public int send(Warehouse warehouse) throws InterruptedException {
        int sent = 0;
        for (Path file : files()) {
            OutboxFile.Entry entry = read(file);
            RunLoad load = warehouse.begin(entry.run());
            switch (entry.content()) {
                case OutboxFile.Content.Requests(RequestGroup group) ->
                        load.push(group, entry.key());
                case OutboxFile.Content.Facts(List<FactTable> tables) -> load.push(tables);
            }
            drop(file);
            sent++;
        }
        return sent;
    }

    private static OutboxFile.Entry read(Path file) {
        try {
            return OutboxFile.read(file);
        } catch (IOException e) {
            throw Problem.of(
                            "outbox.damaged",
                            ("The file %s of the outbox is damaged. Delete it and push its run again"
                                            + " from the store.")
                                    .formatted(file),
                            e)
                    .asException();
        }
    }
}
