package trafficinsights.run.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ProblemException;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.store.explore.ScratchFolder;

/// A temporary folder for lines that runs of a window could not read: those of the newest run,
/// until it is closed. What a killed process left goes at the next start.
///
/// Threads: one, but for [#sweep()].
public final class RejectFolder implements AutoCloseable {
    /// A log of another kind is refused line by line; its first lines tell that as well as all.
    public static final long MOST_LINES = 100_000;

    private static final System.Logger LOG = System.getLogger(RejectFolder.class.getName());
    private static final String PREFIX = "rejects-";
    private static final String SUFFIX = ".csv";

    private final Path parent;
    private @Nullable ScratchFolder folder;
    private int number;

    /// @param parent of the folder, which is made when it is first needed
    public RejectFolder(Path parent) {
        this.parent = parent.toAbsolutePath();
    }

    /// Below what the program may throw away.
    public static RejectFolder ofUser() {
        return new RejectFolder(UserFolder.cache().resolve("rejects"));
    }

    /// A run that keeps its first [#MOST_LINES] refused lines here, in place of those of the run
    /// before; without a file where there is no place for one.
    public RunSpec next(RunSpec spec) {
        try {
            ScratchFolder made = folder;
            if (made == null) {
                made = ScratchFolder.below(parent);
                folder = made;
            }
            removeFiles(made.path());
            Path file = made.path().resolve(PREFIX + ++number + SUFFIX);
            return spec.withRejects(file).withMostRejects(MOST_LINES);
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "rejected lines are not kept", e);
            return spec;
        }
    }

    /// A run that is only just replaced removes its own unfinished file.
    private static void removeFiles(Path folder) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "a temporary file is left", e);
        }
    }

    /// Whether a file is one that is temporary, not worth remembering.
    public boolean holds(Path file) {
        return file.toAbsolutePath().startsWith(parent);
    }

    /// Removes what killed processes left. Any thread.
    public void sweep() {
        ScratchFolder.sweepBelow(parent);
    }

    /// After the runs that write here were closed.
    @Override
    public void close() {
        ScratchFolder made = folder;
        folder = null;
        try {
            if (made != null) {
                made.close();
            }
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.INFO, "a temporary file is left", e);
        }
    }
}
