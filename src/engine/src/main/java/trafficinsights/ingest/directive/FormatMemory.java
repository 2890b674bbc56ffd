package trafficinsights.ingest.directive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import trafficinsights.model.ProblemException;

/// Log formats that were given before, by the names of the files that they read. Numbers in a name
/// do not count, so that `access.log.2` and `access-20260302.log` have the format of their
/// neighbours. Several programs may use it at the same time: files are replaced as a whole.
public final class FormatMemory {
    private static final System.Logger LOG = System.getLogger(FormatMemory.class.getName());
    private static final long MOST_BYTES = 64 << 10;
    private static final int LONGEST_NAME = 100;

    private final Path folder;

    /// @param folder created when there is something to keep
    public FormatMemory(Path folder) {
        this.folder = folder;
    }

    /// `access-20260302.log.gz` is `access-.log.gz`.
    static String key(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String plain = name.replaceAll("[0-9]+", "").replaceAll("[^a-z._-]", "_");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    private Path fileOf(Path log) {
        return folder.resolve("format-" + key(log) + ".txt");
    }

    /// The format for a file of this name; none when there is none, or none that can be read.
    public List<LogDirective> find(Path log) {
        Path file = fileOf(log);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return List.of();
            }
            return LogDirectives.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | ProblemException e) {
            LOG.log(System.Logger.Level.INFO, "a remembered log format is ignored: " + e);
            return List.of();
        }
    }

    /// Keeps the format that read a file. A folder that cannot be written is not a reason to bother
    /// anyone.
    public void keep(Path log, LogDirective directive) {
        Path file = fileOf(log);
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "format", ".part");
            Files.writeString(part, directive.text(), StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "a log format could not be remembered: " + e);
        }
    }
}
