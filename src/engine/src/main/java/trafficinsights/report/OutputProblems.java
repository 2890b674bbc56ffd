package trafficinsights.report;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import trafficinsights.model.Problem;

/// Why a file could not be written, in words for the person in front of the screen.
public final class OutputProblems {
    public static final String DISK_FULL = "output.disk-full";
    public static final String UNWRITABLE = "output.unwritable";
    public static final String FAILED = "output.failed";
    public static final String CANCELLED = "run.cancelled";

    /// With less than this left, a failed write means a full disk whatever the system's words are:
    /// Windows speaks the user's language.
    private static final long NEARLY_NOTHING_BYTES = 1 << 16;

    private OutputProblems() {}

    /// @param target the file that was to be written
    public static Problem of(Path target, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            // An interrupt closes a file channel; in this program it means cancel.
            return Problem.of(
                    CANCELLED,
                    ("The run was cancelled before %s was complete. The incomplete"
                                    + " file was deleted.")
                            .formatted(name(target)),
                    cause);
        }
        if (isDiskFull(target, cause)) {
            return Problem.of(
                    DISK_FULL,
                    ("The disk is full: %s could not be written and was deleted."
                                    + " Free some space in %s, or choose another folder.")
                            .formatted(name(target), folder(target)),
                    cause);
        }
        if (isUnwritable(cause)) {
            return Problem.of(
                    UNWRITABLE,
                    ("%s cannot be written to %s. Check that you can write to this"
                                    + " folder and that no other program has the file open.")
                            .formatted(name(target), folder(target)),
                    cause);
        }
        return Problem.of(
                FAILED,
                ("Writing %s to %s failed; the incomplete file was deleted. Check"
                                + " that the disk is still connected, then run again.")
                        .formatted(name(target), folder(target)),
                cause);
    }

    private static boolean isDiskFull(Path target, IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        boolean saysSo =
                Stream.of("no space left", "not enough space", "disk quota exceeded", "disk full")
                        .anyMatch(message::contains);
        return saysSo || (!isUnwritable(cause) && usableBytes(target) < NEARLY_NOTHING_BYTES);
    }

    private static long usableBytes(Path target) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            return folder == null ? Long.MAX_VALUE : Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean isUnwritable(IOException cause) {
        if (cause instanceof AccessDeniedException
                || cause instanceof NoSuchFileException
                || cause instanceof FileAlreadyExistsException) {
            return true;
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof FileSystemException
                && Stream.of("not a directory", "read-only", "is a directory", "too long")
                        .anyMatch(message::contains);
    }

    private static String name(Path target) {
        Path name = target.getFileName();
        return name == null ? target.toString() : name.toString();
    }

    private static String folder(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        return folder == null ? "the file system's root" : folder.toString();
    }
}
