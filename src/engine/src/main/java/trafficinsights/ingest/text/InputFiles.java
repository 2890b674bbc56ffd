package trafficinsights.ingest.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import trafficinsights.model.Problem;

/// Whether there is a file to read, and what to do when there is not.
public final class InputFiles {
    private InputFiles() {}

    /// @throws trafficinsights.model.ProblemException when there is nothing to read
    public static void check(Path file) {
        checkIsFile(file);
        try {
            if (Files.size(file) == 0) {
                throw Problem.of(
                                "input.empty",
                                "%s is empty. Choose a file with content.".formatted(file))
                        .asException();
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void checkIsFile(Path file) {
        if (!Files.exists(file)) {
            throw Problem.of("input.missing", "%s does not exist. Check the path.".formatted(file))
                    .asException();
        }
        if (Files.isDirectory(file)) {
            throw Problem.of(
                            "input.directory",
                            "%s is a folder. Specify the log files in it.".formatted(file))
                    .asException();
        }
        if (!Files.isReadable(file)) {
            throw Problem.of(
                            "input.unreadable",
                            "%s cannot be read by this user. Check its permissions."
                                    .formatted(file))
                    .asException();
        }
    }

    public static RuntimeException unreadable(Path file, IOException cause) {
        return Problem.of(
                        "input.unreadable",
                        "%s could not be read. Check that its disk or network share is available."
                                .formatted(file),
                        cause)
                .asException();
    }
}
