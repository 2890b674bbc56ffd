package trafficinsights.run.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A file that one program at a time holds, and that is gone when nobody does.
///
/// Two traps lie here. A file that is deleted when its holder leaves: who opened it just before
/// holds a file without a name, while the next one makes and holds a new one. So a holder marks the
/// file that it locked (by a length drawn at random), and looks whether the name stands for that
/// one; the file is deleted while it is still held. And POSIX drops a program's locks on a file
/// when the program closes it anywhere: so what this program holds is known here, and its file is
/// never opened a second time.
///
/// Threads: one at a time.
final class FolderLock implements AutoCloseable {
    /// Files that this program holds; the operating system's lock table has no question for that.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int LONGEST_MARK = 1 << 16;

    /// Beyond the mark.
    private static final long LOCKED_BYTE = 1L << 20;

    private static final int MOST_TRIES = 100;

    /// Another program that only asks whether it is held holds it for less.
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private static final long PAUSE_MILLIS = 10;

    private final Path file;
    private final FileChannel channel;
    private final int mark;

    private FolderLock(Path file, FileChannel channel, int mark) {
        this.file = file;
        this.channel = channel;
        this.mark = mark;
    }

    /// Null when another program, or another run of this one, holds it for longer than a moment.
    ///
    /// @param named in a folder that exists
    static @Nullable FolderLock of(Path named) throws IOException {
        return of(named, PATIENCE);
    }

    /// @param patience with another holder
    static synchronized @Nullable FolderLock of(Path named, Duration patience) throws IOException {
        Path file = real(named);
        if (!HELD.add(file)) {
            return null;
        }
        FolderLock lock = null;
        try {
            lock = patient(file, patience);
        } finally {
            if (lock == null) {
                HELD.remove(file);
            }
        }
        return lock;
    }

    /// However the folder is named.
    private static Path real(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return folder.toRealPath().resolve(file.getFileName());
    }

    private static @Nullable FolderLock patient(Path file, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        FolderLock lock = tried(file);
        while (lock == null && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            lock = tried(file);
        }
        return lock;
    }

    private static @Nullable FolderLock tried(Path file) throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            int mark = ThreadLocalRandom.current().nextInt(1, LONGEST_MARK);
            boolean isMine = false;
            try {
                if (!isLocked(channel)) {
                    return null;
                }
                isMine = isNamed(file, channel, mark);
            } finally {
                if (!isMine) {
                    channel.close();
                }
            }
            if (isMine) {
                return new FolderLock(file, channel, mark);
            }
        }
        // Others come and go all the time.
        return null;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException ofThisProgram) {
            return false;
        }
    }

    /// Whether the file that was locked is the one that the name stands for.
    private static boolean isNamed(Path file, FileChannel channel, int mark) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), mark - 1L);
        return isMarked(file, mark);
    }

    private static boolean isMarked(Path file, int mark) throws IOException {
        try {
            return Files.size(file) == mark;
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }

    /// Whether somebody holds it; never makes the file.
    static synchronized boolean isHeld(Path named) {
        try {
            Path file = real(named);
            if (HELD.contains(file)) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return !isLocked(channel);
            }
        } catch (IOException none) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            // First the name, then the lock: nobody can hold the file in between. A person may have
            // deleted the file meanwhile, and another program may hold one of that name.
            if (isMarked(file, mark)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log("a lock file stays behind");
        }
        try {
            channel.close();
        } catch (IOException e) {
            log("closing a lock failed");
        }
        HELD.remove(file);
    }

    private static void log(String what) {
        System.getLogger(FolderLock.class.getName()).log(System.Logger.Level.DEBUG, what);
    }
}
