package trafficinsights.ingest.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import trafficinsights.SourceTree;

/// The logs and tables that tests of the readers have.
final class InputSamples {
    static final Path INGEST =
            SourceTree.of("src/engine/src/test/resources/trafficinsights/ingest");

    private InputSamples() {}

    /// All of them, samples and cases of documents too, but not what is expected of them.
    static Stream<Path> files() {
        return Stream.of("", "samples", "cases")
                .flatMap(name -> list(INGEST.resolve(name)))
                .filter(file -> file.toString().matches(".*\\.(log|csv|json|txt|tsv)"))
                .filter(file -> !file.toString().endsWith(".expect.json"));
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
