package trafficinsights.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file of JSON lines that rotates: `workbench.log`, older ones `workbench.1.log` to
/// `workbench.4.log`, 2 MiB each. A server keeps a second one of the same kind, of accesses.
///
/// A line says when, how grave, who, and what, in words for whoever helps; of an exception its
/// class and the place in this program, but no stack trace, and nothing of what SQL said. What
/// looks like a secret is left out ([Redaction]).
///
/// Each line is one write to a file opened for appending, so lines of several programs stay whole.
/// A log that cannot be written is given up in silence: it must not stop what it tells of.
///
/// Threads: any.
public final class LogFile {
    private static final String STEM = "workbench";
    static final String NAME = STEM + ".log";
    private static final long MAX_BYTES = 2 << 20;
    private static final int OLDER = 4;

    private static volatile @Nullable LogFile current;

    private final Path folder;
    private final String stem;
    private final long maxBytes;
    private final Redaction redaction;

    LogFile(Path folder, long maxBytes, Redaction redaction) {
        this(folder, STEM, maxBytes, redaction);
    }

    private LogFile(Path folder, String stem, long maxBytes, Redaction redaction) {
        this.folder = folder;
        this.stem = stem;
        this.maxBytes = maxBytes;
        this.redaction = redaction;
    }

    /// From now on, what this program and its libraries log goes into this folder. Nothing is made
    /// before there is something to log.
    public static void open(Path folder) {
        current = new LogFile(folder, MAX_BYTES, Redaction.ofEnvironment(System.getenv()));
    }

    /// A log of its own beside the program's, for what nobody wants to read between its lines.
    ///
    /// @param stem of its files: `access` for `access.log`, `access.1.log` and so on
    public static LogFile beside(Path folder, String stem, long maxBytes) {
        return new LogFile(folder, stem, maxBytes, Redaction.ofEnvironment(System.getenv()));
    }

    /// Adds a line to this file.
    public void add(Level level, String who, String what) {
        write(level, who, what, null);
    }

    /// Where the log is; empty where none is written.
    public static Optional<Path> path() {
        return Optional.ofNullable(current).map(log -> log.folder.resolve(NAME));
    }

    /// The log files that are there, the newest first.
    public static List<Path> files() {
        List<Path> files = new ArrayList<>();
        LogFile log = current;
        for (int i = 0; log != null && i <= OLDER; i++) {
            if (Files.isRegularFile(log.file(i))) {
                files.add(log.file(i));
            }
        }
        return files;
    }

    static void log(Level level, String who, String what, @Nullable Throwable cause) {
        LogFile log = current;
        if (log != null) {
            log.write(level, who, what, cause);
        }
    }

    void write(Level level, String who, String what, @Nullable Throwable cause) {
        byte[] line =
                LogLine.of(Instant.now(), level, who, redaction.of(what), cause, redaction)
                        .getBytes(StandardCharsets.UTF_8);
        synchronized (LogFile.class) {
            try {
                Files.createDirectories(folder);
                rotate(line.length);
                try (FileChannel file =
                        FileChannel.open(
                                file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    file.write(ByteBuffer.wrap(line));
                }
            } catch (IOException e) {
                // There is nobody left to tell.
                return;
            }
        }
    }

    private void rotate(int more) throws IOException {
        if (!Files.exists(file(0)) || Files.size(file(0)) + more <= maxBytes) {
            return;
        }
        for (int i = OLDER - 1; i >= 0; i--) {
            if (Files.exists(file(i))) {
                Files.move(file(i), file(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// @param age 0 for the one that is written
    private Path file(int age) {
        return folder.resolve(age == 0 ? stem + ".log" : stem + "." + age + ".log");
    }
}
