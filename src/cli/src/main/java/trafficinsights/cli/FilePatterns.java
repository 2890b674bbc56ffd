package trafficinsights.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Files named by patterns (`logs/*.gz`), for shells that do not resolve them, and the Parquet
/// files of a folder.
final class FilePatterns {
    private FilePatterns() {}

    /// The files of all arguments; those of one pattern in the order of their names. A pattern that
    /// matches nothing stays as it is, so that the run names it as missing. A folder stands for the
    /// Parquet files in it and below it, in the order of their paths.
    static List<Path> files(List<String> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            boolean isPattern = argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
            if (isPattern && !existsAsNamed(argument)) {
                files.addAll(matches(argument));
            } else {
                List<Path> parts = parquetIn(Path.of(argument));
                files.addAll(parts.isEmpty() ? List.of(Path.of(argument)) : parts);
            }
        }
        return files;
    }

    /// The parts of a table in a folder; none of a file, and of a folder without any.
    private static List<Path> parquetIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(path -> path.toString().endsWith(".parquet"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean existsAsNamed(String argument) {
        return argument.chars().noneMatch(c -> c == '*' || c == '?')
                && Files.exists(Path.of(argument));
    }

    private static List<Path> matches(String pattern) throws IOException {
        int slash = Math.max(pattern.lastIndexOf('/'), pattern.lastIndexOf('\\'));
        Path folder = Path.of(slash < 0 ? "." : pattern.substring(0, slash + 1));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        found.add(slash < 0 ? entry.getFileName() : entry);
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }
}
