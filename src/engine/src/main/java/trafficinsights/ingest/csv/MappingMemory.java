package trafficinsights.ingest.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import trafficinsights.ingest.text.Digests;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.ProblemException;

/// Mappings that were used before, found again by the header of a file. One small file a header, in
/// a folder of the user; deleting a file forgets its mapping. Threads: any; files are replaced
/// whole.
public final class MappingMemory {
    private static final System.Logger LOG = System.getLogger(MappingMemory.class.getName());
    private static final int KEY_CHARACTERS = 24;

    private final Path folder;

    /// @param folder made when there is something to keep
    public MappingMemory(Path folder) {
        this.folder = folder;
    }

    /// A mapping of the memory, and the file that holds it.
    public record Remembered(CsvMapping mapping, Path file) {}

    /// SHA-256 of the names in lower case, blanks around them left out.
    static String key(List<String> header) {
        String text =
                header.stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("\n"));
        byte[] hash = Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, KEY_CHARACTERS);
    }

    Path fileOf(List<String> header) {
        return folder.resolve(key(header) + ".yaml");
    }

    /// The mapping for a header; none when there is none, or when its file cannot be read.
    Optional<Remembered> find(List<String> header) {
        Path file = fileOf(header);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Remembered(CsvMappingFile.load(file), file));
        } catch (ProblemException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "a remembered mapping is ignored: " + e.problem().userMessage());
            return Optional.empty();
        }
    }

    /// Keeps a mapping. A folder that cannot be written is not a reason to bother anyone.
    public void keep(List<String> header, CsvMapping mapping) {
        Path file = fileOf(header);
        if (find(header).filter(known -> known.mapping().equals(mapping)).isPresent()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "mapping", ".part");
            String name = String.join(", ", header);
            Files.writeString(part, CsvMappingFile.text(name, mapping, List.of()));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "a mapping could not be remembered: " + e);
        }
    }
}
