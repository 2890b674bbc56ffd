package trafficinsights.system;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is written beside its place, and gets its name when it is complete. Threads:
/// stateless.
public final class PartFile {
    private PartFile() {}

    /// Where a file is while it is written.
    ///
    /// @param target absolute
    public static Path of(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /// Gives the file its name, in one step where the file system can; an older one is replaced.
    public static void moveIntoPlace(Path part, Path target) throws IOException {
        try {
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
