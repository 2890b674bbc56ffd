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
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Batches that wait on the disk until the warehouse can be reached. Bounded: what does not fit is
/// refused, and the run keeps it in its store.
///
/// A batch has its key for a name, so it waits here once, and a file that is there is whole. What
/// is in it is the business of who writes and sends it.
///
/// Several programs may use one folder: the ledger sees to it that a batch sent twice counts once.
///
/// Threads: any.
public final class Outbox {
    /// Room for some 100 M requests, packed.
    public static final long USUAL_BYTES = 4L << 30;

    private static final String SUFFIX = ".duckdb";

    /// Of batches in the format of earlier versions.
    private static final String OLD_SUFFIX = ".batch";

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

    /// Writes a batch into a file that is not there.
    @FunctionalInterface
    public interface Writer {
        void write(Path file) throws InterruptedException;
    }

    /// Brings a batch to the warehouse, or throws.
    @FunctionalInterface
    public interface Sender {
        void send(Path file, String key) throws InterruptedException;
    }

    /// Keeps a batch, once.
    ///
    /// @param key of its content
    /// @throws trafficinsights.model.ProblemException when there is no room
    public void put(String key, Writer writer) throws InterruptedException {
        Path target = folder.resolve(key + SUFFIX);
        Path part = folder.resolve(key + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            if (Files.exists(target)) {
                return;
            }
            refuseWhenFull();
            writer.write(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | ProblemException e) {
            drop(part);
            drop(folder.resolve(part.getFileName() + ".wal"));
            if (e instanceof ProblemException known
                    && known.problem().code().equals("outbox.full")) {
                throw known;
            }
            throw Problem.of(
                            "outbox.unwritable",
                            ("The outbox %s could not be written. Check its"
                                            + " permissions and free space.")
                                    .formatted(folder),
                            e)
                    .asException();
        }
    }

    private void refuseWhenFull() {
        Waiting waiting = waiting();
        if (waiting.bytes() >= maxBytes) {
            throw Problem.of(
                            "outbox.full",
                            ("The outbox %s is full (batches waiting: %d). When"
                                            + " the server is available again, send them with"
                                            + " `workbench warehouse push`. The data is still in the"
                                            + " store.")
                                    .formatted(folder, waiting.batches()))
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
        return Stream.concat(files(SUFFIX).stream(), files(OLD_SUFFIX).stream()).toList();
    }

    private List<Path> files(String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw Problem.of(
                            "outbox.unreadable",
                            "The outbox %s could not be read. Check its permissions."
                                    .formatted(folder),
                            e)
                    .asException();
        }
    }

    /// What waits since an earlier version of this program, which kept batches in a format of its
    /// own. It stays where it is, and counts as waiting.
    public Optional<Problem> left() {
        int batches = files(OLD_SUFFIX).size();
        return batches == 0
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                "outbox.old",
                                ("The outbox %s has %s of an earlier version of this program, which"
                                                + " this version cannot send. Send them with the"
                                                + " earlier version, or push the runs again and"
                                                + " delete the files *%s.")
                                        .formatted(
                                                folder,
                                                NumberText.counted(batches, "batch"),
                                                OLD_SUFFIX)));
    }

    /// Sends what waits, and removes what has arrived.
    ///
    /// @return batches that are no longer here
    /// @throws trafficinsights.model.ProblemException at the first one that cannot be sent
    public int send(Sender sender) throws InterruptedException {
        int sent = 0;
        for (Path file : files(SUFFIX)) {
            String name = String.valueOf(file.getFileName());
            sender.send(file, name.substring(0, name.length() - SUFFIX.length()));
            drop(file);
            sent++;
        }
        return sent;
    }
}
