package trafficinsights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The checkout that a test runs in. Tests run in the folder of their module.
public final class SourceTree {
    private static final Path ROOT = root();

    private SourceTree() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("Not in a checkout: no folder above has mvnw.");
            }
        }
        return folder;
    }

    /// A file or folder of the checkout.
    ///
    /// @param path from its top, as `docs/formats.md`
    public static Path of(String path) {
        return ROOT.resolve(path);
    }

    /// What each module has at this place.
    ///
    /// @param path from the top of a module, as `src/main/java`
    public static List<Path> inModules(String path) {
        try (Stream<Path> modules = Files.list(ROOT.resolve("src"))) {
            return modules.map(module -> module.resolve(path))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
