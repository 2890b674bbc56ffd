package trafficinsights.store.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import trafficinsights.model.Problem;

/// A folder for the files of one exploration, removed when it is closed.
///
/// A process that was killed leaves its folder behind, but not the lock on it: the next one that
/// makes a folder at the same place removes those that nobody holds.
public final class ScratchFolder implements AutoCloseable {
    private static final String PREFIX = "explore-";
    private static final String LOCK = "lock";

    /// A folder without a lock this young may be one that is just being made.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path folder;
    private final FileChannel channel;

    private ScratchFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// Makes a folder below this one, on whose disk the temporary files will be.
    public static ScratchFolder below(Path parent) {
        try {
            Files.createDirectories(parent);
            sweep(parent);
            Path folder = Files.createTempDirectory(parent.toAbsolutePath(), PREFIX);
            FileChannel channel = lockFile(folder);
            if (channel.tryLock() == null) {
                throw new IOException("the new folder " + folder + " is locked already");
            }
            return new ScratchFolder(folder, channel);
        } catch (IOException e) {
            throw Problem.of(
                            "explore.scratch",
                            ("Temporary files cannot be written to %s. Check that"
                                            + " you can write to this folder and that its disk is"
                                            + " not full.")
                                    .formatted(parent),
                            e)
                    .asException();
        }
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Removes what killed processes left behind. Any thread; where nothing is, nothing is done.
    public static void sweepBelow(Path parent) {
        try {
            if (Files.isDirectory(parent)) {
                sweep(parent);
            }
        } catch (IOException e) {
            System.getLogger(ScratchFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not look into " + parent, e);
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder) && isLeft(folder)) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isLeft(Path folder) {
        try {
            if (!Files.exists(folder.resolve(LOCK))) {
                return Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isBefore(Instant.now().minus(YOUNG));
            }
            try (FileChannel other = lockFile(folder);
                    FileLock lock = other.tryLock()) {
                return lock != null;
            }
        } catch (OverlappingFileLockException | IOException inUseHereOrNotOurs) {
            return false;
        }
    }

    /// The folder's own path.
    public Path path() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The next one that makes a folder here tries again.
            System.getLogger(ScratchFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "could not remove " + folder, e);
        }
    }
}
