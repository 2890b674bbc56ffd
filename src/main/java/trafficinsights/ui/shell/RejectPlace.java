package trafficinsights.ui.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder of the moment for lines that could not be read; goes with the window. FX thread.
final class RejectPlace implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RejectPlace.class.getName());

    private final List<Path> files = new ArrayList<>();
    private @Nullable Path folder;

    /// A file that is not there yet; null when there is no place for one.
    @Nullable Path next() {
        try {
            Path made = folder;
            if (made == null) {
                made = Files.createTempDirectory("traffic-insights-rejects");
                folder = made;
            }
            Path file = made.resolve("rejects-%d.csv".formatted(files.size() + 1));
            files.add(file);
            return file;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "rejected lines are not kept", e);
            return null;
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "a file of the moment is left", e);
        }
    }
}
